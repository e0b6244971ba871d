import { keyPointsOf } from '../deck/deck.js';
import { pointer } from '../json.js';
import type { CardEntry, Material } from './material.js';
import { folded, isUnspaced, quoted, termsOf } from './terms.js';
import { secondsToSay, wordsOf } from './words.js';

/** Who listens loses the thread of a longer answer: 150 words in English, at the 150 words a minute of calm speech. */
const MOST_SECONDS = 60;
/** What is longer cannot be graded at a glance: 40 words in English, two or three sentences. */
const MOST_SECONDS_WITHOUT_KEY_POINTS = 16;
/** So far from these limits, it is enough to have counted words roughly, which takes a tenth of the time. */
const ROUGHLY = 0.15;
/**
 * Three to five things are kept in mind at once (Cowan, "The magical number 4 in short-term memory", Behavioral and Brain Sciences 24
 * (2001), doi:10.1017/S0140525X01003922), and one more that hangs together with another.
 */
const MOST_KEY_POINTS = 6;
/** Of what a key point says, so much is found in the answer though it is said in other words there. */
const FEWEST_SAID = 0.4;
/** One word can be a paraphrase; several that are missing are another thought. */
const FEWEST_UNSAID = 2;

/** Every answer can be said within a minute; a long one has key points, not too many, and an essential one among them. */
export function checkLengths(material: Material): void {
  for (const entry of material.cards) {
    const { answer, keyPoints } = entry.card;
    const points = Object.values(keyPoints ?? {});
    const seconds = secondsOf(answer, entry.language);
    if (seconds > MOST_SECONDS) {
      const words = wordsOf(spoken(answer), entry.language).length;
      const message = `it takes ${Math.round(seconds)} seconds to say these ${words} words; ${MOST_SECONDS} are enough, so shorten it or make two cards of it`;
      material.report('long-answer', entry, '/answer', message);
    }
    if (points.length === 0 && seconds > MOST_SECONDS_WITHOUT_KEY_POINTS) {
      const message = `an answer of about ${Math.round(seconds)} seconds has no key points; name three to ${MOST_KEY_POINTS} to grade it by`;
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

/** Words with the contractions among them, as `wordsOf` finds them in almost all texts. */
const ROUGH_WORDS = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu;

/** An answer without the blocks that nobody says aloud: code and formulas on lines of their own. */
function spoken(answer: string): string {
  return answer.includes('```') || answer.includes('$$')
    ? answer
        .split(/```+|\$\$/)
        .filter((_, n) => n % 2 === 0)
        .join(' ')
    : answer;
}

/** How long it takes to say an answer, exactly near the limits. */
function secondsOf(answer: string, language: string | undefined): number {
  const text = spoken(answer);
  if (isUnspaced(text)) return secondsToSay(text, language);
  const rough = (text.match(ROUGH_WORDS)?.length ?? 0) * secondsToSay('word', language);
  const isNear = [MOST_SECONDS, MOST_SECONDS_WITHOUT_KEY_POINTS].some(
    (limit) => Math.abs(rough - limit) < limit * ROUGHLY,
  );
  return isNear || rough > MOST_SECONDS ? secondsToSay(text, language) : rough;
}

/** What a key point says is said in the answer, in these words or in others. */
export function checkKeyPoints(material: Material): void {
  for (const entry of material.cards) {
    if (!entry.card.keyPoints) continue;
    // Who answers has heard the prompt and need not repeat it.
    const answer = folded(`${entry.card.prompt}\n${entry.card.answer}`);
    for (const { slug, text } of keyPointsOf(entry.card)) {
      const { missing, total } = unsaid(text, answer, entry, material);
      if (missing.length < FEWEST_UNSAID || total - missing.length >= total * FEWEST_SAID) continue;
      const message = `the answer does not say ${quoted(text)}: ${missing.slice(0, 4).map(quoted).join(', ')} ${missing.length > 4 ? 'and others do' : 'do'} not occur in it; say it there, or take the words from there`;
      material.report('unsaid-key-point', entry, pointer('/keyPoints', slug), message);
    }
  }
}

/** The words of a key point that say something, and those of them that the answer does not have in any form. */
function unsaid(text: string, answer: string, { language }: CardEntry, { everyday }: Material) {
  const words = new Set(termsOf(text, language).filter((term) => !everyday.has(term, language)));
  const missing: string[] = [];
  let total = 0;
  for (const word of words) {
    const isSaid = answer.includes(rootOf(word));
    // A number may be written out in the one and in digits in the other.
    if (!isSaid && /^\p{N}/u.test(word)) continue;
    total++;
    if (!isSaid) missing.push(word);
  }
  return { missing, total };
}

const ROOT_LETTERS = 4;
const ROOT_CHARACTERS = 2;

/** What all words of one root begin with, roughly; shorter than a stem, for here it is better to find too much than too little. */
function rootOf(word: string): string {
  if (/^\p{N}/u.test(word)) return word;
  return word.slice(0, isUnspaced(word) ? ROOT_CHARACTERS : ROOT_LETTERS);
}
