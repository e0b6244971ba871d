import type { Manner } from './html-flow.js';
import { BOLD, ITALIC, STRUCK } from './html-line.js';
import type { HtmlElement } from './html-tree.js';

/** How tags set their text. */
const TAG_STYLES: ReadonlyMap<string, number> = new Map([
  ...['b', 'strong'].map((tag) => [tag, BOLD] as const),
  ...['i', 'em', 'cite', 'dfn', 'var'].map((tag) => [tag, ITALIC] as const),
  ...['s', 'del', 'strike'].map((tag) => [tag, STRUCK] as const),
]);
const STYLE_WORDS: readonly (readonly [RegExp, number])[] = [
  [/font-weight:\s*(?:bold|[6-9]00)/i, BOLD],
  [/font-style:\s*(?:italic|oblique)/i, ITALIC],
  [/text-decoration[\w-]*:[^;]*line-through/i, STRUCK],
];
/** What Markdown has no word for, by what is lost. */
const LOST_TAGS: ReadonlyMap<string, string> = new Map([
  ['u', 'underlining'],
  ['ins', 'underlining'],
  ['mark', 'highlighting'],
]);
const LOST_STYLES: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[;\s])color:/i, 'color'],
  [/background/i, 'highlighting'],
  [/text-decoration[\w-]*:[^;]*underline/i, 'underlining'],
];

/** Whether a page keeps it from being seen. */
export function isHidden({ attributes }: HtmlElement): boolean {
  if (attributes.size === 0) return false;
  return attributes.has('hidden') || /display:\s*none/i.test(attributes.get('style') ?? '');
}

/** How the text in an element is set, in text that is set in some way already; what cannot be said is added to `lost`. */
export function mannerIn({ tag, attributes }: HtmlElement, { style, href }: Manner, lost: Set<string>): Manner {
  let bits = style | (TAG_STYLES.get(tag) ?? 0);
  const word = LOST_TAGS.get(tag);
  if (word) lost.add(word);
  if (attributes.size === 0) return { style: bits, href };
  // The gap of a cloze card, or what fills it.
  if (/(?:^|\s)cloze(?:\s|$)/.test(attributes.get('class') ?? '')) bits |= BOLD;
  const css = attributes.get('style');
  if (css) {
    for (const [pattern, bit] of STYLE_WORDS) if (pattern.test(css)) bits |= bit;
    for (const [pattern, word] of LOST_STYLES) if (pattern.test(css)) lost.add(word);
  }
  if (attributes.has('color')) lost.add('color');
  return { style: bits, href };
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
