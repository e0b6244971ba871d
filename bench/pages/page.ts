import type { StudyEvent } from 'ownwords';

export const DATABASE = 'bench';

/** What a page can do, whichever side's it is. */
export interface Page {
  /** Appends one event after another, each durably before the next. */
  appendEach(events: readonly StudyEvent[]): Promise<void>;
}

export function makePage(append: (event: StudyEvent) => Promise<void>): void {
  const page: Page = {
    async appendEach(events) {
      for (const event of events) await append(event);
    },
  };
  Object.assign(globalThis, page);
}
