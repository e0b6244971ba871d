export type { Remark } from './imported.js';
export type { DayOptions, ImportedHistories } from './schedulers/records.js';
export { fromSm2, type Sm2Card, type Sm2Options } from './schedulers/sm2-cards.js';
export { fromTsFsrs } from './schedulers/ts-fsrs.js';
export type { TsFsrsCard, TsFsrsHistory, TsFsrsLog } from './schedulers/ts-fsrs-cards.js';
export type { When } from './schedulers/when.js';
