import type { Remark } from '../imported.js';
import { markdownOfHtml } from '../text/html-to-markdown.js';
import { markdownOfText } from '../text/markdown-escape.js';

/** What the cells of a file hold. */
export type CellKind = 'markdown' | 'text' | 'html';

/** The Markdown of cells. What gets lost on the way is remarked, once for each line. */
export type ToMarkdown = (cell: string, line: number) => string;

/** How to make Markdown of cells of a kind. */
export function toMarkdown(kind: CellKind, remarks: Remark[]): ToMarkdown {
  if (kind === 'markdown') return (cell) => cell;
  if (kind === 'text') return (cell) => markdownOfText(cell.trim());
  return (cell, line) => {
    const { markdown, lost } = markdownOfHtml(cell);
    if (lost.length > 0) {
      const message = `left out of the text: ${[...new Set(lost)].join(', ')}`;
      remarks.push({ kind: 'changed', place: `line ${line}`, message });
    }
    return markdown;
  };
}

/** Whether there is something to read. */
export function isFilled(text: string | undefined): text is string {
  return text !== undefined && /\S/.test(text);
}
