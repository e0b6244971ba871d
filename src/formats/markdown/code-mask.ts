import { fencesOf } from './source.js';

/** The text with spaces in place of its code, so that what is looked for is not found there. Of the same length. */
export function withoutCode(text: string): string {
  if (!text.includes('`') && !text.includes('~~~')) return text;
  const lines = text.split('\n');
  const { fences } = fencesOf(lines);
  return withoutSpans(lines.map((line, at) => (fences[at] === 0 ? line : ' '.repeat(line.length))).join('\n'));
}

/** Code spans: from a run of backticks to the next one of the same length (CommonMark 0.31, section 6.1). */
function withoutSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)];
  const nextAlike = new Array<number | undefined>(runs.length);
  const last = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = (runs[at] as RegExpExecArray)[0];
    nextAlike[at] = last.get(length);
    last.set(length, at);
  }
  const pieces: string[] = [];
  let end = 0;
  for (let at = 0; at < runs.length; at++) {
    const close = nextAlike[at];
    if (close === undefined) continue;
    const from = (runs[at] as RegExpExecArray).index;
    const to = (runs[close] as RegExpExecArray).index + (runs[close] as RegExpExecArray)[0].length;
    pieces.push(text.slice(end, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    end = to;
    at = close;
  }
  return pieces.join('') + text.slice(end);
}
