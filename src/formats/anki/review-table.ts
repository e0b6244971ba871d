import type { ReviewRow } from './collection.js';

/** The review log in columns, to be read card by card: a row takes 30 bytes. */
export interface ReviewTable {
  /** Takes the next row in the order of time. */
  add(card: number, row: ReviewRow): void;
  /** Once all rows are there: those of a card, in the order of time. */
  of(card: number, cardId: number): ReviewRow[];
  /** The places of these rows in the whole log. */
  placesOf(card: number): Int32Array;
}

/**
 * @param cards how many cards there are, by number from 0
 * @param most how many rows there will be at most
 */
export function reviewTable(cards: number, most: number): ReviewTable {
  const cardOf = new Int32Array(most);
  const ids = new Float64Array(most);
  const intervals = new Int32Array(most);
  const lastIntervals = new Int32Array(most);
  const factors = new Int32Array(most);
  const durations = new Int32Array(most);
  const kinds = new Uint8Array(most); // and the buttons, in the upper half
  const ends = new Int32Array(cards + 1);
  let length = 0;
  let order: Int32Array | undefined;

  /** Rows by card: a counting sort, which keeps the order of time. */
  function ordered(): Int32Array {
    const places = new Int32Array(length);
    for (let card = 0; card < cards; card++) ends[card + 1] = (ends[card + 1] as number) + (ends[card] as number);
    const next = ends.slice();
    for (let place = 0; place < length; place++) {
      const card = cardOf[place] as number;
      places[next[card] as number] = place;
      next[card] = (next[card] as number) + 1;
    }
    return places;
  }

  function placesOf(card: number): Int32Array {
    order ??= ordered();
    return order.subarray(ends[card], ends[card + 1]);
  }

  return {
    add(card, row) {
      cardOf[length] = card;
      ids[length] = row.id;
      intervals[length] = row.interval;
      lastIntervals[length] = row.lastInterval;
      factors[length] = row.factor;
      durations[length] = row.durationMs;
      kinds[length] = row.kind | (row.button << 4);
      ends[card + 1] = (ends[card + 1] as number) + 1;
      length++;
    },
    of(card, cardId) {
      return Array.from(placesOf(card), (place) => ({
        id: ids[place] as number,
        cardId,
        button: (kinds[place] as number) >> 4,
        interval: intervals[place] as number,
        lastInterval: lastIntervals[place] as number,
        factor: factors[place] as number,
        durationMs: durations[place] as number,
        kind: (kinds[place] as number) & 15,
      }));
    },
    placesOf,
  };
}
