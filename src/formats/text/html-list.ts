import type { Block } from './html-flow.js';

/** The text with each of its lines, but the first where that is said, moved in. */
export function indented(text: string, prefix: string, first = prefix): string {
  return text
    .split('\n')
    .map((line, place) => {
      const start = place === 0 ? first : prefix;
      return line === '' ? start.trimEnd() : start + line;
    })
    .join('\n');
}

/** Blocks one after another: with an empty line between them, but for a list right under the line that it belongs to. */
export function joined(blocks: readonly Block[], isItem = false): string {
  return blocks
    .map(({ text, marker }, place) => {
      if (place === 0) return text;
      const canFollow = marker && /^(?:[-+]|1[.)]) \S/.test(text);
      return (isItem && canFollow ? '\n' : '\n\n') + text;
    })
    .join('');
}

/**
 * A list of items in Markdown.
 * @param start the number of the first item; none for a list of bullets
 * @param previous the block before it: two lists in a row need different markers, or they are one
 */
export function listOf(items: readonly (readonly Block[])[], start: number | undefined, previous?: Block): Block {
  const marker = start === undefined ? (previous?.marker === '-' ? '+' : '-') : previous?.marker === '.' ? ')' : '.';
  const isLoose = items.some((blocks) => blocks.filter((block) => block.marker === undefined).length > 1);
  const texts = items.map((blocks, place) => {
    const first = start === undefined ? `${marker} ` : `${start + place}${marker} `;
    return indented(joined(blocks, true), ' '.repeat(first.length), first);
  });
  return { text: texts.join(isLoose ? '\n\n' : '\n'), marker };
}
