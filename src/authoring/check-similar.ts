import { alikePairs, numbered } from './alike.js';
import { GAP, type SamePrompts } from './check-prompts.js';
import type { CardEntry, Material } from './material.js';
import { folded, quoted, stemOf, termsOf } from './terms.js';

/** Of all words of two prompts, so many stand in both before they are looked at more closely. */
const ALIKE = 0.6;
/** Shorter prompts are alike by nature. */
const FEWEST_WORDS = 4;
/** Prompts that have fewer words in common that say something may ask for different things about them. */
const FEWEST_TELLING = 4;
/** Of the words that say something in the shorter of two answers, so many stand in the other if both say the same. */
const SAME_ANSWER = 0.6;
/** Shorter answers are the same by chance: "yes", "Paris". */
const FEWEST_ANSWER_WORDS = 4;
/** Where one word is exchanged for another, or put in, the author means the difference; where more changed, it is only worded anew. */
const CONTRAST = 2;
/** However short and common they are, these decide what is asked: who or when, and whether or not. */
const DECIDING = new Set(
  folded(
    'how not what when where which who whom whose why without before after never ' +
      'nicht kein keine wann warum was welche welcher welches wer wie wieso wo womit ohne vor nach nie ' +
      'combien comment jamais ne où pas pourquoi quand que quel quelle quels quelles qui quoi sans avant après ' +
      'cómo cuál cuándo cuánto dónde no nunca por qué quién sin antes después come chi che cosa dove mai non perché quale quando quanto senza ' +
      'como não onde porquê quanto quem sem hoe niet waar waarom wanneer wat welke wie hur inte när vad var varför vem ' +
      'dlaczego gdzie ile jak kiedy kto nie co kde kdo kdy kolik proč где зачем как когда кто не почему сколько что без ' +
      'hangi kim nasıl ne neden nerede من ما ماذا متى كيف لماذا أين هل كم لا מי מה איך למה מתי איפה לא',
  ).split(' '),
);

interface Prompt {
  readonly entry: CardEntry;
  /** The stems of all its words, and of those among them that say something. */
  readonly stems: readonly string[];
  readonly telling: ReadonlySet<string>;
  /** All that ask this, for what they answer. */
  readonly cards: readonly CardEntry[];
  /** The stems that say something in their answers; looked up when needed. */
  answer?: ReadonlySet<string>;
  /** Leads to the first of the prompts that are alike, each to another; itself if it is the first. */
  before?: Prompt;
  alike?: Prompt;
}

/**
 * No two cards ask almost the same. Two prompts of which most words are the same do so if two of three hold: more has changed than a word in
 * one place; no word that says something stands in only one of them; the answers say the same. (So "the capital of France" and "the
 * capital of Spain" are two questions, and so are "before the release" and "after the release".)
 */
export function checkSimilarPrompts(material: Material, same: SamePrompts): void {
  const prompts = promptsOf(material, same);
  const { sets, words } = numbered(prompts.map(({ stems }) => stems));
  for (const { later, earlier } of alikePairs(sets, words.length, ALIKE)) {
    const [one, other] = [prompts[later] as Prompt, prompts[earlier] as Prompt];
    if (isSame(one, other, material)) join(one, other);
  }
  for (const prompt of prompts) {
    const { entry, alike } = prompt;
    if (!alike || !prompt.before) continue;
    const { deckId, key, card } = alike.entry;
    const name = deckId === entry.deckId ? key : `${deckId}/${key}`;
    const message = `${quoted(entry.card.prompt)} is almost what ${name} asks: ${quoted(card.prompt)}; make them plainly different, or keep one`;
    material.report('similar-prompt', entry, '/prompt', message);
  }
}

function promptsOf({ everyday }: Material, same: SamePrompts): Prompt[] {
  const prompts: Prompt[] = [];
  for (const cards of same.values()) {
    const [entry] = cards;
    if (!entry || GAP.test(entry.card.prompt)) continue;
    const terms = termsOf(entry.card.prompt, entry.language);
    const stems = [...new Set(terms.map(stemOf))];
    if (stems.length < FEWEST_WORDS) continue;
    const telling = new Set(
      terms.filter((term) => DECIDING.has(term) || !everyday.has(term, entry.language)).map(stemOf),
    );
    prompts.push({ entry, cards, stems, telling });
  }
  return prompts;
}

function isSame(one: Prompt, other: Prompt, material: Material): boolean {
  const [ones, others] = [new Set(one.stems), new Set(other.stems)];
  const difference = [
    ...one.stems.filter((stem) => !others.has(stem)),
    ...other.stems.filter((stem) => !ones.has(stem)),
  ];
  const isReworded = difference.length > CONTRAST;
  const isOfEverydayWords = !difference.some((stem) => one.telling.has(stem) || other.telling.has(stem));
  if (isReworded && isOfEverydayWords && one.telling.size >= FEWEST_TELLING) return true;
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

/** The first of the prompts that are alike, each to another. */
function firstOf(prompt: Prompt): Prompt {
  let first = prompt;
  while (first.before) first = first.before;
  if (prompt !== first) prompt.before = first;
  return first;
}

/** Puts a prompt together with one before it. */
function join(later: Prompt, earlier: Prompt): void {
  later.alike ??= earlier;
  earlier.alike ??= later;
  const [one, other] = [firstOf(later), firstOf(earlier)];
  if (one === other) return;
  if (one.entry.order < other.entry.order) other.before = one;
  else one.before = other;
}
