import { join } from 'node:path';
import { type MemoryLog, memoryStore } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { type StorePlace, storeLaws } from 'ownwords/testing';
import { describe, it } from 'vitest';
import { freshFolder } from './processes.js';

const places: Record<string, () => StorePlace> = {
  memoryStore: () => {
    const log: MemoryLog = new Map();
    return { open: () => memoryStore(log) };
  },
  fileStore: () => {
    const path = join(freshFolder(), 'new', 'log.ndjson');
    return { open: () => fileStore(path) };
  },
};

describe.each(Object.entries(places))('%s', (_, place) => {
  for (const law of storeLaws) it(law.name, () => law.hold(place()));
});
