import { command } from '../command.js';
import { usualFile } from '../study/places.js';

export const options = {
  out: { type: 'string', short: 'o', value: 'FILE', about: 'where merge and export write; by default standard output' },
  to: {
    type: 'string',
    choices: ['json', 'ndjson', 'csv'],
    about:
      'what export writes: progress, a log, or the reviews for FSRS optimizers; by default what the name of FILE tells',
  },
  format: { type: 'string', choices: ['text', 'json'], about: 'how inspect tells what it found; by default as text' },
  force: { type: 'boolean', short: 'f', about: 'overwrite a file that is there already; a log never is' },
} as const;

export const progress = command({
  name: 'progress',
  summary: 'look into progress, merge it, export it',
  words: '<inspect|merge|export> [files...]',
  choices: ['inspect', 'merge', 'export'],
  options,
  notes: `inspect tells what a file holds, merge makes one of several, export writes it in
another form. Files are progress in JSON, as a study exports it, or logs
(.ndjson), as it keeps them; - is standard input. Without a file it is your own
log, ${usualFile}
What is read is never written to, and of a damaged file nothing is taken.

  ownwords progress inspect
  ownwords progress merge laptop.json phone.json --out all.json
  ownwords progress export --out reviews.csv`,
  load: () => import('./run.js'),
});
