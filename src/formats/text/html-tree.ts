import { Tokenizer } from 'htmlparser2';

/** An element of HTML, with what matters of it here. */
export interface HtmlElement {
  /** In small letters; `#math` and `#display` are maths, whose one child is its source. */
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly HtmlNode[];
}

/** A text has its entities decoded, and its spaces as they were written. */
export type HtmlNode = string | HtmlElement;

/** Deeper than people nest, and shallow enough for any program to walk. What is deeper stands in the last of these levels. */
const MOST_LEVELS = 32;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const ATTRIBUTES = words('alt class color colspan hidden href rowspan src start style');
const VOID = words('area base br col embed frame hr img input link meta param source track wbr');
/** What a page does not show as text. */
const NOT_SHOWN = words(
  'applet canvas datalist head iframe map noembed noframes noscript object script style svg template title',
);
const BLOCKS = words(
  'address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section summary table ul',
);
/** Whether the element stands on lines of its own. */
export const isBlock = (tag: string): boolean => BLOCKS.has(tag);
const CELLS = words('td th');
const HEADINGS = words('h1 h2 h3 h4 h5 h6');
const SECTIONS = words('tbody tfoot thead');

/** What an opening tag ends although nobody closed it, and what bounds the search for it. */
const ENDED: ReadonlyMap<string, readonly [ended: ReadonlySet<string>, bounds: ReadonlySet<string>]> = new Map<
  string,
  readonly [ReadonlySet<string>, ReadonlySet<string>]
>([
  ['li', [words('li'), words('ul ol table')]],
  ['td', [CELLS, words('tr table')]],
  ['th', [CELLS, words('tr table')]],
  ['tr', [words('tr'), words('table')]],
  ['tbody', [SECTIONS, words('table')]],
  ['tfoot', [SECTIONS, words('table')]],
  ['thead', [SECTIONS, words('table')]],
  ['dt', [words('dt dd'), words('dl table')]],
  ['dd', [words('dt dd'), words('dl table')]],
  ['rt', [words('rt rp'), words('ruby')]],
  ['rp', [words('rt rp'), words('ruby')]],
  ['a', [words('a'), new Set([...BLOCKS, ...CELLS])]],
  ...[...HEADINGS].map((tag) => [tag, [new Set([...HEADINGS, 'p']), new Set([...BLOCKS, ...CELLS])]] as const),
]);
const NONE: ReadonlyMap<string, string> = new Map();

interface Open {
  readonly tag: string;
  readonly children: HtmlNode[];
}

/**
 * What HTML says, as a tree: what a browser would show of it, in time that grows with its length alone, whatever it is.
 * @param onDropped told of each element that is left out with all that is in it
 */
export function treeOfHtml(html: string, onDropped: (tag: string) => void): readonly HtmlNode[] {
  const root: Open = { tag: '', children: [] };
  const open: Open[] = [root];
  let here = root;
  let tooDeep = 0;
  let dropped = '';
  let droppedLevels = 0;
  let tag = '';
  let name = '';
  let value = '';
  let attributes: Map<string, string> | undefined;

  const addText = (text: string) => {
    if (dropped) return;
    const { children } = here;
    const last = children.length - 1;
    if (typeof children[last] === 'string') children[last] += text;
    else children.push(text);
  };
  const closeTo = (level: number) => {
    open.length = level;
    here = open[level - 1] ?? root;
  };
  /** The level of the innermost open element that is one of these, up to one that bounds the search. */
  const levelOf = (isWanted: (tag: string) => boolean, isBound: (tag: string) => boolean): number => {
    for (let level = open.length - 1; level > 0; level--) {
      const { tag } = open[level] as Open;
      if (isWanted(tag)) return level;
      if (isBound(tag)) return 0;
    }
    return 0;
  };
  const closeImplied = () => {
    const rule = ENDED.get(tag);
    const level = rule
      ? levelOf(
          (tag) => rule[0].has(tag),
          (tag) => rule[1].has(tag),
        )
      : BLOCKS.has(tag)
        ? levelOf(
            (tag) => tag === 'p',
            (tag) => BLOCKS.has(tag) || CELLS.has(tag),
          )
        : 0;
    if (level > 0) closeTo(level);
  };
  const openTag = (isSelfClosing: boolean) => {
    if (dropped) {
      if (tag === dropped) droppedLevels++;
      return;
    }
    if (NOT_SHOWN.has(tag)) {
      onDropped(tag);
      if (isSelfClosing && tag === 'svg') return;
      dropped = tag;
      droppedLevels = 1;
      return;
    }
    if (tooDeep === 0) closeImplied();
    const children: HtmlNode[] = [];
    const isVoid = VOID.has(tag);
    if (open.length > MOST_LEVELS && !isVoid) {
      tooDeep++;
      if (BLOCKS.has(tag)) addText(' ');
      return;
    }
    here.children.push({ tag, attributes: attributes ?? NONE, children });
    if (isVoid) return;
    here = { tag, children };
    open.push(here);
  };
  const closeTag = (tag: string) => {
    if (dropped) {
      if (tag === dropped && --droppedLevels === 0) dropped = '';
    } else if (tag === 'br') {
      here.children.push({ tag, attributes: NONE, children: [] });
    } else if (tooDeep > 0) {
      if (!VOID.has(tag)) tooDeep--;
      if (BLOCKS.has(tag)) addText(' ');
    } else {
      const isBounded = !BLOCKS.has(tag) && !/^t(able|body|d|foot|h|head|r)$/.test(tag);
      const level = levelOf(
        (each) => each === tag,
        (each) => (isBounded ? CELLS.has(each) : each === 'table'),
      );
      if (level > 0) closeTo(level);
      // As browsers do: there was a paragraph, an empty one.
      else if (tag === 'p') here.children.push({ tag, attributes: NONE, children: [] });
    }
  };

  const tokenizer = new Tokenizer(
    {},
    {
      ontext: (start, end) => addText(html.slice(start, end)),
      ontextentity: (codePoint) => addText(String.fromCodePoint(codePoint)),
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
        attributes = undefined;
      },
      onattribname(start, end) {
        name = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        if (!ATTRIBUTES.has(name)) return;
        attributes ??= new Map();
        if (!attributes.has(name)) attributes.set(name, value);
      },
      onopentagend: () => openTag(false),
      onselfclosingtag: () => openTag(true),
      onclosetag: (start, end) => closeTag(html.slice(start, end).toLowerCase()),
      isInForeignContext: () => dropped === 'svg',
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return root.children;
}
