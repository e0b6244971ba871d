import { endLine, endParagraph, type Flow, lineOfFlow, type Manner, newFlow } from './html-flow.js';
import { BOLD } from './html-line.js';
import { indented, joined, listOf } from './html-list.js';
import { isHidden, mannerIn } from './html-style.js';
import { isTabular, partsOf, tableOf } from './html-table.js';
import type { HtmlElement, HtmlNode } from './html-tree.js';
import { inCell } from './markdown-code.js';

/** Adds nodes to a flow. */
export type Fill = (flow: Flow, nodes: readonly HtmlNode[], manner: Manner) => void;

export function addBlock(flow: Flow, text: string): void {
  endParagraph(flow);
  if (!flow.isOneLine) flow.blocks.push({ text });
}

/** All of the nodes in one line. */
function lineWith(fill: Fill, nodes: readonly HtmlNode[], manner: Manner, lost: Set<string>): string {
  const flow = newFlow(lost, true);
  fill(flow, nodes, manner);
  return lineOfFlow(flow);
}

export function addHeading(fill: Fill, flow: Flow, { tag, children }: HtmlElement, manner: Manner): void {
  if (flow.isOneLine) {
    endLine(flow);
    fill(flow, children, { style: manner.style | BOLD, href: manner.href });
    endLine(flow);
    return;
  }
  endLine(flow);
  const line = lineWith(fill, children, manner, flow.lost).replace(/(^|\s)(#+)$/, '$1\\$2');
  if (line) addBlock(flow, `${'#'.repeat(Number(tag[1]))} ${line}`);
}

export function addQuotation(fill: Fill, flow: Flow, nodes: readonly HtmlNode[], manner: Manner): void {
  endLine(flow);
  if (flow.isOneLine) {
    fill(flow, nodes, manner);
    endLine(flow);
    return;
  }
  const inner = flowWith(fill, nodes, manner, flow.lost);
  if (inner.blocks.length > 0) addBlock(flow, indented(joined(inner.blocks), '> '));
}

function flowWith(fill: Fill, nodes: readonly HtmlNode[], manner: Manner, lost: Set<string>): Flow {
  const flow = newFlow(lost);
  fill(flow, nodes, manner);
  endParagraph(flow);
  return flow;
}

export function addList(fill: Fill, flow: Flow, { tag, attributes, children }: HtmlElement, manner: Manner): void {
  endLine(flow);
  if (flow.isOneLine) {
    for (const child of children) {
      fill(flow, [child], manner);
      if (typeof child !== 'string') endLine(flow);
    }
    endLine(flow);
    return;
  }
  // What stands in a list outside of its items belongs to the item before it.
  const items: HtmlNode[][] = [];
  for (const child of children) {
    if (typeof child !== 'string' && child.tag === 'li' && !isHidden(child)) items.push([...child.children]);
    else if (items.length > 0) items[items.length - 1]?.push(child);
    else if (typeof child !== 'string' || child.trim()) items.push([child]);
  }
  if (items.length === 0) return;
  const start = Number.parseInt(attributes.get('start') ?? '1', 10);
  const isRight = start >= 0 && start + items.length < 1e9;
  const blocks = items.map((nodes) => flowWith(fill, nodes, manner, flow.lost).blocks);
  endParagraph(flow);
  flow.blocks.push(listOf(blocks, tag === 'ol' ? (isRight ? start : 1) : undefined, flow.blocks.at(-1)));
}

export function addTable(fill: Fill, flow: Flow, table: HtmlElement, manner: Manner): void {
  const parts = partsOf(table);
  endLine(flow);
  fill(flow, parts.others, manner);
  endLine(flow);
  const isTable = !flow.isOneLine && isTabular(parts);
  if (!isTable) {
    for (const cell of parts.rows.flat()) {
      endLine(flow);
      if (!isHidden(cell)) fill(flow, cell.children, mannerIn(cell, manner, flow.lost));
      endLine(flow);
    }
    return;
  }
  if (
    parts.rows.some((cells) => cells.some(({ attributes }) => attributes.has('colspan') || attributes.has('rowspan')))
  ) {
    flow.lost.add('merged cells');
  }
  const text = tableOf(parts, (cell) =>
    isHidden(cell) ? '' : inCell(lineWith(fill, cell.children, mannerIn(cell, manner, flow.lost), flow.lost)),
  );
  if (text) addBlock(flow, text);
}
