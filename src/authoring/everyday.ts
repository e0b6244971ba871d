import type { CardEntry } from './material.js';
import { isUnspaced, termsOf } from './terms.js';

/** Words that hold sentences together are short, in all languages that part words by spaces (Zipf's law of abbreviation). */
const MOST_LETTERS = 3;
/** A word in more cards than this share says little about any of them. */
const COMMON_SHARE = 0.1;
/** Of fewer cards, nothing is known about how common a word is. */
const FEWEST_CARDS = 20;
/** So many cards of a deck, taken evenly, know its common words as well as all of them would. */
const SAMPLE = 1_000;
/**
 * The longer ones among the commonest words of English, for decks too small to tell; also what is left of "wouldn’t". Words that make a
 * difference to a question are not among them: "who" and "when", "before" and "after", "same" and "other", "never".
 */
const ENGLISH = new Set(
  (
    'about also anybody anyone anything aren because been being both came come could didn does doesn doing done down each either else ' +
    'enough even ever every everybody everyone everything from gave gets give goes going gone hadn hasn have haven having here into ' +
    'itself just keep kept know like look made make makes making many might much must need nobody often once perhaps quite rather ' +
    'really said says should shouldn since some somebody someone something sometimes still such sure take taken tell than that their them ' +
    'then there these they thing things think this those though through told took very want wants wasn well went were weren what ' +
    'whatever which while will with wouldn would your yours yourself'
  ).split(' '),
);

/** Tells the words that sentences are held together by from those that say what a card is about. */
export class EverydayWords {
  readonly #common = new Map<string, ReadonlySet<string>>();

  constructor(cards: readonly CardEntry[]) {
    const samples = new Map<string, CardEntry[]>();
    for (const entry of cards) {
      const { deckCards, position, language } = entry;
      const step = Math.ceil(deckCards / SAMPLE);
      if (position % step !== 0) continue;
      const sample = samples.get(primary(language)) ?? [];
      samples.set(primary(language), sample);
      sample.push(entry);
    }
    for (const [language, sample] of samples) {
      if (sample.length >= FEWEST_CARDS) this.#common.set(language, commonOf(sample));
    }
  }

  has(term: string, language: string | undefined): boolean {
    return this.isSmall(term, language) || this.#common.get(primary(language))?.has(term) === true;
  }

  /** Whether it holds sentences together in any deck, and is not only common in these. */
  isSmall(term: string, language: string | undefined): boolean {
    if (/^\p{N}/u.test(term)) return false;
    if (isUnspaced(term)) return term.length === 1 || /^\p{Script=Hiragana}{1,3}$/u.test(term);
    if (term.length <= MOST_LETTERS) return true;
    return (language === undefined || primary(language) === 'en') && ENGLISH.has(term);
  }
}

/** The language itself, of a tag that may name a country, too; empty if none is known. */
export const primary = (language = ''): string => language.toLowerCase().split('-')[0] ?? '';

function commonOf(sample: readonly CardEntry[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { card, language } of sample) {
    for (const term of new Set(termsOf(`${card.prompt}\n${card.answer}`, language))) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  const most = sample.length * COMMON_SHARE;
  return new Set([...counts].flatMap(([term, count]) => (count > most ? [term] : [])));
}
