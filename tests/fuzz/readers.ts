import { ankiReaders } from './anki-readers.js';
import type { Reader } from './reader.js';
import { textReaders } from './text-readers.js';
import { valueReaders } from './value-readers.js';

/** Every reader of foreign files, by its name. */
export const READERS: ReadonlyMap<string, Reader> = new Map(
  [...ankiReaders, ...textReaders, ...valueReaders].map((reader) => [reader.name, reader]),
);
