import type { StudyErrorCode } from '../errors.js';
import type { Store } from '../store/store.js';

/** A fresh, empty place where logs can be kept. */
export interface StorePlace {
  /** Opens the log; opening it again opens the same one. */
  open(): Store | Promise<Store>;
  /** Opens another log of the same kind, so that the two can be seen to know their own cursors. */
  openOther?(): Store | Promise<Store>;
}

/** One thing that every store promises. */
export interface StoreLaw {
  readonly name: string;
  /** Rejects if the store at this place breaks the law. */
  hold(place: StorePlace): Promise<void>;
}

type Open = () => Promise<Store>;

/** A law that opens as many stores as it likes, and closes them in the end. */
export function law(name: string, check: (open: Open, openOther: Open | undefined) => Promise<void>): StoreLaw {
  return {
    name,
    async hold(place) {
      const opened: Store[] = [];
      const remembering = (open: StorePlace['open']) => async () => {
        const store = await open();
        opened.push(store);
        return store;
      };
      try {
        const { openOther } = place;
        await check(
          remembering(() => place.open()),
          openOther && remembering(() => openOther.call(place)),
        );
      } finally {
        await Promise.all(opened.map((store) => store.close()));
      }
    },
  };
}

/** Fails unless both are the same as JSON, whatever the order of members. */
export function same(actual: unknown, expected: unknown): void {
  const [found, wanted] = [canonical(actual), canonical(expected)];
  if (found !== wanted) throw new Error(`The store broke its law: expected ${short(wanted)}, found ${short(found)}`);
}

/** Fails unless the promise is rejected with the code. */
export async function refused(promise: Promise<unknown>, code: StudyErrorCode): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if ((error as { readonly code?: unknown } | undefined)?.code === code) return;
  throw new Error(`The store broke its law: expected an error with the code ${code}, found ${short(String(error))}`);
}

/** JSON with the members of each object in alphabetical order: stores may change the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const short = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
