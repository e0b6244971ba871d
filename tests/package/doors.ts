/** The bundled decks, by their ids. */
export const DECKS = [
  'communication-and-influence',
  'conflict-and-disagreement',
  'failure-and-learning',
  'feedback',
  'initiative-and-leadership',
  'initiative-and-leadership-ar',
  'motivation-and-fit',
  'pressure-and-deadlines',
  'strengths-and-weaknesses',
  'teamwork',
];

/** The doors that hold code, by the names of their files. */
export const CODE_DOORS = [
  'index',
  'file',
  'sqlite',
  'postgres',
  'indexeddb',
  'http',
  'anki',
  'csv',
  'markdown',
  'schedulers',
  'render',
  'testing',
  'decks',
  'decks/tools',
  ...DECKS.map((id) => `decks/${id}`),
];
