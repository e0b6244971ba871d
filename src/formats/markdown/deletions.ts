import type { Deletion } from './cloze.js';
import { withoutCode } from './code-mask.js';

/** A part of a text between two marks, the marks included. */
interface Marked {
  readonly start: number;
  readonly end: number;
  readonly inner: string;
}

/**
 * What stands between two marks, each time anew.
 * @param seen the text to look in; what is found is taken from the text itself, at the same place
 */
function markedIn(text: string, seen: string, opens: string, closes: string, isOnOneLine: boolean): Marked[] {
  const found: Marked[] = [];
  let lineEnd = -1;
  for (let start = seen.indexOf(opens); start >= 0; ) {
    const from = start + opens.length;
    let to = seen.indexOf(closes, from);
    if (to < 0) break;
    if (closes === '}}') while (seen[to + 2] === '}') to++; // the last brace of a formula
    if (lineEnd < start) lineEnd = seen.indexOf('\n', start) < 0 ? seen.length : seen.indexOf('\n', start);
    if (to === from || (isOnOneLine && to > lineEnd)) {
      start = seen.indexOf(opens, to === from ? to + closes.length : lineEnd);
      continue;
    }
    found.push({ start, end: to + closes.length, inner: text.slice(from, to) });
    start = seen.indexOf(opens, to + closes.length);
  }
  return found;
}

/** `{{c1::text::hint}}`, as in Anki. */
export function ankiClozesIn(text: string): Deletion[] {
  return markedIn(text, text, '{{', '}}', false).flatMap(({ start, end, inner }) => {
    const number = /^c(\d{1,4})::/.exec(inner);
    if (!number || Number(number[1]) === 0) return [];
    const [shown = '', hint] = inner.slice(number[0].length).split('::');
    return [{ start, end, text: shown, hint, group: Number(number[1]) }];
  });
}

/** `{{text}}` and `{{1::text}}`, as in Mochi: those without a number are asked together, with the first. */
export function mochiClozesIn(text: string): Deletion[] {
  return markedIn(text, withoutCode(text), '{{', '}}', false).map(({ start, end, inner }) => {
    const number = /^(\d{1,4})::/.exec(inner);
    return { start, end, text: number ? inner.slice(number[0].length) : inner, group: Number(number?.[1] ?? 1) };
  });
}

/** The marks of the Obsidian plugin, and what divides number, text and hint between them. */
const STYLES = {
  highlight: { opens: '==', closes: '==', divider: ';;' },
  bold: { opens: '**', closes: '**', divider: ';;' },
  braces: { opens: '{{', closes: '}}', divider: '::' },
};
export type ObsidianCloze = keyof typeof STYLES;

/** So far behind a deletion its hint may end. */
const LONGEST_HINT = 500;

/** `==text==`, `==1;;text;;hint==`, `==text==^[hint][^1]`, and the same between other marks. */
export function obsidianClozesIn(text: string, styles: readonly ObsidianCloze[]): Deletion[] {
  const seen = withoutCode(text);
  const deletions: Deletion[] = [];
  for (const style of styles) {
    const { opens, closes, divider } = STYLES[style];
    for (const { start, end, inner } of markedIn(text, seen, opens, closes, true)) {
      const parts = inner.split(divider);
      const sequence =
        parts.length > 1 && /^(\d{1,4}|[ash]{1,100})$/.test(parts[0] as string) ? parts.shift() : undefined;
      deletions.push({ start, ...tailOf(text, end, parts[0] ?? '', parts[1], sequence) });
    }
  }
  return inOrder(deletions);
}

/** What follows a deletion: `^[hint]` and `[^1]`. */
function tailOf(
  text: string,
  end: number,
  shown: string,
  ownHint?: string,
  ownSequence?: string,
): Omit<Deletion, 'start'> {
  const tail = text.slice(end, end + LONGEST_HINT);
  const hint = /^\^\[([^\]\n]*)\]/.exec(tail);
  const note = /^\[\^(\d{1,4}|[ash]{1,100})\]/.exec(tail.slice(hint?.[0].length ?? 0));
  const sequence = note?.[1] ?? ownSequence;
  const isNumber = sequence !== undefined && /^\d/.test(sequence);
  return {
    end: end + (hint?.[0].length ?? 0) + (note?.[0].length ?? 0),
    text: shown,
    hint: hint?.[1] ?? ownHint,
    group: isNumber ? Number(sequence) : undefined,
    acts: isNumber ? undefined : sequence,
  };
}

/** By place; one that begins within another is none. */
function inOrder(deletions: readonly Deletion[]): Deletion[] {
  const kept: Deletion[] = [];
  let end = 0;
  for (const deletion of [...deletions].sort((a, b) => a.start - b.start)) {
    if (deletion.start < end) continue;
    kept.push(deletion);
    end = deletion.end;
  }
  return kept;
}
