// What the main door depends on, imported as it imports it, and nothing else.
import 'date-fns/constants';
import '@date-fns/tz';

export { createEmptyCard, fsrs } from 'ts-fsrs';
