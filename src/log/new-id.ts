import type { EventId } from './event.js';
import { uuidAt, WORDS } from './uuid.js';

/** Random words for ids to come: asking for many at a time is faster. */
const randomWords = new Uint32Array(1_024);
let unused = 0;

/** A new id for an event or a batch: a random UUID (RFC 9562, version 4). */
export function newEventId(): EventId {
  if (unused === 0) {
    crypto.getRandomValues(randomWords);
    unused = randomWords.length;
  }
  unused -= WORDS;
  randomWords[unused + 1] = ((randomWords[unused + 1] as number) & 0xffff0fff) | 0x4000;
  randomWords[unused + 2] = ((randomWords[unused + 2] as number) & 0x3fffffff) | 0x80000000;
  return uuidAt(randomWords, unused) as EventId;
}
