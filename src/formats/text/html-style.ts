import { BOLD, ITALIC, STRUCK } from './html-line.js';
import type { HtmlElement } from './html-tree.js';

/** How tags set their text. */
const TAG_STYLES: Readonly<Record<string, number>> = {
  b: BOLD,
  strong: BOLD,
  i: ITALIC,
  em: ITALIC,
  cite: ITALIC,
  dfn: ITALIC,
  var: ITALIC,
  s: STRUCK,
  del: STRUCK,
  strike: STRUCK,
};
const STYLE_WORDS: readonly (readonly [RegExp, number])[] = [
  [/font-weight:\s*(?:bold|[6-9]00)/i, BOLD],
  [/font-style:\s*(?:italic|oblique)/i, ITALIC],
  [/text-decoration[\w-]*:[^;]*line-through/i, STRUCK],
];
/** What Markdown has no word for, by what is lost. */
const LOST_TAGS: Readonly<Record<string, string>> = { u: 'underlining', ins: 'underlining', mark: 'highlighting' };
const LOST_STYLES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[;\s])color:/i, 'color'],
  [/background/i, 'highlighting'],
  [/text-decoration[\w-]*:[^;]*underline/i, 'underlining'],
];

/** Whether a page keeps it from being seen. */
export function isHidden({ attributes }: HtmlElement): boolean {
  return attributes.has('hidden') || /display:\s*none/i.test(attributes.get('style') ?? '');
}

/** The style of the text in an element, where it stands in text of a style; what cannot be said is added to `lost`. */
export function styleIn({ tag, attributes }: HtmlElement, style: number, lost: Set<string>): number {
  let bits = style | (TAG_STYLES[tag] ?? 0);
  const word = LOST_TAGS[tag];
  if (word) lost.add(word);
  // The gap of a cloze card, or what fills it.
  if (/(?:^|\s)cloze(?:\s|$)/.test(attributes.get('class') ?? '')) bits |= BOLD;
  const css = attributes.get('style');
  if (css) {
    for (const [pattern, bit] of STYLE_WORDS) if (pattern.test(css)) bits |= bit;
    for (const [pattern, word] of LOST_STYLES) if (pattern.test(css)) lost.add(word);
  }
  if (attributes.has('color')) lost.add('color');
  return bits;
}

/** How Unicode raises and lowers: what has no such character is written out. */
const RAISED = new Map(Array.from('0123456789+-=()ni', (character, place) => [character, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'[place]]));
const LOWERED = new Map(Array.from('0123456789+-=()', (character, place) => [character, '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'[place]]));

/** `x²` where Unicode has the characters, `x^ab` or `x_(a, b)` where it has not. */
export function shiftedText(tag: 'sup' | 'sub', text: string): string {
  const table = tag === 'sup' ? RAISED : LOWERED;
  const shown = text.trim().replaceAll('−', '-');
  const shifted = Array.from(shown, (character) => table.get(character));
  if (!shifted.includes(undefined)) return shifted.join('');
  const sign = tag === 'sup' ? '^' : '_';
  return /^[\p{L}\p{N}]+$/u.test(shown) ? sign + shown : `${sign}(${shown})`;
}
