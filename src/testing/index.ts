export type { StoreLaw, StorePlace } from './law.js';
export { type StoppedClock, stoppedClock } from './stopped-clock.js';
export { storeLaws } from './store-laws.js';
