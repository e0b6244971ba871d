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
  'decks/initiative-and-leadership',
];
