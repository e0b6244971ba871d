export { type StoppedClock, stoppedClock } from './stopped-clock.js';
export { type StoreLaw, type StorePlace, storeLaws } from './store-laws.js';
