/** A UUID is four words of 32 bits, and its text 36 characters. */
export const WORDS = 4;
const LENGTH = 36;
const HYPHEN = 0x2d;

const HEX = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit++) HEX[digit.toString(16).charCodeAt(0)] = digit;

/** Reads the words of a UUID that is written as usual, and not zero; says whether the text is one. */
export function readUuid(text: string, words: Uint32Array): boolean {
  if (text.length !== LENGTH) return false;
  for (let at = 8; at <= 23; at += 5) if (text.charCodeAt(at) !== HYPHEN) return false;
  const a = half(text, 0);
  const b = half(text, 4);
  const c = half(text, 9);
  const d = half(text, 14);
  const e = half(text, 19);
  const f = half(text, 24);
  const g = half(text, 28);
  const h = half(text, 32);
  if ((a | b | c | d | e | f | g | h) <= 0) return false;
  words[0] = (a << 16) | b;
  words[1] = (c << 16) | d;
  words[2] = (e << 16) | f;
  words[3] = (g << 16) | h;
  return true;
}

/** The number that four hexadecimal digits in lower case spell; negative, if something else is among them. */
function half(text: string, at: number): number {
  const a = text.charCodeAt(at);
  const b = text.charCodeAt(at + 1);
  const c = text.charCodeAt(at + 2);
  const d = text.charCodeAt(at + 3);
  if ((a | b | c | d) > 127) return -1;
  return ((HEX[a] as number) << 12) | ((HEX[b] as number) << 8) | ((HEX[c] as number) << 4) | (HEX[d] as number);
}

const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const decoder = new TextDecoder();
/** Where each byte of a UUID stands in its text. */
const PLACES = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);

const text = new Uint8Array(LENGTH).fill(HYPHEN);

/** The text of the UUID that begins at a word. */
export function uuidAt(words: Uint32Array, from: number): string {
  for (let n = 0; n < PLACES.length; n++) {
    const byte = ((words[from + (n >> 2)] as number) >>> (24 - (n & 3) * 8)) & 0xff;
    const at = PLACES[n] as number;
    text[at] = DIGITS[byte >> 4] as number;
    text[at + 1] = DIGITS[byte & 15] as number;
  }
  return decoder.decode(text);
}
