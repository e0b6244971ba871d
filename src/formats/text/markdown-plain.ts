import { parse, postprocess, preprocess } from 'micromark';
import { markdownOfText } from './markdown-escape.js';
import { isCleanable, LESSER_SYNTAXES } from './markdown-syntax.js';

/** What could be HTML, or an address. */
export const SUSPECT = /<|\]\(|\]:/;
const TAG_START = /<(?=[a-z/!?])/gi;
/** What is still HTML after so many rounds is taken as text. */
const MOST_ROUNDS = 3;

/** Whether an address leads to where it may, as written: it has no scheme, not even one in disguise, or one that is let in. */
export function isLetIn(address: string): boolean {
  if (/^(?:https?|mailto):/i.test(address)) return true;
  const [head = ''] = address.split(/[/?#]/, 1);
  return !address.startsWith('//') && !head.includes(':') && !/\\|&(?!amp;)#?\w+;/.test(address);
}

/**
 * The text, safe also for programs that read no maths or no tables: they take for HTML what stands in maths, or in code that is
 * bounded otherwise for them. A space makes an end of it, behind a `<` or before an address, which in maths shows nothing.
 */
export function safeWithoutMaths(markdown: string): string {
  let text = markdown;
  if (!SUSPECT.test(text)) return text;
  if (!isCleanable(text)) return markdownOfText(text);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const spaced = spacedForOthers(text);
    if (spaced === text) return text;
    text = spaced;
  }
  return markdownOfText(text);
}

/** The text with a space wherever a program of lesser syntax would find HTML, or an address that is not let in. */
export function spacedForOthers(markdown: string): string {
  return syntaxesFor(markdown).reduce(spacedIn, markdown);
}

/** Those that read it otherwise than we do: where there are no maths, a program without maths reads the same; so with tables. */
function syntaxesFor(markdown: string): typeof LESSER_SYNTAXES {
  const hasMaths = markdown.includes('$');
  const hasTables = markdown.includes('|');
  if (hasMaths && hasTables) return LESSER_SYNTAXES;
  return hasMaths || hasTables ? LESSER_SYNTAXES.slice(0, 1) : [];
}

function spacedIn(markdown: string, extensions: (typeof LESSER_SYNTAXES)[number]): string {
  const shift = markdown.startsWith('\ufeff') ? 1 : 0; // no character to micromark
  const chunks = preprocess()(markdown, undefined, true);
  const places = new Set<number>();
  /** Where the links, images and definitions that are open would be cut. */
  const open: (number | undefined)[] = [];
  for (const [act, { type, start, end }] of postprocess(parse({ extensions }).document().write(chunks))) {
    const isOpening = type === 'resource' || type === 'definition';
    if (act === 'exit') {
      if (isOpening) open.pop();
      continue;
    }
    const from = start.offset + shift;
    const source = () => markdown.slice(from, end.offset + shift);
    if (isOpening) open.push(type === 'resource' ? from : undefined);
    else if (type === 'definitionMarker') open[open.length - 1] ??= from;
    else if (type === 'htmlText' || type === 'htmlFlow') {
      for (const { index } of source().matchAll(TAG_START)) places.add(from + index + 1);
    } else if (type === 'autolinkProtocol' && !isLetIn(source())) places.add(from);
    else if (/^(?:resource|definition)DestinationString$/.test(type) && !isLetIn(source())) {
      const cut = open.at(-1);
      if (cut !== undefined) places.add(cut);
    }
  }
  const parts: string[] = [];
  let done = 0;
  for (const place of [...places].sort((one, other) => one - other)) {
    parts.push(markdown.slice(done, place), ' ');
    done = place;
  }
  return parts.join('') + markdown.slice(done);
}
