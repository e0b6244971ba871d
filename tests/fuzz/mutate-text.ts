import { below, chance, oneOf, type Random, someOf } from './pick.js';

/** Characters that programs trip over, alone or together. */
const ODD = [
  '\0',
  '\t',
  '\r',
  '\r\n',
  '\n\n',
  '\u0085',
  '\u00a0',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2028',
  '\ufeff',
].concat(['\ufffd', '\ud83d', '\udca9', '💩', 'é', 'ß', 'İ', 'ﬃ', '東', '١', '"', "'", '\\', '%00', '&#0;', '&amp;']);
const NUMBERS = [
  '-1',
  '0',
  '-0',
  '1e309',
  '-1e309',
  'NaN',
  'Infinity',
  '1.5',
  '9007199254740993',
  '9223372036854775808',
].concat(['99999999999999999999999999', '0x10', '1_000', '2147483648', '4294967296', '8640000000000001', '']);

type Mutation = (text: string, words: readonly string[], random: Random, others: readonly string[]) => string;

const MUTATIONS: readonly Mutation[] = [
  insertWord,
  insertWord,
  replaceByWord,
  replaceByWord,
  insertOdd,
  cut,
  cut,
  repeatPiece,
  moveLine,
  doubleLine,
  changeNumber,
  splice,
  truncate,
];

/** Longer texts are none that mutations may grow further. */
const MOST_CHARACTERS = 60_000;

/**
 * The text with one damage or several.
 * @param words what means something in its format
 * @param others texts of which pieces may be put in
 */
export function mutatedText(
  text: string,
  words: readonly string[],
  random: Random,
  others: readonly string[] = [],
): string {
  let mutated = text;
  for (let left = someOf(14, random); left > 0; left--) {
    mutated = oneOf(MUTATIONS, random)(mutated, words, random, others).slice(0, MOST_CHARACTERS);
  }
  if (chance(1 / 200, random)) mutated = flooded(mutated, words, random);
  if (chance(1 / 20, random)) mutated = mutated.replaceAll('\n', oneOf(['\r\n', '\r', ''], random));
  return mutated;
}

const place = (text: string, random: Random) => below(text.length + 1, random);

function insertWord(text: string, words: readonly string[], random: Random): string {
  const at = place(text, random);
  return text.slice(0, at) + oneOf(words, random).repeat(someOf(20, random)) + text.slice(at);
}

function replaceByWord(text: string, words: readonly string[], random: Random): string {
  const at = place(text, random);
  return text.slice(0, at) + oneOf(words, random) + text.slice(at + someOf(40, random));
}

function insertOdd(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  return text.slice(0, at) + oneOf(ODD, random) + text.slice(at);
}

function cut(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  return text.slice(0, at) + text.slice(at + someOf(Math.max(2, text.length), random));
}

function repeatPiece(text: string, _: readonly string[], random: Random): string {
  const at = place(text, random);
  const end = at + someOf(60, random);
  return text.slice(0, end) + text.slice(at, end).repeat(someOf(50, random)) + text.slice(end);
}

function moveLine(text: string, _: readonly string[], random: Random): string {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(below(lines.length, random), 1);
  lines.splice(below(lines.length + 1, random), 0, line);
  return lines.join('\n');
}

function doubleLine(text: string, _: readonly string[], random: Random): string {
  const lines = text.split('\n');
  lines.splice(below(lines.length + 1, random), 0, oneOf(lines, random));
  return lines.join('\n');
}

function changeNumber(text: string, _: readonly string[], random: Random): string {
  const numbers = [...text.slice(0, 20_000).matchAll(/\d+(?:\.\d+)?/g)];
  if (numbers.length === 0) return text;
  const { 0: number, index } = oneOf(numbers, random);
  return text.slice(0, index) + oneOf(NUMBERS, random) + text.slice(index + number.length);
}

function splice(text: string, _: readonly string[], random: Random, others: readonly string[]): string {
  const other = others.length > 0 ? oneOf(others, random) : text;
  const from = place(other, random);
  const at = place(text, random);
  return text.slice(0, at) + other.slice(from, from + someOf(500, random)) + text.slice(at);
}

function truncate(text: string, _: readonly string[], random: Random): string {
  return text.slice(0, place(text, random));
}

/** A flood of one word, or of two by turns, shows whether time grows with the square of a length. */
function flooded(text: string, words: readonly string[], random: Random): string {
  const wave = oneOf(words, random) + (chance(0.5, random) ? oneOf(words, random) : '');
  const at = place(text, random);
  return (
    text.slice(0, at) + wave.repeat(Math.ceil(someOf(MOST_CHARACTERS, random) / (wave.length + 1))) + text.slice(at)
  );
}
