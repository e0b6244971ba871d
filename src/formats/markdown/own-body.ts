import { ITEM, type Word, wordOf } from './own-words.js';
import { CLOSES, type Fault, faultAt, INSIDE, isBlank, OPENS, type Source } from './source.js';

/** What stands after a word: on its line, and on the lines that belong to it. */
export interface Part {
  readonly line: number;
  readonly lines: string[];
  /** The lines of each list item, for a list. */
  readonly items: { readonly last: number; readonly lines: string[] }[];
}

/** What stands below a heading. */
export interface Body {
  /** All that belongs to no word. */
  readonly text: readonly string[];
  /** The same after the word `Answer`, where it stands. */
  readonly answer: readonly string[] | undefined;
  readonly parts: ReadonlyMap<Word, Part>;
}

type Mode = 'text' | 'paragraph' | 'list' | 'code';

/** How much belongs to a word: a paragraph, where nothing is said. */
const MODES: { readonly [W in Word]?: Mode } = {
  Answer: 'text',
  'Key points': 'list',
  Fields: 'code',
  Scheduling: 'code',
};

/** Reads the lines below a heading: from one to, and without, another. */
export function bodyOf(source: Source, from: number, to: number, words: readonly string[], issues: Fault[]): Body {
  const text: string[] = [];
  const parts = new Map<Word, Part>();
  let answer: string[] | undefined;
  let mode: Mode = 'text';
  let part: Part | undefined;
  const addText = (line: string) => {
    if (mode !== 'text') (answer ?? text).push('');
    mode = 'text';
    (answer ?? text).push(line);
  };
  for (let at = from; at < to; at++) {
    const line = source.lines[at] as string;
    const fence = source.fences[at] as number;
    const found = fence === 0 ? wordOf(line, words) : undefined;
    if (found) {
      const { word, rest } = found;
      if (parts.has(word)) issues.push(faultAt(at, `"${word}:" stands here twice; keep one of them`, 'twice'));
      part = { line: at, lines: rest === '' ? [] : [rest], items: [] };
      parts.set(word, part);
      mode = MODES[word] ?? 'paragraph';
      if (word === 'Answer') answer = [...part.lines];
      if (mode === 'code' && rest !== '') mode = 'paragraph';
    } else if (part === undefined || mode === 'text') addText(line);
    else if (mode === 'paragraph') {
      if (fence !== 0 || !isBlank(line)) part.lines.push(line);
      else addText(line);
    } else if (mode === 'code') {
      if (fence === INSIDE) part.lines.push(line);
      else if (fence === CLOSES) mode = 'text';
      else if (fence !== OPENS && !isBlank(line)) addText(line);
    } else if (!isBlank(line)) {
      const mark = fence === 0 ? ITEM.exec(line)?.[0] : undefined;
      const item = part.items.at(-1);
      if (mark !== undefined) part.items.push({ last: at, lines: [line.slice(mark.length)] });
      else if (item && /^[ \t]/.test(line) && item.last === at - 1) {
        item.lines.push(line.trim());
        part.items[part.items.length - 1] = { last: at, lines: item.lines };
      } else addText(line);
    }
  }
  return { text, answer, parts };
}
