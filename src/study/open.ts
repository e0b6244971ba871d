import type { CardIdOf, Deck, FieldsOf } from '../deck/deck.js';
import { memoryStore } from '../store/memory.js';
import { createClock } from '../time/clock.js';
import { Agenda } from './agenda.js';
import { Ledger } from './ledger.js';
import { Memory, openLog } from './memory.js';
import { studyOf } from './open-study.js';
import { Recorder } from './recorder.js';
import { Shelf } from './shelf.js';
import type { Study, StudyOptions } from './study.js';

/**
 * Opens decks and the progress in them.
 * @throws StudyError `invalid-deck`, `invalid-options`, and what the store throws when it is read
 * @example
 * const study = await openStudy({ decks: [deck], store: fileStore('progress.ndjson') });
 * const [card] = study.due();
 * if (card) await study.grade(card.id, 'good');
 */
export async function openStudy<const D extends Deck>(
  options: StudyOptions<D>,
): Promise<Study<CardIdOf<D>, FieldsOf<D>>> {
  const { decks, store = memoryStore(), clock = createClock(), scheduling, scheduler, newId } = options;
  const shelf = new Shelf(decks, scheduling, scheduler);
  const { kept, events, cursor } = await openLog(store, shelf);
  const ledger = new Ledger(shelf, kept);
  // A checkpoint of which much is stale is worth replacing.
  const covered = kept && kept.stale.length * 8 < shelf.cards.length ? ledger.count : 0;
  ledger.settle(events);
  const agenda = new Agenda(shelf, ledger, clock, scheduling);
  const memory = new Memory(store, shelf, ledger, covered);
  const recorder = new Recorder(ledger, store, cursor, memory, newId);
  void recorder.inTurn(() => recorder.saveCheckpoint());
  return studyOf({ shelf, ledger, agenda, recorder, clock }) as unknown as Study<CardIdOf<D>, FieldsOf<D>>;
}
