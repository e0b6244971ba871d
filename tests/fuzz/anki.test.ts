import { fuzz } from './run.js';

for (const container of ['legacy1', 'legacy2', 'modern']) fuzz(`anki-${container}`, 1 / 3);
