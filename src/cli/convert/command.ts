import { command } from '../command.js';
import { DECK_FORMATS } from '../deck-file.js';
import { WRITTEN_FORMATS } from './formats.js';

export const options = {
  from: { type: 'string', choices: DECK_FORMATS, about: 'what the input is; by default what its name tells' },
  to: {
    type: 'string',
    choices: WRITTEN_FORMATS,
    about: 'what to write; by default what the name of the output tells',
  },
  force: { type: 'boolean', short: 'f', about: 'overwrite files that are there already' },
  progress: {
    type: 'string',
    value: 'FILE',
    about: 'where to write the progress that the input holds, as JSON; for an Anki package, progress to take along',
  },
  media: {
    type: 'string',
    value: 'DIR',
    about:
      'where to put pictures and sounds, by default `media` beside the output; for an Anki package, files to take along',
  },
  remarks: { type: 'string', value: 'FILE', about: 'write all that did not come over as it was, as JSON' },
  'deck-id': { type: 'string', value: 'ID', about: 'id of the deck, where Markdown or CSV states none' },
  title: { type: 'string', value: 'TEXT', about: 'its title, where Markdown or CSV states none' },
  dialect: {
    type: 'string',
    choices: ['ownwords', 'hashcards', 'obsidian', 'mochi', 'headings'],
    about: 'how the Markdown is written; by default what it looks like',
  },
  reversed: { type: 'boolean', about: 'ask each row of a CSV file also the other way round' },
  'time-zone': { type: 'string', value: 'ZONE', about: 'where the learner reviews, as Europe/Paris; by default here' },
  'for-spreadsheets': {
    type: 'boolean',
    about: 'write CSV that a spreadsheet opens without taking cells for formulas',
  },
} as const;

export const convert = command({
  name: 'convert',
  summary: 'turn decks of one kind of file into another',
  words: '<in> <out>',
  options,
  notes: `Reads  .json, .md, .csv, .tsv, .txt (also Anki's notes in plain text), .apkg,
       .colpkg and .mochi
Writes .json, .md, .csv, .txt (Anki's notes in plain text) and .apkg

- is standard input or output, with --from or --to. A folder as <in> means the
files in it; if <out> is a folder, or its name ends in a slash, each deck becomes
a file in it. What did not come over as it was is told. If anything fails, or
Ctrl-C cancels it, nothing is written.

  ownwords convert collection.colpkg decks/ --to json --progress progress.json
  ownwords convert deck.json deck.apkg --progress progress.json`,
  load: () => import('./run.js'),
});
