import { openStudy, type StudyEvent } from 'ownwords';
import { formatAnkiText, formatReviewCsv, parseReviewCsv } from 'ownwords/csv';
import { expect, it } from 'vitest';

const invalid = (message: RegExp) =>
  expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(message) });

it('what was handed over instead of a list is said', async () => {
  const deck = { id: 'deck', title: 'Deck', cards: { key: { prompt: 'Q', answer: 'A' } } };
  const study = await openStudy({ decks: [deck] });
  const progress = study.exportProgress() as unknown as StudyEvent[];
  expect(() => formatReviewCsv(progress)).toThrow(invalid(/^events is an object; .*progress\.events/));
  expect(() => formatAnkiText(deck as never)).toThrow(invalid(/^decks is an object/));
  const text = 'card_id,review_time,review_rating\n1,2,3';
  await expect(parseReviewCsv(text, { cardId: 'deck' as never })).rejects.toThrow(invalid(/^cardId is "deck"/));
});
