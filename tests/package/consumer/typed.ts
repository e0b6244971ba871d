import { type CardIdOf, type Grade, openStudy, parseDeck, type Store, StudyError } from 'ownwords';
import { type AnkiFields, readAnki, type WorkDone, writeAnki } from 'ownwords/anki';
import { formatDeckCsv, parseDeckCsv, parseReviewCsv } from 'ownwords/csv';
import { type DeckEntry, deckList, type InterviewFields, initiativeAndLeadership } from 'ownwords/decks';
import type { initiativeAndLeadership as same } from 'ownwords/decks/initiative-and-leadership';
import { checkDecks, type DeckDiff, diffDecks, type Finding, withFormerly } from 'ownwords/decks/tools';
import { fileStore } from 'ownwords/file';
import { httpStore, serveStore } from 'ownwords/http';
import { assignKeys, formatMarkdown, parseMarkdown, readMochi } from 'ownwords/markdown';
import { renderMarkdown } from 'ownwords/render';
import { fromSm2, fromTsFsrs } from 'ownwords/schedulers';
import { type StoreLaw, stoppedClock, storeLaws } from 'ownwords/testing';

export async function main(): Promise<void> {
  const study = await openStudy({ decks: [initiativeAndLeadership], store: fileStore('progress.ndjson') });
  const [card] = study.due();
  if (card) await study.grade(card.id, 'good');

  const id: CardIdOf<typeof same> = 'initiative-and-leadership/core-answer';
  const { askedBy }: InterviewFields = study.card(id).fields;
  const grade: Grade = askedBy === 'manager' ? 'hard' : 'easy';
  await study.grade(id, grade);
  // @ts-expect-error a mistyped card
  study.card('initiative-and-leadership/core-anser');
  // @ts-expect-error a mistyped grade
  await study.grade(id, 'god');
  await study[Symbol.asyncDispose]();
}

export async function laws(open: () => Store, error: unknown): Promise<readonly StoreLaw[]> {
  await openStudy({ decks: [parseDeck({})], store: open(), clock: stoppedClock('2026-03-29T08:00:00Z') });
  return error instanceof StudyError && error.code === 'closed' ? [] : storeLaws;
}

export function mirror(token: () => Promise<string>): Store {
  const headers = async () => ({ authorization: `Bearer ${await token()}` });
  return httpStore('https://example.com/log', { headers, fetch: serveStore(fileStore('progress.ndjson')) });
}

export async function imports(bytes: Uint8Array, text: string): Promise<readonly string[]> {
  const onProgress = ({ step, done, total }: WorkDone) => [step, done / total];
  const { decks, progress, media, notetypes } = await readAnki(bytes, { timeZone: 'Europe/Paris', onProgress });
  const study = await openStudy({ decks });
  await study.importProgress(progress);
  const fields: AnkiFields | undefined = study.cards()[0]?.fields;
  const written = await writeAnki(decks, study.exportProgress(), { media });
  const reviews = await parseReviewCsv(text, { signal: { throwIfAborted() {} } });
  const { progress: past } = fromTsFsrs([{ cardId: 'capitals/peru', card: JSON.parse(text) }]);
  const { remarks } = fromSm2([
    { cardId: 'capitals/peru', ease: 2.5, intervalDays: 10, repetitions: 3, lastReviewed: 0 },
  ]);
  const all = [...parseDeckCsv(text).decks, ...parseMarkdown(assignKeys(text)).decks, ...readMochi(bytes).decks];
  const html = all.map((deck) => renderMarkdown(formatDeckCsv(deck) + formatMarkdown(deck)));
  const kept = [written.remarks, remarks, reviews.remarks].flat().map(({ kind, place }) => `${kind} ${place}`);
  return [fields?.guid ?? '', notetypes[0]?.name ?? '', past.exportedAt, ...html, ...kept];
}

export async function author(published: string, draft: string): Promise<readonly Finding[]> {
  const shelf = await Promise.all(deckList.map(({ load }: DeckEntry) => load()));
  const { proposals }: DeckDiff = diffDecks(parseDeck(published), parseDeck(draft));
  return checkDecks(withFormerly([parseDeck(draft)], proposals), { knownDecks: shelf.map(({ id }) => id) });
}
