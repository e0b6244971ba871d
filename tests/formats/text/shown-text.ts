import { parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];

/**
 * The text that a page shows of HTML, as a list of words: what spaces and line breaks there are between them does not matter.
 * Other than the converter, it is made from a whole document tree.
 */
export function shownWords(html: string): string {
  const textOf = (nodes: readonly Node[]): string =>
    nodes
      .map((node): string => {
        if (node.type === 'text') return node.data;
        if (!('children' in node) || /^(?:script|style)$/.test(node.type)) return '';
        const tag = 'name' in node ? node.name : '';
        if (/^(?:iframe|noscript|object|svg|template|title)$/.test(tag)) return '';
        const inner = textOf(node.children);
        return /^(?:b|strong|i|em|s|del|code|kbd|a|span|u|font)$/.test(tag) ? inner : ` ${inner} `;
      })
      .join('');
  return textOf(parseDocument(html).children).replace(/\s+/g, ' ').trim();
}
