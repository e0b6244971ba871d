export type { AnkiFields, AnkiImportedDeck } from './anki/anki-fields.js';
export type { Notetype, Template } from './anki/collection.js';
export { type AnkiImport, type ReadAnkiOptions, readAnki } from './anki/read.js';
export { type Container, type WriteAnkiOptions, type WrittenPackage, writeAnki } from './anki/write.js';
export type { ZipLimits } from './archive/zip.js';
export type { Bytes } from './bytes.js';
export type { Imported, Media, Remark, WorkDone, WorkOptions } from './imported.js';
