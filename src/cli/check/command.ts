import { command } from '../command.js';

export const options = {
  format: { type: 'string', choices: ['text', 'json'], about: 'how to print what is found; by default as text' },
  from: {
    type: 'string',
    choices: ['json', 'markdown', 'csv'],
    about: 'what comes in where - stands for a file; by default json',
  },
  strict: { type: 'boolean', about: 'let the exit code be 1 for advice as well' },
  rule: { type: 'string', value: 'NAMES', about: 'look for these rules only, with commas between them' },
  ignore: { type: 'string', value: 'NAMES', about: 'leave these rules out' },
} as const;

export const check = command({
  name: 'check',
  summary: 'find faults in decks, and get advice on their cards',
  words: '<files...>',
  options,
  notes: `Files are decks as JSON, Markdown (.md), CSV (.csv, .tsv, .txt), Anki packages and
Mochi archives; a folder means the decks in it and below it, and - what comes in.
Links may lead to any deck given, and to those that come with ownwords.

The exit code is 0 where nothing is wrong (there may be advice), 1 where something
is, and 2 for a call that is not understood. --format json prints one object:
{ "findings": [{ "file", "line", "column", "rule", "severity", "deckId", "path",
"message" }], "decks", "cards", "errors", "advice" }. What is unknown is null; path
is a JSON Pointer into the deck.`,
  load: () => import('./run.js'),
});
