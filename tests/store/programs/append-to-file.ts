// Appends its share of events and names those acknowledged: `append-to-file.mjs PATH NAME WRITER WRITERS COUNT`.
import { fileStore } from 'ownwords/file';
import { appendAndTell, shareOf } from '../appending.js';

const [path = '', ...share] = process.argv.slice(2);
const store = fileStore(path);
await appendAndTell(store, shareOf(share));
await store.close();
