export type { Imported, Media, Remark, WorkDone, WorkOptions } from './imported.js';
