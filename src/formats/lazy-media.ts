import type { Bytes } from './bytes.js';
import type { Media } from './imported.js';

/** Files that are read one by one, each when it is asked for; nothing of them is kept. */
export function lazyMedia(files: ReadonlyMap<string, () => Bytes>): Media<Bytes> {
  return {
    size: files.size,
    has: (name) => files.has(name),
    get: (name) => files.get(name)?.(),
    keys: () => files.keys(),
    *[Symbol.iterator]() {
      for (const [name, read] of files) yield [name, read()] as const;
    },
  };
}
