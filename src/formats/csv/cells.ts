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
  let last: Remark | undefined;
  return (cell, line) => {
    const { markdown, lost } = markdownOfHtml(cell);
    const place = `line ${line}`;
    const message = `left out of the text: ${lost.join(', ')}`;
    if (lost.length > 0 && (last?.place !== place || last.message !== message)) {
      last = { kind: 'changed', place, message };
      remarks.push(last);
    }
    return markdown;
  };
}

/** Whether there is something to read. */
export function isFilled(text: string | undefined): text is string {
  return text !== undefined && /\S/.test(text);
}
