import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../formats/anki/compare-sides.js';
import { bytesOf, expectedOf, isHere, pathOf } from './place.js';

/** Packages that a real Anki could read. */
const files = isHere ? readdirSync(pathOf('anki')).filter((name) => name !== 'srf-bad.apkg') : [];

describe.skipIf(!isHere)('the sides of the cards of others', () => {
  it.each(files)('are those that Anki shows: %s', async (file) => {
    const { rendered, differences } = await differencesOf(bytesOf(`anki/${file}`), expectedOf(file));
    expect(differences).toEqual([]);
    expect(rendered.length).toBeGreaterThan(0);
  });
});
