/** The weight of the words that two texts share, and of the words of one text, as the mean of the two and as the smaller. */
export interface Shared {
  readonly both: number;
  readonly whole: number;
  readonly smaller: number;
}

/** What the words alone do not say of two cards. */
interface Kind {
  readonly isSameQuestion: boolean;
  /** Whether the prompts say the same words in another order, as "7 - 3" and "3 - 7". */
  readonly isTurned: boolean;
  /** Whether one of the answers may well answer other questions. */
  readonly isShortAnswer: boolean;
}

/** A question keeps so much of the shorter of its two wordings, if only a short answer speaks for it. */
const LEAST_OF_QUESTION = 0.5;

/** How alike two cards are, from 0 to 1. The prompt counts at least as much as the answer, however short it is. */
export function likenessOf(prompt: Shared, answer: Shared, { isSameQuestion, isTurned, isShortAnswer }: Kind): number {
  if (isTurned) return 0;
  // Nothing of the answer is left: only the very same question makes it the same card, for many are asked in one form.
  if (answer.both === 0 && answer.whole > 0 && !isSameQuestion) return 0;
  if (isShortAnswer && prompt.both < LEAST_OF_QUESTION * prompt.smaller) return 0;
  const promptCounts = Math.max(prompt.whole, answer.whole);
  const counts = promptCounts + answer.whole;
  return counts === 0 ? 0 : (promptCounts * ratio(prompt) + answer.whole * ratio(answer)) / counts;
}

const ratio = ({ both, whole }: Shared): number => (whole === 0 ? 0 : both / whole);
