import { parse, postprocess, preprocess } from 'micromark';
import { markdownOfHtml } from './html-to-markdown.js';
import { escapedInline, escapedLineStart, HARD_BREAK, markdownOfText } from './markdown-escape.js';
import { isLetIn, SUSPECT, spacedForOthers } from './markdown-plain.js';
import { isCleanable, isReadable, SYNTAX } from './markdown-syntax.js';

/** A part of a Markdown text, by the places of its characters. */
export interface TextRange {
  readonly kind: 'code' | 'math';
  readonly start: number;
  readonly end: number;
}

/** A piece of the text and what is to stand in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Events = ReturnType<typeof postprocess>;

/** What Markdown consists of, as micromark sees it: where each part begins and ends. */
function eventsOf(markdown: string): Events {
  const chunks = preprocess()(markdown, undefined, true);
  return postprocess(parse({ extensions: SYNTAX }).document().write(chunks));
}

const RANGES: ReadonlyMap<string, TextRange['kind']> = new Map([
  ['codeText', 'code'],
  ['codeFenced', 'code'],
  ['codeIndented', 'code'],
  ['mathText', 'math'],
  ['mathFlow', 'math'],
]);

/** Where code and maths stand in a Markdown text, in order: there, nothing means what it means elsewhere. */
export function codeRangesOf(markdown: string): readonly TextRange[] {
  if (!/[`$~]|^(?: {4}| {0,3}\t)/m.test(markdown) || !isReadable(markdown)) return [];
  const shift = shiftOf(markdown);
  return eventsOf(markdown).flatMap(([act, { type, start, end }]): TextRange[] => {
    const kind = act === 'enter' ? RANGES.get(type) : undefined;
    return kind ? [{ kind, start: start.offset + shift, end: end.offset + shift }] : [];
  });
}

/** A byte order mark is no character to micromark. */
const shiftOf = (markdown: string) => (markdown.startsWith('\ufeff') ? 1 : 0);

/** Cleaning can bring to light what was hidden, as a tag inside of a tag; what hides more than this is taken as text. */
const MOST_ROUNDS = 4;

/**
 * Markdown by strangers without the HTML in it and without addresses of other kinds than `http:`, `https:` and `mailto:`. HTML
 * becomes Markdown where it has a meaning, and otherwise text; links and images lose an address that is not let in and keep
 * their text. Code and maths stay as they are, but for a space where another program could find HTML in them, and so does
 * Markdown that has nothing to clean.
 */
export function cleanMarkdown(markdown: string): string {
  let text = markdown;
  if (!SUSPECT.test(text)) return text;
  if (!isCleanable(text)) return markdownOfText(text);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = editsOf(text);
    const next = edits.length > 0 ? edited(text, edits) : spacedForOthers(text);
    if (next === text) return text;
    text = next;
  }
  return markdownOfText(text);
}

function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start || one.end - other.end)) {
    if (edit.start < done) continue;
    parts.push(text.slice(done, edit.start), edit.text);
    done = edit.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

function editsOf(markdown: string): readonly Edit[] {
  const shift = shiftOf(markdown);
  const edits: Edit[] = [];
  /** The links, images and definitions that are open, with where their text stands and whether their address is let in. */
  const open: { start: number; end: number; text?: Omit<Edit, 'text'>; isBad: boolean; isDefinition: boolean }[] = [];
  let oneLine = 0;
  for (const [act, token] of eventsOf(markdown)) {
    if (token.type === 'table' || token.type === 'atxHeading') oneLine += act === 'enter' ? 1 : -1;
    const start = token.start.offset + shift;
    const end = token.end.offset + shift;
    const source = () => markdown.slice(start, end);
    const last = open[open.length - 1];
    if (act === 'exit') {
      if (last && (token.type === 'link' || token.type === 'image' || token.type === 'definition')) {
        open.pop();
        if (last.isBad) edits.push(...withoutAddress(last));
      }
      continue;
    }
    switch (token.type) {
      case 'link':
      case 'image':
      case 'definition':
        open.push({ start, end, isBad: false, isDefinition: token.type === 'definition' });
        break;
      case 'labelText':
        if (last) last.text ??= { start, end };
        break;
      case 'resourceDestinationString':
      case 'definitionDestinationString':
        if (last && !isLetIn(source())) last.isBad = true;
        break;
      case 'autolinkProtocol':
        if (!isLetIn(source())) edits.push({ start: start - 1, end: end + 1, text: `\\<${source()}>` });
        break;
      case 'htmlText':
        edits.push({ start, end, text: textOfTag(source(), restOfLine(markdown, end), oneLine > 0) });
        break;
      case 'htmlFlow':
        edits.push({ start, end, text: blockOfHtml(markdown, start, end) });
        break;
    }
  }
  return edits;
}

/** The edits that leave only the text of a link or image, and nothing of a definition. */
function withoutAddress({
  start,
  end,
  text,
  isDefinition,
}: {
  start: number;
  end: number;
  text?: Omit<Edit, 'text'>;
  isDefinition: boolean;
}): Edit[] {
  if (isDefinition || !text) return [{ start, end, text: '' }];
  return [
    { start, end: text.start, text: '' },
    { start: text.end, end, text: '' },
  ];
}

const restOfLine = (text: string, start: number) => /[^\r\n]*/.exec(text.slice(start, start + 200))?.[0] ?? '';

/**
 * What a tag within a line becomes. Only some mean something alone; those that only set their text are left out.
 * @param after the rest of its line
 */
function textOfTag(tag: string, after: string, isOneLine: boolean): string {
  const name = /^<\/?([a-z][a-z\d]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
  if (tag.startsWith('<!--')) return '';
  if (name === 'br') {
    const rest = after.trimStart();
    if (rest === '') return '  ';
    return isOneLine || escapedLineStart(rest) !== rest ? ' ' : HARD_BREAK;
  }
  if (/^(?:img|audio|video|source)$/.test(name)) return markdownOfHtml(tag).markdown;
  if (name === 'sup' || name === 'sub') return tag.startsWith('</') ? '' : name === 'sup' ? '^' : '\\_';
  const mark = MARKS.get(name);
  if (mark !== undefined) return mark;
  return escapedInline(tag);
}

const MARKS: ReadonlyMap<string, string> = new Map([
  ...['b', 'strong'].map((tag) => [tag, '**'] as const),
  ...['i', 'em'].map((tag) => [tag, '*'] as const),
  ...['s', 'del', 'strike'].map((tag) => [tag, '~~'] as const),
  ...'a abbr big center cite dfn div font ins kbd mark p q small span u var wbr'
    .split(' ')
    .map((tag) => [tag, ''] as const),
]);

/** What a block of HTML becomes, moved in as the block was. */
function blockOfHtml(markdown: string, start: number, end: number): string {
  const lineStart = markdown.lastIndexOf('\n', start - 1) + 1;
  const prefix = markdown.slice(lineStart, start);
  const next = prefix.replace(/[^>\t]/g, ' ');
  const html = markdown
    .slice(start, end)
    .split('\n')
    .map((line, place) => (place > 0 && line.startsWith(next) ? line.slice(next.length) : line))
    .join('\n');
  return markdownOfHtml(html).markdown.split('\n').join(`\n${next}`);
}
