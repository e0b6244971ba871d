import { type CardEvent, compareEvents } from '../../log/event.js';
import type { ReviewRow } from './collection.js';

/** Brings the events of many cards into the order of history without sorting them: almost all have a row, and rows have an order. */
export interface Timeline {
  /** @param places where the rows, in the order of time, stand in the whole log */
  add(events: readonly CardEvent[], rows: readonly ReviewRow[], places: Int32Array): void;
  /** All events so far, in the order of history. */
  events(): CardEvent[];
}

/** @param most how many rows the whole log has at most */
export function timeline(most: number): Timeline {
  const slots: (CardEvent | undefined)[] = new Array(most);
  const others: CardEvent[] = []; // which have no row of their own
  return {
    add(events, rows, places) {
      let at = 0;
      for (const event of events) {
        while (at < rows.length && (rows[at] as ReviewRow).id < event.at) at++;
        const place = rows[at]?.id === event.at ? places[at] : undefined;
        if (place !== undefined && slots[place] === undefined) slots[place] = event;
        else others.push(event);
      }
    },
    events() {
      others.sort(compareEvents);
      const merged: CardEvent[] = [];
      let next = 0;
      for (const event of slots) {
        if (event === undefined) continue;
        for (let other = others[next]; other && compareEvents(other, event) < 0; other = others[++next]) {
          merged.push(other);
        }
        merged.push(event);
      }
      for (; next < others.length; next++) merged.push(others[next] as CardEvent);
      return merged;
    },
  };
}
