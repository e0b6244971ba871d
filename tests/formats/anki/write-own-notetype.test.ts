import fc from 'fast-check';
import type { CardContent, CardId, StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { eventOfRow, keptEvents, type LoggedEvent } from '../../../src/formats/anki/own-events.js';
import { type OutgoingCard, OWN_FIELDS, ownCardOf, ownFields } from '../../../src/formats/anki/own-notetype.js';
import { guidOf } from '../../../src/formats/anki/write-ids.js';
import { anyContent } from './random-cards.js';

const content: CardContent = {
  prompt: 'What is **é**?\n\n- <b>',
  answer: 'Two  spaces\u0000, \ud800 & \u001f',
  keyPoints: { one: 'a < b', two: { text: 'c', essential: true } },
  hint: 'h',
  followsUp: 'elsewhere',
  tags: ['a b'],
  formerly: ['old/key'],
  fields: { deep: [1, null, '\u2028'] },
};
const deck = { id: 'deck', title: 'Title', description: 'd', language: 'pt-BR', scheduling: { newPerDay: 3 } };
const card: OutgoingCard = { deck, key: 'key', place: 7, content };
const back = (fields: readonly string[], names: readonly string[] = OWN_FIELDS) =>
  ownCardOf({ fields: names }, { guid: guidOf('old/key'), fields });

const fieldsOf = (change: (kept: Record<string, unknown>) => unknown) => {
  const fields = [...ownFields(card)];
  const kept = JSON.parse(fields[4] as string);
  fields[4] = JSON.stringify(change(kept) ?? kept);
  return fields;
};

describe('a card that comes back from Anki', () => {
  it('is what it was, to the letter', () => {
    expect(back(ownFields(card))).toEqual({
      ...card,
      id: 'deck/key',
      edited: {},
      events: { byRow: new Map() },
      isCopy: false,
    });
  });

  it('is what it was, whatever is written on it', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const fields = ownFields({ ...card, content });
        expect(fields.join('')).toBe(fields.join('').normalize('NFC'));
        expect(back(fields)?.content).toEqual(content);
        expect(back(fields)?.edited).toEqual({});
      }),
    );
  });

  it('tells what was edited there', () => {
    const fields = [...ownFields(card)];
    fields[1] = 'Edited';
    fields[3] = '';
    expect(back(fields)).toMatchObject({ content, edited: { answer: 'Edited', hint: '' } });
  });

  it('is known though fields were moved, added or taken away, and the last one was shown in an editor', () => {
    const [prompt, answer, points, hint, kept] = ownFields(card) as [string, string, string, string, string];
    const names = ['Mine', 'ownwords', 'Answer', 'Prompt', 'Key points'];
    const found = back(['x', ` ${kept.replaceAll('"', '&quot;')}&nbsp;`, answer, prompt, points], names);
    expect(found).toMatchObject({ content, edited: { hint: '' } });
    expect(hint).toBe('h');
  });

  it('is none of ours in another notetype, or with another JSON', () => {
    expect(back(['a', 'b'], ['Front', 'Back'])).toBeUndefined();
    expect(back([])).toBeUndefined();
    for (const json of ['', '{', 'null', '[]', '{}', '"x"', '[['.repeat(100_000)]) {
      expect(back([...ownFields(card).slice(0, 4), json])).toBeUndefined();
    }
  });

  it('is none of ours if what it keeps breaks the rules', () => {
    const lies: ((kept: Record<string, unknown>) => unknown)[] = [
      (kept) => ({ ...kept, id: 'other/key' }),
      (kept) => ({ ...kept, id: 'no id' }),
      (kept) => ({ ...kept, place: 'first' }),
      (kept) => ({ ...kept, deck: { ...deck, id: '../deck' } }),
      (kept) => ({ ...kept, deck: { ...deck, title: '' } }),
      (kept) => ({ ...kept, deck: { ...deck, scheduling: { newPerDay: -1 } } }),
      (kept) => ({ ...kept, deck: { ...deck, cards: 1, more: 2 } }),
      (kept) => ({ ...kept, card: { ...content, prompt: 1 } }),
      (kept) => ({ ...kept, card: { ...content, more: 1 } }),
      (kept) => ({ ...kept, card: { ...content, followsUp: 'key' } }),
      (kept) => ({ ...kept, card: { ...content, followsUp: '__proto__' } }),
      (kept) => ({ ...kept, card: { ...content, formerly: ['deck/key'] } }),
      (kept) => ({ ...kept, events: 'none' }),
      (kept) => ({ ...kept, events: { 5: null } }),
      (kept) => ({ ...kept, events: { x: { id: 'e', type: 'reset' } } }),
      (kept) => ({ ...kept, events: { 5: { id: 'e', grade: 'perfect' } } }),
      (kept) => ({ ...kept, events: { 5: { id: 'e', type: 'reset', cardId: 'deck/other' } } }),
      (kept) => ({ ...kept, events: { 5: { id: 'e', type: 'reset' }, 6: { id: 'e', type: 'reset' } } }),
      (kept) => ({ ...kept, events: { 5: { id: 'e', type: 'suspended' } } }),
      (kept) => ({ ...kept, seed: { id: 'e', type: 'reset', at: 5, cardId: 'deck/key' } }),
      (kept) => ({ ...kept, seed: null }),
    ];
    expect(back(fieldsOf((kept) => kept))).toBeDefined();
    for (const lie of lies) expect([String(lie), back(fieldsOf(lie))]).toEqual([String(lie), undefined]);
  });

  it('never throws, whatever it keeps', () => {
    const json = fc.json({ maxDepth: 6 });
    const parts = fc.record({
      id: fc.constant('deck/key'),
      place: fc.nat(),
      deck: fc.anything(),
      card: fc.anything(),
      events: fc.anything(),
      seed: fc.anything(),
    });
    const odd = parts.map((value) => {
      try {
        return JSON.stringify(value) ?? '';
      } catch {
        return '';
      }
    });
    fc.assert(
      fc.property(fc.oneof(json, odd), (text) => {
        expect(back([...ownFields(card).slice(0, 4), text])).toBeUndefined();
      }),
    );
  });
});

describe('an event that comes back', () => {
  const id: CardId = 'deck/key';
  const events = [
    {
      id: 'e1',
      type: 'reviewed',
      at: 1_000,
      cardId: id,
      grade: 'hard',
      day: '2026-01-01',
      nth: 1,
      due: '2026-01-02',
      recalled: ['one'],
      durationMs: 70_000,
    },
    { id: 'e2', type: 'practiced', at: 1_000, cardId: 'old/key', grade: 'easy', day: '2026-01-01' },
    { id: 'e3', type: 'rescheduled', at: -5, cardId: id, due: 99, batch: 'b' },
    { id: 'e4', type: 'reset', at: 4_000, cardId: id },
  ] as unknown as LoggedEvent[];
  const rows = events.map((_, index) => 1_000 * (index + 1));
  const seed = {
    id: 's',
    type: 'seeded',
    at: 0,
    cardId: id,
    day: '2026-01-01',
    stability: 2,
    difficulty: 3,
    due: 9,
  } as unknown as Extract<StudyEvent, { type: 'seeded' }>;
  const kept = keptEvents(id, new Map(rows.map((row, index) => [row, events[index] as LoggedEvent])), seed);
  const own = ownCardOf({ fields: OWN_FIELDS }, { guid: '', fields: ownFields(card, kept) })?.events;
  const row = { id: 0, cardId: 1, button: 0, interval: 0, lastInterval: 0, factor: 0, durationMs: 0, kind: 4 };

  it('is what it was, to the letter', () => {
    expect([...(own?.byRow ?? [])]).toEqual(rows.map((row, index) => [row, events[index]]));
    expect(own?.seed).toEqual(seed);
  });

  it('counts only where the row of the log says the same', () => {
    if (!own) throw new Error('The events are gone');
    const right = [
      { ...row, id: 1_000, kind: 0, button: 2 },
      { ...row, id: 2_000, kind: 3, button: 4 },
      { ...row, id: 3_000, factor: 2_500 },
      { ...row, id: 4_000 },
    ];
    expect(right.map((each) => eventOfRow(own, each)?.id)).toEqual(['e1', 'e2', 'e3', 'e4']);
    const wrong = [
      { ...row, id: 1_000, kind: 0, button: 3 },
      { ...row, id: 1_000, kind: 3, button: 2 },
      { ...row, id: 2_000, kind: 1, button: 4 },
      { ...row, id: 3_000 },
      { ...row, id: 4_000, factor: 1 },
      { ...row, id: 5_000 },
    ];
    expect(wrong.map((each) => eventOfRow(own, each))).toEqual(wrong.map(() => undefined));
  });
});
