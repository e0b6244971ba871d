import type { About, Place, Task } from '../case.js';
import * as one from './postgres.js';

const EVENTS = 20;

export const about: About = {
  ...one.about,
  name: 'postgres-many',
  work: `\`append()\` of ${EVENTS} events on \`postgresStore\`, over \`pg\``,
  plan: { warmUps: 100, samples: 500 },
};

export const ours = (place: Place): Promise<Task> => one.appends(place, EVENTS);
export const peer = (place: Place): Promise<Task> => one.inserts(place, EVENTS);
