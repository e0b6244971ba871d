import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundled, DEPENDENCIES } from './bundled.js';
import { CODE_DOORS } from './doors.js';

/**
 * What each door may weigh, in bytes, minified and gzipped, without what the package depends on. Doors share code, so two of
 * them weigh less than both. Doors for other formats bring their libraries along. What decks weigh is the words of their
 * authors.
 */
const BUDGETS: Readonly<Record<string, number>> = {
  index: 21_550,
  file: 8_050,
  sqlite: 5_000,
  postgres: 5_850,
  indexeddb: 5_200,
  http: 7_350,
  anki: 111_000,
  csv: 81_500,
  markdown: 88_500,
  schedulers: 8_500,
  render: 32_500,
  testing: 7_250,
};

/** What an app pays that needs only this of the main door. */
const IMPORTS: Readonly<Record<string, number>> = {
  'openStudy, defineDeck': 20_600,
  parseDeck: 3_650,
  syncLogs: 3_350,
};

async function weightOf(code: string): Promise<number> {
  return gzipSync(await bundled(code, { platform: 'node', external: DEPENDENCIES })).length;
}

describe('a door weighs no more than it may, minified and gzipped', () => {
  it.each(Object.entries(BUDGETS))('%s: %i bytes', async (door, budget) => {
    const name = door === 'index' ? 'ownwords' : `ownwords/${door}`;
    expect(await weightOf(`export * from '${name}'`)).toBeLessThanOrEqual(budget);
  });

  it('and every door but those of decks has its budget', () => {
    expect(Object.keys(BUDGETS)).toEqual(CODE_DOORS.filter((door) => !door.startsWith('decks')));
  });
});

describe('an app that imports only a part of the main door pays no more than', () => {
  it.each(Object.entries(IMPORTS))('for %s: %i bytes', async (names, budget) => {
    expect(await weightOf(`export { ${names} } from 'ownwords'`)).toBeLessThanOrEqual(budget);
  });
});
