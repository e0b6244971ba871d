import { below, oneOf, type Random, someOf } from './pick.js';

/** What may stand where something else is expected; each is made anew. */
const STRANGERS: readonly (() => unknown)[] = [
  ...[null, undefined, true, false, 0, -0, 1, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 53, 1e308],
  ...[-1e308, 5e-324, 8_640_000_000_000_001, -8_640_000_000_000_001, 253_402_300_799_999, 4_102_444_800, '', ' ', 'x'],
  ...['0', '-1', '1e999', 'constructor', '__proto__', 'toString', 'a/b', '2026-02-30', '0000-01-01', '9999-12-31'],
  ...['2026-03-29T07:30:00Z', '-271821-04-20T00:00:00Z', '\ud800', 'New', 'again', 'é'.repeat(500)],
].map((value) => () => value);
const MADE: readonly (() => unknown)[] = [
  () => [],
  () => ({}),
  () => [[]],
  () => new Date(0),
  () => new Date(Number.NaN),
  () => new Date(8.64e15),
  () => Object.create(null),
  () => JSON.parse('{"__proto__": {"a": 1}}'),
  () => nested(5_000),
];

/** A copy of JSON-like data with something changed in it, once or several times. */
export function mutatedValue(value: unknown, random: Random, more: readonly unknown[] = []): unknown {
  let mutated = structuredClone(value);
  for (let left = someOf(6, random); left > 0; left--) mutated = changed(mutated, random, more);
  return mutated;
}

function changed(value: unknown, random: Random, more: readonly unknown[]): unknown {
  const holders: object[] = [];
  collect(value, holders);
  if (holders.length === 0 || random() < 0.01) return stranger(random, more);
  const holder = oneOf(holders, random);
  const keys = Object.keys(holder);
  const key = keys.length > 0 ? oneOf(keys, random) : 'new';
  const act = random();
  if (Array.isArray(holder) && act < 0.2) {
    if (act < 0.1) holder.splice(below(holder.length, random), 1);
    else holder.push(structuredClone(holder[below(holder.length, random)]));
  } else if (act < 0.3) Reflect.deleteProperty(holder, key);
  else if (act < 0.4) set(holder, `${key}${oneOf(['', 's', ' ', '2'], random)}`, stranger(random, more));
  else set(holder, key, stranger(random, more));
  return value;
}

const set = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });

function stranger(random: Random, more: readonly unknown[]): unknown {
  if (more.length > 0 && random() < 0.3) return structuredClone(oneOf(more, random));
  return oneOf(random() < 0.8 ? STRANGERS : MADE, random)();
}

const MOST_HOLDERS = 2_000;

function collect(value: unknown, holders: object[]): void {
  if (typeof value !== 'object' || value === null || value instanceof Date || holders.length > MOST_HOLDERS) return;
  holders.push(value);
  for (const part of Object.values(value)) collect(part, holders);
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
