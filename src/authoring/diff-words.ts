import { likenessOf, type Shared } from './diff-likeness.js';
import type { PlacedCard } from './diff-side.js';
import { wordsOf } from './words.js';

/** The different words of a card, as numbers in ascending order. */
export interface Wording {
  readonly prompt: Int32Array;
  readonly answer: Int32Array;
  /** The prompt as it stands there; only where these are the words of a whole card. */
  readonly question?: {
    /** Without spaces, and in small letters. */
    readonly text: string;
    /** All its words in their order, if they are few. */
    readonly few: Int32Array | undefined;
  };
}

/** Scripts that put no space between words: only a dictionary parts them. */
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/**
 * Where there are spaces, runs of letters and digits are told apart fifteen times as fast. Signs like + or → count as well, those of
 * punctuation only where they calculate; the sign and the decimals of a number belong to it.
 */
const RUNS =
  /(?:(?<![\p{L}\p{N})])-(?=\p{N}))?[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+)*|\p{S}+|(?<=[\p{N})] ?)[-*/:](?= ?[\p{N}(])|%/gu;
/** In a prompt of no more words than this, their order tells. */
const FEW_WORDS = 20;

/** The words of cards, and how much each of them tells: a word that many cards share tells little. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();
  /** How many cards hold each word. */
  readonly #holders: number[] = [];
  #cards = 0;
  /** Worked out when first asked for, and again when more cards are known. */
  #weights: Float64Array | undefined;
  #masses = new WeakMap<Int32Array, number>();

  /** Learns the words of a card. */
  add({ content: { prompt, answer }, language }: PlacedCard): Wording {
    this.#cards++;
    if (this.#weights) this.#masses = new WeakMap();
    this.#weights = undefined;
    const words = this.#wordsIn(prompt, language);
    const text = prompt.normalize('NFC').toLowerCase().replace(/\s+/g, '');
    const wording: Wording = {
      prompt: different(words),
      answer: different(this.#wordsIn(answer, language)),
      question: { text, few: words.length <= FEW_WORDS ? words : undefined },
    };
    for (const word of wording.prompt) this.#count(word);
    for (const word of without(wording.answer, wording.prompt)) this.#count(word);
    return wording;
  }

  /** How much a word tells: the inverse document frequency (Spärck Jones, 1972, doi:10.1108/eb026526). */
  weight(word: number): number {
    this.#weights ??= Float64Array.from(this.#holders, (holders) => Math.log((this.#cards + 1) / holders));
    return this.#weights[word] as number;
  }

  /**
   * How alike two cards are, from 0 to 1: the part of the weight of their words that they share (Dice's coefficient), for prompt and
   * answer apart.
   */
  likeness(one: Wording, other: Wording): number {
    const kind = {
      isSameQuestion: one.question !== undefined && one.question.text === other.question?.text,
      isTurned: isTurned(one, other),
      isShortAnswer: Math.min(one.answer.length, other.answer.length) <= SHORT_ANSWER,
    };
    // A long text is not gone through for each short one.
    const mostOfAnswer = this.#mostShared(one.answer, other.answer);
    if (likenessOf(this.#mostShared(one.prompt, other.prompt), mostOfAnswer, kind) < NEGLIGIBLE) return 0;
    return likenessOf(this.#shared(one.prompt, other.prompt), this.#shared(one.answer, other.answer), kind);
  }

  #wordsIn(text: string, language: string | undefined): Int32Array {
    const lower = text.normalize('NFC').toLowerCase().replaceAll('−', '-');
    const words = SPACELESS.test(lower) ? wordsOf(lower, language) : (lower.match(RUNS) ?? []);
    return Int32Array.from(words, (word) => this.#numberOf(word));
  }

  #numberOf(word: string): number {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(word, number);
    }
    return number;
  }

  #count(word: number): void {
    this.#holders[word] = (this.#holders[word] ?? 0) + 1;
  }

  /** What two texts would share if one of them said nothing else. */
  #mostShared(one: Int32Array, other: Int32Array): Shared {
    const [a, b] = [this.#massOf(one), this.#massOf(other)];
    return { both: Math.min(a, b), whole: (a + b) / 2, smaller: Math.min(a, b) };
  }

  #massOf(words: Int32Array): number {
    let mass = this.#masses.get(words);
    if (mass === undefined) {
      mass = words.reduce((sum, word) => sum + this.weight(word), 0);
      this.#masses.set(words, mass);
    }
    return mass;
  }

  #shared(one: Int32Array, other: Int32Array): Shared {
    let both = 0;
    let whole = 0;
    let [i, j] = [0, 0];
    while (i < one.length || j < other.length) {
      const a = i < one.length ? (one[i] as number) : Number.MAX_SAFE_INTEGER;
      const b = j < other.length ? (other[j] as number) : Number.MAX_SAFE_INTEGER;
      const weight = this.weight(Math.min(a, b));
      if (a === b) both += weight;
      whole += a === b ? weight : weight / 2;
      if (a <= b) i++;
      if (b <= a) j++;
    }
    return { both, whole, smaller: Math.min(this.#massOf(one), this.#massOf(other)) };
  }
}

/** What is less alike than this is not alike at all. */
const NEGLIGIBLE = 0.1;

/** An answer of so few words may answer many questions. */
const SHORT_ANSWER = 6;

/** What a card says that others do not say. */
export function remainderOf({ prompt, answer }: Wording, said: readonly Wording[]): Wording {
  return said.reduce(
    (left, other) => ({ prompt: without(left.prompt, other.prompt), answer: without(left.answer, other.answer) }),
    { prompt, answer },
  );
}

/** Whether a long answer was kept in good part, be the question another: that is how one card is reworded, not two of one form. */
export function isAnswerKept({ answer: one }: Wording, { answer: other }: Wording): boolean {
  const both = one.length - without(one, other).length;
  return Math.min(one.length, other.length) >= LONG_ANSWER && (2 * both) / (one.length + other.length) >= KEPT;
}

const LONG_ANSWER = 12;
const KEPT = 0.4;

function isTurned({ prompt, question }: Wording, other: Wording): boolean {
  const [few, others] = [question?.few, other.question?.few];
  return !!few && !!others && isEqual(prompt, other.prompt) && !isEqual(few, others);
}

const isEqual = (one: Int32Array, other: Int32Array): boolean =>
  one.length === other.length && one.every((word, place) => word === other[place]);

const different = (words: Int32Array): Int32Array => Int32Array.from(new Set(words)).sort();

function without(words: Int32Array, others: Int32Array): Int32Array {
  let at = 0;
  return words.filter((word) => {
    while (at < others.length && (others[at] as number) < word) at++;
    return others[at] !== word;
  });
}
