import { StudyError } from '../../errors.js';

/**
 * Data of a program written in Clojure, in plain values: maps as `Map`s by text, lists, vectors and sets as arrays, keywords and
 * symbols as texts without their marks, instants as ms since 1970 UTC.
 */
export type PlainData = string | number | boolean | null | readonly PlainData[] | PlainMap;
export type PlainMap = ReadonlyMap<string, PlainData>;

/** Deep enough for any deck, and shallow enough for any program to walk. */
export const MOST_LEVELS = 64;

export function damaged(what: string, cause?: unknown): StudyError {
  return new StudyError('invalid-file', `The data of the Mochi file cannot be read: ${what}`, { cause });
}

/** A key of a map as a text. */
export const keyOf = (key: PlainData): string =>
  typeof key === 'object' && key !== null ? '(not a text)' : String(key);

export const isMap = (value: PlainData | undefined): value is PlainMap => value instanceof Map;
export const listOf = (value: PlainData | undefined): readonly PlainData[] =>
  Array.isArray(value) ? value : isMap(value) ? [...value.values()] : [];
export const mapsIn = (value: PlainData | undefined): readonly PlainMap[] => listOf(value).filter(isMap);
export const textIn = (map: PlainMap, name: string): string => {
  const value = map.get(name);
  return typeof value === 'string' ? value : '';
};
