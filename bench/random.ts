/** Numbers from 0 to 1 (exclusive), evenly spread; the same ones for the same seed, on every machine. */
export type Random = () => number;

/** Mulberry32, by Tommy Ettinger: small, fast, and good enough for inputs. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `end` (exclusive). */
export function wholeBelow(end: number, random: Random): number {
  return Math.floor(random() * end);
}

/** A UUID of version 4 in form, as the ids of real logs are. */
export function uuid(random: Random): string {
  const [a, b, c, d] = [eightDigits(random), eightDigits(random), eightDigits(random), eightDigits(random)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

const FOUR_DIGITS = Array.from({ length: 2 ** 16 }, (_, number) => number.toString(16).padStart(4, '0'));

/** Hexadecimal ones. */
function eightDigits(random: Random): string {
  const number = wholeBelow(2 ** 32, random);
  return `${FOUR_DIGITS[number >>> 16]}${FOUR_DIGITS[number & 0xffff]}`;
}
