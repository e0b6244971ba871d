import { addDays, fsrsScheduler, type Schedule, type Scheduler, scheduleOf } from 'ownwords';
import { OPTIONS, type OptionsName, randomHistories } from './random-reviews.js';

const REVIEWS = 1_000_000;

/** What the schedules of a million random reviews must hash to, whatever runs them. Who changes it changes the name of the model. */
export const GOLDEN_HASH = '47368aab8041e398';

/** Replays a million random reviews, and hashes where every card has got to: each bit of it, and the chance of recall. */
export function replayHash(): string {
  const schedulers = new Map<OptionsName, Scheduler>();
  for (const [name, wishes] of Object.entries(OPTIONS)) schedulers.set(name as OptionsName, fsrsScheduler(wishes));
  const hash = new Hash();
  for (const { id, options, history } of randomHistories(REVIEWS)) {
    const scheduler = schedulers.get(options) as Scheduler;
    const schedule = scheduleOf(history, scheduler);
    hash.addText(id);
    if (schedule) addSchedule(hash, schedule, scheduler);
  }
  return hash.toString();
}

function addSchedule(hash: Hash, schedule: Schedule, scheduler: Scheduler): void {
  const { phase, due, stability, difficulty, reps, lapses, step, lastReviewed } = schedule;
  hash.addText([phase, due, reps, lapses, step, lastReviewed].join());
  for (const number of [stability, difficulty, scheduler.retrievability(schedule, addDays(lastReviewed, 30))]) {
    hash.addNumber(number);
  }
}

/** FNV-1a over words of 32 bits, in two lanes of different primes. */
class Hash {
  readonly #double = new DataView(new ArrayBuffer(8));
  #one = 0x811c9dc5;
  #other = 0x811c9dc5;

  addText(text: string): void {
    for (let index = 0; index < text.length; index++) this.#addWord(text.charCodeAt(index));
  }

  /** All 64 bits of it. */
  addNumber(number: number): void {
    this.#double.setFloat64(0, number);
    this.#addWord(this.#double.getUint32(0));
    this.#addWord(this.#double.getUint32(4));
  }

  #addWord(word: number): void {
    this.#one = Math.imul(this.#one ^ word, 0x01000193);
    this.#one ^= this.#one >>> 15;
    this.#other = Math.imul(this.#other ^ word, 0x85ebca6b);
    this.#other ^= this.#other >>> 13;
  }

  toString(): string {
    return [this.#one, this.#other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
