/** One side of a card that was made of a text with gaps. */
export interface ClozeCard {
  readonly number: number;
  /** The text with `[...]` or `[hint]` where the gap is. */
  readonly prompt: string;
  /** The text without gaps. */
  readonly answer: string;
}

/** A gap that is open, or the text around all of them. */
interface Level {
  readonly numbers: readonly number[];
  readonly parts: (string | Gap)[];
}

interface Gap {
  readonly numbers: readonly number[];
  readonly hint: string | undefined;
  readonly parts: readonly (string | Gap)[];
}

const TOKEN = /\{\{c(\d{1,5}(?:,\d{1,5})*)::|\}\}/g;
/** As in Anki: what is nested deeper is no gap. */
const MOST_LEVELS = 10;
/** Of one note; far more than anyone writes. */
const MOST_CARDS = 100;
/** What they may come to, for each repeats the text. */
const MOST_CHARACTERS = 10_000_000;

/** Whether a text has gaps as Anki writes them: `{{c1::Paris::city}}`. */
export function isCloze(text: string): boolean {
  return /\{\{c\d{1,5}(,\d{1,5})*::/.test(text);
}

/**
 * The cards of a text with gaps, one for each number. Gaps that are never closed are not there, as in Anki; nor is number 0.
 * None, if there are more than a hundred, or as much text as nobody reads.
 */
export function clozeCards(text: string): readonly ClozeCard[] {
  const parts = partsOf(text);
  const numbers = [...new Set(parts.flatMap(numbersIn))].filter((number) => number > 0).sort((a, b) => a - b);
  if (numbers.length > MOST_CARDS || numbers.length * text.length > MOST_CHARACTERS) return [];
  const answer = shownWithout(parts, undefined);
  return numbers.map((number) => ({ number, prompt: shownWithout(parts, number), answer }));
}

function partsOf(text: string): readonly (string | Gap)[] {
  const root: Level = { numbers: [], parts: [] };
  const open: Level[] = [root];
  let dropped = 0; // openings that are too deep
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const level = open.at(-1) as Level;
    level.parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== undefined) {
      if (open.length > MOST_LEVELS) dropped++;
      else open.push({ numbers: match[1].split(',').map(Number), parts: [] });
    } else if (dropped > 0) dropped--;
    else if (level === root) level.parts.push('}}');
    else {
      open.pop();
      open.at(-1)?.parts.push(gapOf(level));
    }
  }
  open.at(-1)?.parts.push(text.slice(at));
  return root.parts;
}

/** The first `::` in the text of a gap parts what stands in it from the hint. */
function gapOf({ numbers, parts }: Level): Gap {
  const content: (string | Gap)[] = [];
  let hint: string | undefined;
  for (const part of parts) {
    const cut = typeof part === 'string' && hint === undefined ? part.indexOf('::') : -1;
    if (typeof part !== 'string' || cut < 0) {
      if (hint === undefined) content.push(part);
      else if (typeof part === 'string') hint += part;
      continue;
    }
    content.push(part.slice(0, cut));
    hint = part.slice(cut + 2);
  }
  return { numbers, hint, parts: content };
}

function numbersIn(part: string | Gap): readonly number[] {
  return typeof part === 'string' ? [] : [...part.numbers, ...part.parts.flatMap(numbersIn)];
}

function shownWithout(parts: readonly (string | Gap)[], number: number | undefined): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (number !== undefined && part.numbers.includes(number)) return `[${part.hint || '...'}]`;
      return shownWithout(part.parts, number);
    })
    .join('');
}
