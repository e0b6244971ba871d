export type { Imported, Media, Remark, WorkDone, WorkOptions } from './imported.js';
export type { MarkdownDialect, MarkdownOptions, ObsidianOptions } from './markdown/options.js';
export { formatMarkdown } from './markdown/own-format.js';
export { assignKeys, parseMarkdown } from './markdown/parse.js';
