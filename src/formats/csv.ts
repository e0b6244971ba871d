export type { CellKind } from './csv/cells.js';
export type { Columns } from './csv/columns.js';
export { formatAnkiText } from './csv/format-anki-text.js';
export { formatReviewCsv } from './csv/format-review-csv.js';
export { type FormatDeckCsvOptions, formatDeckCsv } from './csv/own-form.js';
export { type ParseDeckCsvOptions, parseDeckCsv } from './csv/parse-deck-csv.js';
export { type ParseReviewCsvOptions, parseReviewCsv } from './csv/parse-review-csv.js';
export type { Imported, Media, Remark, WorkDone, WorkOptions } from './imported.js';
