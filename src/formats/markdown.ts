export type { Imported, Remark } from './imported.js';
