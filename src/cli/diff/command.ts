import { command } from '../command.js';

export const options = {
  write: {
    type: 'boolean',
    about: 'add the formerly ids that save progress to the new files, and change nothing else',
  },
  format: { type: 'string', choices: ['text', 'json'], about: 'text for people, by default, or json for programs' },
} as const;

export const diff = command({
  name: 'diff',
  summary: 'compare two releases of decks: what changed, and what progress would be lost',
  words: '<old> <new>',
  options,
  notes: `Old and new are files or folders of decks, in any format that ownwords reads.
Decks that learners open together belong together: then cards may move.

Progress is kept under the id of a card. A card with a new id keeps it only if
it says in formerly what it was before. Where one is clearly the heir of a card
that is gone, diff shows the line to add, and --write adds it: those of the same
content, and those that are only alike. Look at the latter; version control
takes back what is wrong.

The exit code is 0 if nothing is lost, or no longer, and 1 if something would be.`,
  load: () => import('./run.js'),
});
