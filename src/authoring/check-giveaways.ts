import { keyPointsOf } from '../deck/deck.js';
import type { CardEntry, Material } from './material.js';
import { quoted, stemOf, termsOf, withoutCode } from './terms.js';

/** An answer of fewer words is often one of those that the question is about: "What is the plural of sheep?" */
const FEWEST_WORDS = 3;
/** A longer answer says more than it has in common with its prompt. */
const MOST_WORDS = 12;
/** Of a key point of fewer words that say something, a prompt about the same thing has them by chance. */
const FEWEST_TELLING = 3;
/** So much of a key point tells it. */
const TOLD = 0.75;
/** An answer after one of these is one of those offered to choose from. */
const OR = new Set(
  'or oder ou o u oppure of eller vai lub albo nebo или або veya atau hoặc أو أم 或 或者 还是 還是 それとも または 또는 अथवा या'.split(
    ' ',
  ),
);

/** Neither prompt nor hint holds an essential key point, or the whole of a short answer. */
export function checkGiveaways(material: Material): void {
  for (const entry of material.cards) {
    for (const member of ['prompt', 'hint'] as const) {
      const text = entry.card[member];
      if (text === undefined) continue;
      const told = toldBy(text, entry, material);
      if (told === undefined) continue;
      const message = `the ${member} gives away ${quoted(told)}; leave that for the learner to say`;
      material.report('giveaway', entry, `/${member}`, message);
    }
  }
}

/** What a text tells of the answer that it should not tell. */
function toldBy(text: string, entry: CardEntry, { everyday }: Material): string | undefined {
  const { card, language } = entry;
  const words = termsOf(withoutCode(text), language);
  if (card.answer.length < 200) {
    const answer = termsOf(card.answer, language);
    const isShort = answer.length >= FEWEST_WORDS && answer.length <= MOST_WORDS;
    const isAChoice = words.some((word) => OR.has(word)) || text.includes('\n');
    const hasMeaning = answer.some((word) => !everyday.has(word, language));
    if (isShort && hasMeaning && !isAChoice && ` ${words.join(' ')} `.includes(` ${answer.join(' ')} `))
      return card.answer;
  }
  if (!card.keyPoints) return undefined;
  const stems = new Set(words.map(stemOf));
  return keyPointsOf(card).find(({ text: point, essential }) => {
    if (!essential) return false;
    const telling = new Set(
      termsOf(point, language).flatMap((term) => (everyday.has(term, language) ? [] : [stemOf(term)])),
    );
    const told = [...telling].filter((stem) => stems.has(stem)).length;
    return telling.size >= FEWEST_TELLING && told >= telling.size * TOLD;
  })?.text;
}
