import { DIALECTS } from '../formats/markdown/random-file.js';
import { fuzz } from './run.js';

for (const name of ['deck-csv', 'own-csv', 'anki-text', 'review-csv']) fuzz(name);
for (const dialect of DIALECTS) fuzz(`markdown-${dialect}`);
for (const name of ['assign-keys', 'mochi-archive', 'html', 'clean-markdown', 'render']) fuzz(name);
for (const name of ['ts-fsrs', 'sm-2']) fuzz(name);
