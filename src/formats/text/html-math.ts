import type { HtmlElement, HtmlNode } from './html-tree.js';

/** How maths is written on cards in HTML: MathJax's delimiters, and those of Anki's LaTeX. */
const DELIMITERS = [
  ['\\(', '\\)', '#math'],
  ['\\[', '\\]', '#display'],
  ['[$]', '[/$]', '#math'],
  ['[$$]', '[/$$]', '#display'],
  ['[latex]', '[/latex]', '#display'],
] as const;
const OPENING = /\\[([]|\[\$\$?\]|\[latex\]/g;

/** Nodes that stand side by side, with maths between them, and what tags are in it, made one node each. */
export function withMath(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  if (!nodes.some((node) => typeof node === 'string' && (node.includes('\\') || node.includes('[')))) return nodes;
  const rest = [...nodes].reverse();
  const found: HtmlNode[] = [];
  // Where no closing delimiter is ahead, none is looked for again.
  const hopeless = new Set<string>();
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (typeof node === 'string') for (const part of mathIn(node, rest, hopeless)) found.push(part);
    else found.push(node);
  }
  return found;
}

/** The text with its maths as nodes; where maths goes on in the nodes that follow, they are taken from the end of `rest`. */
function mathIn(text: string, rest: HtmlNode[], hopeless: Set<string>): HtmlNode[] {
  const found: HtmlNode[] = [];
  let done = 0;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match; match = OPENING.exec(text)) {
    const [opening] = match;
    const [, closing = '', tag = ''] = DELIMITERS.find(([each]) => each === opening) ?? [];
    if (hopeless.has(opening)) continue;
    const start = match.index + opening.length;
    const end = text.indexOf(closing, start);
    if (end >= 0) {
      found.push(text.slice(done, match.index), mathOf(tag, text.slice(start, end)));
      done = end + closing.length;
      OPENING.lastIndex = done;
      continue;
    }
    const last = rest.findLastIndex((node) => typeof node === 'string' && node.includes(closing));
    if (last < 0) {
      hopeless.add(opening);
      continue;
    }
    const between = rest.splice(last).reverse();
    const closingText = between.pop() as string;
    const place = closingText.indexOf(closing);
    rest.push(closingText.slice(place + closing.length));
    const source = text.slice(start) + between.map(sourceOf).join('') + closingText.slice(0, place);
    return [...found, text.slice(done, match.index), mathOf(tag, source)];
  }
  return [...found, text.slice(done)];
}

const mathOf = (tag: string, source: string): HtmlElement => ({ tag, attributes: new Map(), children: [source] });

function sourceOf(node: HtmlNode): string {
  if (typeof node === 'string') return node;
  if (node.tag === 'br') return '\n';
  const inner = node.children.map(sourceOf).join('');
  return node.tag === 'div' || node.tag === 'p' ? `\n${inner}` : inner;
}
