import { lineOf, type Piece } from './html-line.js';
import { escapedLineStart, HARD_BREAK, withoutControls } from './markdown-escape.js';

/** A part of Markdown that stands apart from others. */
export interface Block {
  readonly text: string;
  /** Of a list, what its items begin with. */
  readonly marker?: string;
}

/** What is in a page, in a quotation, in an item of a list, or in a cell: blocks, and the line that is being written. */
export interface Flow {
  readonly blocks: Block[];
  /** Of the paragraph that is not ended yet. */
  readonly lines: string[];
  pieces: Piece[];
  /** Whether the line is empty or ends with a space, after which no other is shown. */
  isSpaced: boolean;
  /** Whether all must stand in one line, as in a heading or in the cell of a table. */
  readonly isOneLine: boolean;
  readonly lost: Set<string>;
}

/** How text is set and where it leads. */
export type Manner = Pick<Piece, 'style' | 'href'>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: it finds them and spaces that are more than one
const UNEVEN = /[\u0000-\u001f\u007f-\u009f]| {2}/;

export function newFlow(lost: Set<string>, isOneLine = false): Flow {
  return { blocks: [], lines: [], pieces: [], isSpaced: true, isOneLine, lost };
}

/** Adds a piece to the line; spaces are shown as a browser shows them. */
export function addPiece(flow: Flow, kind: Piece['kind'], written: string, { style, href }: Manner): void {
  let text = written;
  if (kind === 'text') {
    if (UNEVEN.test(text)) text = withoutControls(text).replace(/[ \t\n\r\f]+/g, ' ');
    if (flow.isSpaced && text.startsWith(' ')) text = text.slice(1);
    if (text === '') return;
  }
  flow.isSpaced = kind === 'text' && text.endsWith(' ');
  const last = flow.pieces[flow.pieces.length - 1];
  if (last?.kind === kind && kind !== 'raw' && last.style === style && last.href === href) last.text += text;
  else flow.pieces.push({ kind, text, style, href });
}

/** Ends the line; whether there was one. */
export function endLine(flow: Flow): boolean {
  const line = flow.pieces.length > 0 ? lineOf(flow.pieces, flow.lost) : '';
  flow.pieces = [];
  flow.isSpaced = true;
  if (line !== '') flow.lines.push(flow.isOneLine ? line : escapedLineStart(line));
  return line !== '';
}

export function endParagraph(flow: Flow): void {
  endLine(flow);
  if (flow.isOneLine || flow.lines.length === 0) return;
  flow.blocks.push({ text: flow.lines.join(HARD_BREAK) });
  flow.lines.length = 0;
}

/** All that is in one line. */
export function lineOfFlow(flow: Flow): string {
  endLine(flow);
  return flow.lines.join(' ');
}
