import type { Pace } from '../pace.js';
import type { SqlJs } from './sqlite.js';
import { deckColumns } from './write-decks.js';
import { fieldChecksum, guidOf } from './write-ids.js';
import { notetypeOf } from './write-notetype.js';
import { collectionWriter } from './write-schema.js';

const NOTICE = 'These cards are for a newer Anki. Please update Anki, then import the file again.';
const ID = 1_400_000_000_000;
/** 2020-01-01, four in the morning UTC. */
const CREATED = 1_577_851_200;

/** The collection that an Anki too old for the package finds in it: one card, which says so. */
export async function dummyCollection(sql: SqlJs, pace: Pace): Promise<Uint8Array> {
  const question = '{{Front}}';
  const answer = '{{FrontSide}}<hr id="answer">{{Back}}';
  const notetype = notetypeOf(ID, 'Basic', CREATED, [{ name: 'Front' }, { name: 'Back' }], question, answer);
  const { decks, presets } = deckColumns([], () => ID, CREATED);
  const writer = collectionWriter(sql, {
    created: CREATED,
    modified: CREATED * 1000,
    conf: { nextPos: 2, curDeck: 1, activeDecks: [1], curModel: ID, schedVer: 1 },
    models: { [ID]: notetype },
    decks,
    presets,
  });
  try {
    writer.note({
      id: ID,
      guid: guidOf(NOTICE),
      notetypeId: ID,
      modified: CREATED,
      tags: '',
      fields: `${NOTICE}\u001f`,
      sortField: NOTICE,
      checksum: fieldChecksum(NOTICE),
    });
    const state = { type: 0, queue: 0, due: 1, interval: 0, factor: 0, reps: 0, lapses: 0, stepsLeft: 0, data: {} };
    writer.card({ id: ID, noteId: ID, deckId: 1, modified: CREATED, ...state });
    return await writer.finish(pace);
  } finally {
    writer.close();
  }
}
