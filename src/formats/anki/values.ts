import { shallowJson } from '../shallow-json.js';
import type { SqlValue } from './sqlite.js';

/** A column, or what is there in place of one that a query does not have. */
type Value = SqlValue | undefined;

const decoder = new TextDecoder();
const LEAST = -2_147_483_648;
const MOST = 2_147_483_647;

/** A whole number of 32 bits; SQLite keeps whatever it is given, and Anki took fractions and texts at times. */
export function small(value: Value): number {
  if ((value as number) === ((value as number) | 0)) return value as number;
  return Math.max(LEAST, Math.min(MOST, whole(value)));
}

/** A whole number of any size, as far as it is exact. */
export function whole(value: Value): number {
  if (Number.isInteger(value)) return value as number;
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.round(number) : 0;
}

export function text(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(value) : decoder.decode(value);
}

export function blob(value: Value): Uint8Array {
  return value instanceof Uint8Array ? value : new TextEncoder().encode(text(value));
}

/** The value of a JSON text; nothing if it is none. */
export function json(value: Value): unknown {
  try {
    return shallowJson(text(value));
  } catch {
    return undefined;
  }
}

/** A JSON number, or what stands for one: ids and amounts come as texts and truth values, too. */
export function loose(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && value.trim() ? Number(value) : typeof value === 'boolean' ? +value : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Likewise for a truth value. */
export const isTrue = (value: unknown): boolean => value === 'true' || (loose(value) ?? 0) !== 0;

export const looseText = (value: unknown): string => (typeof value === 'string' ? value : '');
