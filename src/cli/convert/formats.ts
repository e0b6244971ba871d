import { extname } from 'node:path';
import type { Deck } from 'ownwords';

/** The kinds of files that decks are written as. */
export type WrittenFormat = 'json' | 'markdown' | 'csv' | 'anki-text' | 'anki';

interface FormatFacts {
  /** The first is given to the files in a folder. */
  readonly extensions: readonly [string, ...string[]];
  /** How many decks a file holds. */
  readonly holds: 'one' | 'many';
  readonly name: string;
}

export const FORMATS: { readonly [Format in WrittenFormat]: FormatFacts } = {
  json: { extensions: ['.json'], holds: 'one', name: 'JSON' },
  markdown: { extensions: ['.md', '.markdown'], holds: 'many', name: 'Markdown' },
  csv: { extensions: ['.csv'], holds: 'one', name: 'CSV' },
  'anki-text': { extensions: ['.txt'], holds: 'many', name: "Anki's notes in plain text" },
  anki: { extensions: ['.apkg'], holds: 'many', name: 'an Anki package' },
};

export const WRITTEN_FORMATS = Object.keys(FORMATS) as WrittenFormat[];

/** The format that the name of a file tells; nothing if it tells none. */
export function writtenFormatOf(path: string): WrittenFormat | undefined {
  const extension = extname(path).toLowerCase();
  return WRITTEN_FORMATS.find((format) => FORMATS[format].extensions.includes(extension));
}

/** Decks as the text of one file. JSON and CSV hold one. */
export async function textOf(
  decks: readonly Deck[],
  format: Exclude<WrittenFormat, 'anki'>,
  forSpreadsheets: boolean,
): Promise<string> {
  switch (format) {
    case 'json':
      return decks.map((deck) => `${JSON.stringify(deck, null, 2)}\n`).join('');
    case 'markdown': {
      const { formatMarkdown } = await import('ownwords/markdown');
      return decks.map(formatMarkdown).join('\n');
    }
    case 'csv': {
      const { formatDeckCsv } = await import('ownwords/csv');
      return decks.map((deck) => formatDeckCsv(deck, { forSpreadsheets })).join('');
    }
    case 'anki-text':
      return (await import('ownwords/csv')).formatAnkiText(decks);
  }
}
