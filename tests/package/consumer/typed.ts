import { type CardIdOf, type Grade, openStudy, parseDeck, type Store, StudyError } from 'ownwords';
import { type InterviewFields, initiativeAndLeadership } from 'ownwords/decks';
import type { initiativeAndLeadership as same } from 'ownwords/decks/initiative-and-leadership';
import { fileStore } from 'ownwords/file';
import { httpStore, serveStore } from 'ownwords/http';
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
