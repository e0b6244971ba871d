import type { HtmlElement, HtmlNode } from './html-tree.js';

/** More columns than this are no table that anyone reads. */
const MOST_COLUMNS = 32;

export interface TableParts {
  readonly rows: readonly (readonly HtmlElement[])[];
  readonly isHeaded: boolean;
  /** What stands in the table, but in none of its cells: its caption, and what browsers show before it. */
  readonly others: readonly HtmlNode[];
}

const isCell = ({ tag }: HtmlElement) => tag === 'td' || tag === 'th';

/** What a table consists of. */
export function partsOf(table: HtmlElement): TableParts {
  const rows: (readonly HtmlElement[])[] = [];
  const others: HtmlNode[] = [];
  let isHeaded = false;
  const look = (nodes: readonly HtmlNode[], isHead: boolean) => {
    const stray: HtmlElement[] = [];
    for (const node of nodes) {
      if (typeof node === 'string') {
        if (node.trim()) others.push(node);
      } else if (isCell(node)) stray.push(node);
      else if (node.tag === 'tr') addRow(node.children, isHead);
      else if (/^t(?:head|body|foot)$/.test(node.tag)) look(node.children, node.tag === 'thead');
      else if (!/^col(?:group)?$/.test(node.tag)) others.push(node);
    }
    if (stray.length > 0) addRow(stray, isHead);
  };
  const addRow = (nodes: readonly HtmlNode[], isHead: boolean) => {
    const cells: HtmlElement[] = [];
    for (const node of nodes) {
      if (typeof node === 'string' ? node.trim() : !isCell(node)) others.push(node);
      else if (typeof node !== 'string') cells.push(node);
    }
    if (cells.length === 0) return;
    if (rows.length === 0) isHeaded = isHead || cells.every(({ tag }) => tag === 'th');
    rows.push(cells);
  };
  look(table.children, false);
  return { rows, isHeaded, others };
}

/** How many columns a cell takes. */
function widthOf({ attributes }: HtmlElement): number {
  const width = Number.parseInt(attributes.get('colspan') ?? '1', 10);
  return width >= 1 && width <= MOST_COLUMNS ? width : 1;
}

/** Whether the table is one in Markdown too: several columns, but not too many. */
export function isTabular({ rows }: TableParts): boolean {
  const widths = rows.map((cells) => cells.reduce((sum, cell) => sum + widthOf(cell), 0));
  return widths.some((width) => width > 1) && widths.every((width) => width <= MOST_COLUMNS);
}

/**
 * A table in Markdown. Its first row is its head; a table without one gets an empty head.
 * @param textOf the content of a cell, in one line
 */
export function tableOf({ rows, isHeaded }: TableParts, textOf: (cell: HtmlElement) => string): string | undefined {
  const lines = rows
    .map((cells) => cells.flatMap((cell) => [textOf(cell), ...Array<string>(widthOf(cell) - 1).fill('')]))
    .filter((texts) => texts.some((text) => text !== ''));
  const columns = lines.reduce((most, { length }) => Math.max(most, length), 0);
  if (columns === 0) return undefined;
  if (!isHeaded) lines.unshift([]);
  const filled = lines.map((texts) => Array.from({ length: columns }, (_, column) => texts[column] ?? ''));
  filled.splice(1, 0, Array<string>(columns).fill('---'));
  return filled.map((texts) => `| ${texts.join(' | ')} |`).join('\n');
}
