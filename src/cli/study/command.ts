import { command } from '../command.js';
import { usualFile } from './places.js';

export const options = {
  deck: { type: 'string', value: 'ID', about: 'study this deck at once, without being asked' },
  'deck-file': {
    type: 'string',
    value: 'FILE',
    about: 'study a deck of your own instead of the decks that come with ownwords',
  },
  file: { type: 'string', value: 'FILE', about: `where your progress is kept; by default ${usualFile}` },
  sync: {
    type: 'string',
    value: 'URL',
    about:
      'keep your progress in step with a server: before you begin and when you leave; OWNWORDS_TOKEN in the environment ' +
      'says who you are',
  },
  export: { type: 'string', value: 'FILE', about: 'write your progress as JSON and leave; - for output here' },
  import: { type: 'string', value: 'FILE', about: 'merge progress from JSON and leave; - for input here' },
} as const;

export const study = command({
  name: 'study',
  summary: 'study what is due today, in this terminal',
  words: '',
  options,
  notes: `While studying, type your answer or say it aloud, and press Enter to see the
model answer. Tick the key points you said, then grade yourself with one key:

  1 again   2 hard   3 good   4 easy   Enter takes the suggested grade
  h hint    k keep my words   u undo   s suspend the card   q quit

Ctrl-C and Ctrl-D quit at any time. Every grade is kept as soon as it is given.`,
  load: () => import('./run.js'),
});
