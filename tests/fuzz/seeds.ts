import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHere, pathOf } from '../corpus/place.js';

/** Larger files are no better to damage, and cost time. */
const MOST_BYTES = 12_000;

/** The files of a folder of our own, and of the one of others' files if it is there. */
export function filesIn(folder: string, ends: RegExp, mostBytes = MOST_BYTES): Uint8Array[] {
  const folders = [join('tests/fixtures', folder), ...(isHere ? [pathOf(folder)] : [])];
  return folders
    .flatMap((place) => (listOf(place) ?? []).filter((name) => ends.test(name)).map((name) => join(place, name)))
    .map((path) => new Uint8Array(readFileSync(path)))
    .filter(({ length }) => length > 0 && length <= mostBytes);
}

function listOf(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch {
    return undefined;
  }
}

export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
export const bytesOf = (text: string) => new TextEncoder().encode(text);
