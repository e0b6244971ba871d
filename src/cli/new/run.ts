import { parseDeck, StudyError } from 'ownwords';
import type { Call } from '../command.js';
import { Refusal, UsageError } from '../errors.js';
import { isThere, STANDARD, write } from '../files.js';
import { print } from '../terminal.js';
import type { options } from './command.js';
import { templateFor } from './template.js';

/** Where editors find what a deck may hold. */
const SCHEMA = 'https://unpkg.com/ownwords/decks/deck.schema.json';
const EXTENSIONS = { json: 'json', markdown: 'md', csv: 'csv' };

export async function run({ values, words }: Call<typeof options>): Promise<number> {
  const [what, id, more] = words;
  if (what !== 'deck' || id === undefined || more !== undefined) {
    throw new UsageError('say what is to be made, and its id: ownwords new deck <id>');
  }
  const format = (values.format ?? 'json') as keyof typeof EXTENSIONS;
  const path = values.out ?? `${id}.${EXTENSIONS[format]}`;
  const text = await textOf(id, values.title ?? titleOf(id), values.language ?? 'en', format);
  if (await isThere(path)) throw new Refusal(`${path} is there already; name another place with --out`);
  await write(path, text);
  if (path === STANDARD) return 0;
  print(
    `${path} is yours: two cards to write over.`,
    `  ownwords check ${path}              is it as it should be?`,
    `  ownwords study --deck-file ${path}  does it work?`,
  );
  return 0;
}

async function textOf(id: string, title: string, language: string, format: keyof typeof EXTENSIONS): Promise<string> {
  const deck = templateFor(id, title, language);
  try {
    parseDeck(deck);
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const [issue] = error.issues;
    throw new UsageError(`the deck cannot be called so: ${issue?.path.slice(1)} ${issue?.message}`);
  }
  if (format === 'markdown') return (await import('ownwords/markdown')).formatMarkdown(deck);
  if (format === 'csv') return (await import('ownwords/csv')).formatDeckCsv(deck);
  return `${JSON.stringify({ $schema: SCHEMA, ...deck }, null, 2)}\n`;
}

/** `my-deck` is called `My deck`. */
function titleOf(id: string): string {
  const words = id.replace(/[-_.~]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
