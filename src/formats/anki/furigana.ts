import { finderOf } from './template-find.js';

/**
 * Replaces each ` base[reading]`: the base begins after the space before it, which goes too, and holds neither spaces nor
 * `>`; the reading stands in one line. A sound, `[sound:…]`, is none.
 */
export function replaceFurigana(html: string, replace: (base: string, reading: string) => string): string {
  const text = html.replaceAll('&nbsp;', ' ');
  const nextBracket = finderOf(text, /\]/g);
  const nextLine = finderOf(text, /\n/g);
  let replaced = '';
  let at = 0; // up to here it is done
  let base = 0;
  for (const { index, 0: sign } of text.matchAll(/[ >[]/g)) {
    if (index < at) continue;
    if (sign !== '[') base = index + 1;
    if (sign !== '[' || index === base) continue;
    const close = nextBracket(index + 2);
    if (!close) break;
    const line = nextLine(index + 1);
    if (line && line.start < close.start) continue;
    const reading = text.slice(index + 1, close.start);
    const start = text[base - 1] === ' ' ? base - 1 : base;
    replaced += text.slice(at, start);
    replaced += reading.startsWith('sound:') ? text.slice(start, close.end) : replace(text.slice(base, index), reading);
    at = close.end;
    base = at;
  }
  return replaced + text.slice(at);
}
