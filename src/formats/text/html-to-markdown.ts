import { addBlock, addHeading, addList, addQuotation, addTable } from './html-blocks.js';
import { addPiece, endLine, endParagraph, type Flow, type Manner, newFlow } from './html-flow.js';
import { joined } from './html-list.js';
import { withMath } from './html-math.js';
import { linkOf, mediaOf, withSounds } from './html-media.js';
import { isHidden, mannerIn, shiftedText } from './html-style.js';
import { type HtmlElement, type HtmlNode, isBlock, treeOfHtml } from './html-tree.js';
import { displayedMath, fencedCode, mathInLine } from './markdown-code.js';
import { escapedLineStart, withoutControls } from './markdown-escape.js';
import { safeWithoutMaths } from './markdown-plain.js';

/** What HTML came to. */
export interface ConvertedHtml {
  readonly markdown: string;
  /** What could not be said in Markdown, each as a word or two, once: `color`, `script`, `merged cells`. */
  readonly lost: readonly string[];
}

const PLAIN: Manner = { style: 0, href: '' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: it finds what is not plain
const NOT_PLAIN = /[<&\\`*_[\]~$\u0000-\u001f\u007f-\u009f]|^\s|\s$| {2}/;

/**
 * HTML from elsewhere as Markdown that shows the same: emphasis, code, links, lists, tables, images and the like in Markdown's
 * own forms, all other text as it is, and nothing that is not seen. Whatever it is given, what comes out is free of HTML.
 * Sounds and films are written as images are; maths stands between dollar signs, as it was written, but for a space where a
 * program that knows no maths could find HTML in it.
 */
export function markdownOfHtml(html: string): ConvertedHtml {
  if (!NOT_PLAIN.test(html) && escapedLineStart(html) === html) return { markdown: html, lost: [] };
  const lost = new Set<string>();
  const flow = newFlow(lost);
  addAll(
    flow,
    treeOfHtml(html, (tag) => lost.add(tag)),
    PLAIN,
  );
  endParagraph(flow);
  const markdown = joined(flow.blocks).trim();
  return { markdown: markdown.includes('$') ? safeWithoutMaths(markdown) : markdown, lost: [...lost] };
}

function addAll(flow: Flow, nodes: readonly HtmlNode[], manner: Manner): void {
  for (const node of withMath(nodes)) {
    if (typeof node === 'string') {
      if (!node.includes('[sound:')) addPiece(flow, 'text', node, manner);
      else for (const [kind, text] of withSounds(node)) addPiece(flow, kind, text, manner);
    } else if (isHidden(node)) flow.lost.add('hidden text');
    else add(flow, node, manner);
  }
}

/** Stand for the break of a line, and for the edge of a block, where spaces are not yet collapsed; Unicode has them for that. */
const LINE_BREAK = '\u2028';
const BLOCK_EDGE = '\u2029';

/** The text in nodes, without what they mean. */
function textOf(nodes: readonly HtmlNode[]): string {
  return linesOf(nodes).replace(/^\u2028|\u2028$/g, '');
}

/** The same, with breaks also where a block begins or ends the text. */
const linesOf = (nodes: readonly HtmlNode[]) => rawTextOf(nodes).replace(/\u2029+/g, LINE_BREAK);

function rawTextOf(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.tag === 'br') return LINE_BREAK;
      const edge = isBlock(node.tag) || /^t[dhr]$/.test(node.tag) ? BLOCK_EDGE : '';
      return edge + rawTextOf(node.children) + edge;
    })
    .join('');
}

function add(flow: Flow, element: HtmlElement, outer: Manner): void {
  const { tag, attributes, children } = element;
  const manner = mannerIn(element, outer, flow.lost);
  switch (tag) {
    case 'br':
      if (!endLine(flow)) endParagraph(flow);
      break;
    case 'hr':
      addBlock(flow, '***');
      break;
    case 'img':
    case 'audio':
    case 'video':
      addMedia(flow, element, manner);
      break;
    case '#math':
    case '#display':
      addMath(flow, textOf(children), tag === '#display', manner);
      break;
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt':
      addCode(flow, linesOf(children), manner);
      break;
    case 'pre':
      addPre(flow, element, manner);
      break;
    case 'sup':
    case 'sub': {
      const text = textOf(children);
      if (text.trim()) addPiece(flow, 'text', shiftedText(tag, text), manner);
      break;
    }
    case 'rp':
      break;
    case 'rt':
      addPiece(flow, 'text', '(', manner);
      addAll(flow, children, manner);
      addPiece(flow, 'text', ')', manner);
      break;
    case 'a': {
      const href = linkOf(attributes.get('href') ?? '');
      if (href === undefined && attributes.has('href')) flow.lost.add('link');
      addAll(flow, children, { style: manner.style, href: href ?? '' });
      break;
    }
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      addHeading(addAll, flow, element, manner);
      break;
    case 'ul':
    case 'ol':
      addList(addAll, flow, element, manner);
      break;
    case 'blockquote':
      addQuotation(addAll, flow, children, manner);
      break;
    case 'table':
      addTable(addAll, flow, element, manner);
      break;
    case 'p':
      endParagraph(flow);
      addAll(flow, children, manner);
      endParagraph(flow);
      break;
    default:
      if (isBlock(tag)) endLine(flow);
      addAll(flow, children, manner);
      if (isBlock(tag)) endLine(flow);
  }
}

function addCode(flow: Flow, text: string, manner: Manner): void {
  const lines = withoutControls(text).split(LINE_BREAK);
  for (const [place, line] of lines.entries()) {
    if (place > 0) endLine(flow);
    const shown = line.replace(/[ \t\n\r\f]+/g, ' ');
    // A space that does not break is no space here: code can consist of it.
    const code = shown.replace(/^ | $/g, '');
    const kind = code.trim() === '' ? 'text' : 'code';
    if (shown.startsWith(' ')) addPiece(flow, 'text', ' ', manner);
    if (code) addPiece(flow, kind, code, manner);
    if (code && shown.endsWith(' ')) addPiece(flow, 'text', ' ', manner);
  }
}

function addMedia(flow: Flow, { tag, attributes, children }: HtmlElement, manner: Manner): void {
  const sources = children.map((child) => (typeof child === 'string' ? undefined : child.attributes.get('src')));
  const source = attributes.get('src') ?? sources.find((each) => each !== undefined);
  if (source === undefined) return;
  const media = mediaOf(source, attributes.get('alt'));
  if (media) addPiece(flow, 'raw', media, manner);
  else flow.lost.add(tag === 'img' ? 'image' : 'media');
}

function addMath(flow: Flow, text: string, isDisplayed: boolean, manner: Manner): void {
  const source = withoutControls(text).replace(/\r\n?/g, '\n').trim();
  if (source === '') return;
  if (isDisplayed && !flow.isOneLine) addBlock(flow, displayedMath(source));
  else addPiece(flow, 'raw', mathInLine(source), manner);
}

function addPre(flow: Flow, { attributes, children }: HtmlElement, manner: Manner): void {
  const text = withoutControls(textOf(children).replace(/\r\n?|\u2028/g, '\n'))
    .replace(/^\n/, '')
    .trimEnd();
  endLine(flow);
  if (flow.isOneLine) addCode(flow, text, manner);
  if (flow.isOneLine) endLine(flow);
  if (flow.isOneLine || text === '') return;
  const [only] = children;
  const names = `${attributes.get('class') ?? ''} ${typeof only === 'object' ? (only.attributes.get('class') ?? '') : ''}`;
  addBlock(flow, fencedCode(text, /\blang(?:uage)?-([\w+#-]{1,20})/.exec(names)?.[1] ?? ''));
}
