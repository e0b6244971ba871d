import { GAP, type SamePrompts } from './check-prompts.js';
import type { CardEntry, Material } from './material.js';
import { quoted, stemOf, termsOf } from './terms.js';

/** Of all words of two prompts, so many stand in both before they are looked at more closely. */
const ALIKE = 0.6;
/** So many, if the answers do not tell that the same is asked. */
const ALIKE_BY_THEMSELVES = 0.75;
/** Shorter prompts are alike by nature. */
const FEWEST_WORDS = 4;
/** Of the words that say something in the shorter of two answers, so many stand in the other if both say the same. */
const SAME_ANSWER = 0.6;
/** Shorter answers are the same by chance: "yes", "Paris". */
const FEWEST_ANSWER_WORDS = 4;
/** Where one word is exchanged for another, or put in, the author means the difference; where more changed, it is only worded anew. */
const CONTRAST = 2;
/** Of the prompts with a word in common, and of those that are alike, no more are looked at: a hundred thousand can be made by one template. */
const MOST_WITH_A_WORD = 50;
const MOST_ALIKE = 20;

interface Prompt {
  readonly entry: CardEntry;
  /** Stems of all its words, the rarest first. */
  readonly stems: readonly string[];
  /** Those that say something. */
  readonly telling: ReadonlySet<string>;
  /** All that ask this, for what they answer. */
  readonly cards: readonly CardEntry[];
  answer?: ReadonlySet<string>;
  group: Prompt;
  alike?: Prompt;
}

/**
 * No two cards ask almost the same. Two prompts of which most words are the same do so if two of three hold: more has changed than a word in
 * one place; no word that says something stands in only one of them; the answers say the same. (So "the capital of France" and "the
 * capital of Spain" are two questions, and so are "before the release" and "after the release".)
 */
export function checkSimilarPrompts(material: Material, same: SamePrompts): void {
  const prompts = promptsOf(material, same);
  const having = new Map<string, Prompt[]>();
  for (const prompt of prompts) {
    // Two sets that are alike have one of these rarest members in common: Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity
    // joins in data cleaning", ICDE 2006.
    const telltale = prompt.stems.slice(0, prompt.stems.length - Math.ceil(prompt.stems.length * ALIKE) + 1);
    const candidates = new Set(telltale.flatMap((stem) => having.get(stem)?.slice(-MOST_WITH_A_WORD) ?? []));
    let left = MOST_ALIKE;
    for (const other of candidates) {
      const comparison = compare(prompt, other);
      if (!comparison) continue;
      if (left-- === 0) break;
      if (isSame(prompt, other, comparison, material)) join(prompt, other);
    }
    for (const stem of telltale) {
      const list = having.get(stem);
      if (list) list.push(prompt);
      else having.set(stem, [prompt]);
    }
  }
  for (const prompt of prompts) {
    const { entry, alike } = prompt;
    if (!alike || rootOf(prompt) === prompt) continue;
    const { deckId, key, card } = alike.entry;
    const name = deckId === entry.deckId ? key : `${deckId}/${key}`;
    const message = `${quoted(entry.card.prompt)} is almost what ${name} asks: ${quoted(card.prompt)}; make them plainly different, or keep one`;
    material.report('similar-prompt', entry, '/prompt', message);
  }
}

function promptsOf(material: Material, same: SamePrompts): Prompt[] {
  const counts = new Map<string, number>();
  const found: { cards: readonly CardEntry[]; entry: CardEntry; terms: string[]; stems: string[] }[] = [];
  for (const cards of same.values()) {
    const [entry] = cards;
    if (!entry || GAP.test(entry.card.prompt)) continue;
    const terms = termsOf(entry.card.prompt, entry.language);
    const stems = [...new Set(terms.map(stemOf))];
    if (stems.length < FEWEST_WORDS) continue;
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    found.push({ cards, entry, terms, stems });
  }
  const rarity = (one: string, other: string) =>
    (counts.get(one) as number) - (counts.get(other) as number) || (one < other ? -1 : 1);
  return found.map(({ cards, entry, terms, stems }) => {
    const telling = new Set(terms.filter((term) => !material.everyday.has(term, entry.language)).map(stemOf));
    const prompt: Omit<Prompt, 'group'> = { entry, cards, telling, stems: stems.sort(rarity) };
    return Object.assign(prompt, { group: prompt as Prompt });
  });
}

interface Comparison {
  /** Of all words of the two, how many stand in both. */
  readonly share: number;
  /** The stems that only one of them has. */
  readonly difference: readonly string[];
}

/** Nothing for prompts that are not alike. */
function compare(one: Prompt, other: Prompt): Comparison | undefined {
  const [few, many] = [one, other].map(({ stems }) => stems.length).sort((a, b) => a - b) as [number, number];
  if (few < many * ALIKE) return undefined;
  const stems = new Set(one.stems);
  const onlyOther = other.stems.filter((stem) => !stems.delete(stem));
  const common = other.stems.length - onlyOther.length;
  const share = common / (one.stems.length + onlyOther.length);
  return share < ALIKE ? undefined : { share, difference: [...stems, ...onlyOther] };
}

function isSame(one: Prompt, other: Prompt, { share, difference }: Comparison, material: Material): boolean {
  const isReworded = difference.length > CONTRAST;
  const isOfEverydayWords = !difference.some((stem) => one.telling.has(stem) || other.telling.has(stem));
  if (isReworded && isOfEverydayWords && share >= ALIKE_BY_THEMSELVES) return true;
  return (isReworded || isOfEverydayWords) && areSame(answerOf(one, material), answerOf(other, material));
}

/** The stems that say something in the answers to a prompt. */
function answerOf(prompt: Prompt, { everyday }: Material): ReadonlySet<string> {
  prompt.answer ??= new Set(
    prompt.cards.flatMap(({ card: { answer }, language }) =>
      termsOf(answer, language).flatMap((term) => (everyday.has(term, language) ? [] : [stemOf(term)])),
    ),
  );
  return prompt.answer;
}

function areSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let common = 0;
  for (const stem of few) if (many.has(stem)) common++;
  return few.size >= FEWEST_ANSWER_WORDS && common >= few.size * SAME_ANSWER;
}

/** The first prompt of those that are alike, each to another. */
function rootOf(prompt: Prompt): Prompt {
  let root = prompt;
  while (root.group !== root) root = root.group;
  prompt.group = root;
  return root;
}

/** Puts a prompt together with one before it. */
function join(later: Prompt, earlier: Prompt): void {
  later.alike ??= earlier;
  earlier.alike ??= later;
  const [one, other] = [rootOf(later), rootOf(earlier)];
  const [first, second] = one.entry.order < other.entry.order ? [one, other] : [other, one];
  second.group = first;
}
