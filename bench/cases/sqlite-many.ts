import type { About, Place, Task } from '../case.js';
import * as one from './sqlite.js';

const EVENTS = 20;

export const about: About = {
  ...one.about,
  name: 'sqlite-many',
  work: `\`append()\` of ${EVENTS} events on \`sqliteStore\`, durable`,
  baseline: 'libsql: as many prepared `insert`s in one transaction',
  plan: { warmUps: 50, samples: 500 },
};

export const ours = (place: Place): Promise<Task> => one.appends(place, EVENTS);
export const peer = (place: Place): Task => one.inserts(place, EVENTS);
