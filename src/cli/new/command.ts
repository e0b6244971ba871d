import { command } from '../command.js';

export const options = {
  title: { type: 'string', value: 'TEXT', about: 'what learners call it; by default made of its id' },
  language: {
    type: 'string',
    value: 'TAG',
    about: 'the language it is written in, such as en or pt-BR; by default en',
  },
  format: {
    type: 'string',
    choices: ['json', 'markdown', 'csv'],
    about: 'what you want to write it in; by default json',
  },
  out: {
    type: 'string',
    value: 'FILE',
    about: 'where to put it; by default a file here, named after its id; - for output',
  },
} as const;

export const newDeck = command({
  name: 'new',
  summary: 'begin a deck of your own',
  words: 'deck <id>',
  choices: ['deck'],
  options,
  notes: `The id is for good: it is the first half of the id of every card, under which
learners keep their progress. Letters, digits and . _ ~ - will do.

The deck has two cards to write over. A file that is there already is left alone.`,
  load: () => import('./run.js'),
});
