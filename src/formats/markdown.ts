export type { ZipLimits } from './archive/zip.js';
export type { Bytes } from './bytes.js';
export type { Imported, Media, Remark } from './imported.js';
export type { MarkdownDialect, MarkdownOptions, ObsidianOptions } from './markdown/options.js';
export { formatMarkdown } from './markdown/own-format.js';
export { assignKeys, parseMarkdown } from './markdown/parse.js';
export { type MochiImport, type ReadMochiOptions, readMochi } from './markdown/read-mochi.js';
