import { keyPointsOf } from '../deck/deck.js';
import { pointer } from '../json.js';
import type { CardEntry, Material } from './material.js';
import { folded, isUnspaced, quoted, termsOf } from './terms.js';
import { secondsToSay, wordsOf } from './words.js';

/** Who listens loses the thread of a longer answer: 150 words in English, at the 150 words a minute of calm speech. */
const MOST_SECONDS = 60;
/** What is longer cannot be graded at a glance: 40 words in English, two or three sentences. */
const MOST_SECONDS_WITHOUT_KEY_POINTS = 16;
/**
 * Three to five things are kept in mind at once (Cowan, "The magical number 4 in short-term memory", Behavioral and Brain Sciences 24
 * (2001), doi:10.1017/S0140525X01003922), and one more that hangs together with another.
 */
const MOST_KEY_POINTS = 6;
/** Of the words of a key point that say something, the answer has half, in some form, even where it says the point in other words. */
const FEWEST_SAID = 0.5;
/** Is it only one such word that is missing, it can be said in another; not if much of the rest is missing, too. */
const MOST_MISSING = 0.4;

/** Every answer can be said within a minute; a long one has key points, not too many, and an essential one among them. */
export function checkLengths(material: Material): void {
  for (const entry of material.cards) {
    const { answer, keyPoints } = entry.card;
    const points = Object.values(keyPoints ?? {});
    const seconds = secondsToSay(spoken(answer), entry.language);
    if (seconds > MOST_SECONDS) {
      const words = wordsOf(spoken(answer), entry.language).length;
      const message = `it takes ${Math.ceil(seconds)} seconds to say these ${words} words; ${MOST_SECONDS} are enough, so shorten it or make two cards of it`;
      material.report('long-answer', entry, '/answer', message);
    }
    if (points.length === 0 && seconds > MOST_SECONDS_WITHOUT_KEY_POINTS) {
      const message = `an answer of ${Math.round(seconds)} seconds has no key points; name three to ${MOST_KEY_POINTS} to grade it by`;
      material.report('no-key-points', entry, '/answer', message);
    }
    if (points.length > MOST_KEY_POINTS) {
      const message = `there are ${points.length} key points; ${MOST_KEY_POINTS} are as many as one can keep in mind, so leave some out or make two cards`;
      material.report('many-key-points', entry, '/keyPoints', message);
    }
    if (points.length > 0 && points.every((point) => typeof point === 'string')) {
      const message = 'none of the key points is essential; mark those without which the question is not answered';
      material.report('no-essential-point', entry, '/keyPoints', message);
    }
  }
}

/** An answer without the blocks that nobody says aloud: code and formulas on lines of their own. */
function spoken(answer: string): string {
  return answer.includes('```') || answer.includes('$$')
    ? answer
        .split(/```+|\$\$/)
        .filter((_, n) => n % 2 === 0)
        .join(' ')
    : answer;
}

/** What a key point says is said in the answer, in these words or in others. */
export function checkKeyPoints(material: Material): void {
  for (const entry of material.cards) {
    if (!entry.card.keyPoints) continue;
    // Who answers has heard the prompt and need not repeat it.
    const answer = folded(`${entry.card.prompt}\n${entry.card.answer}`);
    for (const { slug, text } of keyPointsOf(entry.card)) {
      const missing = unsaid(text, answer, entry, material);
      if (missing.length === 0) continue;
      const words = missing.slice(0, MOST_NAMED).map(quoted).join(', ');
      const message = `the answer does not say ${quoted(text)}: ${words} cannot be found there; say it, or take the words from there`;
      material.report('unsaid-key-point', entry, pointer('/keyPoints', slug), message);
    }
  }
}

const MOST_NAMED = 4;
/** As many words as any key point needs, and few enough to be looked for in the longest answer. */
const MOST_LOOKED_FOR = 200;

/** The words of a key point that say something and that the answer has in no form, if they are so many that it is not said. */
function unsaid(text: string, answer: string, { language }: CardEntry, { everyday }: Material): readonly string[] {
  const words = [...new Set(termsOf(text, language))].slice(0, MOST_LOOKED_FOR);
  // A number may be written out in the one and in digits in the other.
  const heard = words.filter((word) => !/^\p{N}/u.test(word) || answer.includes(word));
  const missing = heard.filter((word) => !answer.includes(rootOf(word)));
  const missed = missing.filter((word) => !everyday.has(word, language));
  // What is common in the deck proves little if it is missing, and something if it is there.
  const telling = heard.filter(
    (word) => missed.includes(word) || (!everyday.isSmall(word, language) && !missing.includes(word)),
  );
  if (telling.length - missed.length >= telling.length * FEWEST_SAID) return [];
  return missed.length > 1 || missing.length > heard.length * MOST_MISSING ? missed : [];
}

const ROOT_LETTERS = 4;
const ROOT_CHARACTERS = 2;

/** What all words of one root begin with, roughly; shorter than a stem, for here it is better to find too much than too little. */
function rootOf(word: string): string {
  if (/^\p{N}/u.test(word)) return word;
  return word.slice(0, isUnspaced(word) ? ROOT_CHARACTERS : ROOT_LETTERS);
}
