import { withoutSpans } from './template-find.js';

const INPUT = '[[type:';

/** Without what is not said but done: styles, and the box to type the answer in. */
export function reduced(html: string): string {
  const text = html.includes(INPUT) ? withoutSpans(html, /\[\[type:/g, /\]\]/g) : html;
  return withoutSpans(text, /<style\b[^<>]*>/gi, /<\/style>/gi);
}

/** What comes after the last `<hr id=answer>`; without one, what comes after the question, if the answer begins with it. */
export function withoutQuestion(answer: string, question: string): string {
  let end = -1;
  for (const { index, 0: rule } of answer.matchAll(/<hr\b[^<>]*>/gi)) {
    if (/\sid\s*=\s*["']?answer["'\s/>]/i.test(rule)) end = index + rule.length;
  }
  if (end < 0) return answer.startsWith(question) ? answer.slice(question.length) : answer;
  return answer.slice(end).replace(/^[\r\n]+/, '');
}

/**
 * The answer with the text that was to be typed in the place of the first box, where Anki compares it with what was typed;
 * unless the answer says it elsewhere too.
 * @param textOf the text to type, of what follows `type:`
 */
export function withTyped(answer: string, textOf: (asked: string) => string): string {
  const start = answer.indexOf(INPUT);
  const end = start < 0 ? -1 : answer.indexOf(']]', start);
  if (end < 0) return answer;
  const typed = textOf(answer.slice(start + INPUT.length, end));
  return reduced(answer).includes(typed) ? answer : answer.slice(0, start) + typed + answer.slice(end + 2);
}
