/** From where to where a pattern was found. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Looks for the next place that fits a pattern, again and again from further on. Asked for every opening in a text, it
 * still reads the text only once.
 * @param pattern with the flag `g`, and without repetitions that could start anywhere
 * @returns a function to be called with places in ascending order
 */
export function finderOf(text: string, pattern: RegExp): (from: number) => Span | undefined {
  let found: Span | undefined = { start: -1, end: -1 };
  return (from) => {
    if (!found || found.start >= from) return found;
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    found = match ? { start: match.index, end: match.index + match[0].length } : undefined;
    return found;
  };
}

/** The text without what stands from each opening to the next closing after it. An opening that is never closed stays. */
export function withoutSpans(text: string, opening: RegExp, closing: RegExp): string {
  const next = finderOf(text, closing);
  let kept = '';
  let at = 0;
  for (const { index, 0: opened } of text.matchAll(opening)) {
    if (index < at) continue;
    const close = next(index + opened.length);
    if (!close) break;
    kept += text.slice(at, index);
    at = close.end;
  }
  return kept + text.slice(at);
}
