import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textNotesOf } from '../../../src/formats/csv/anki-notes.js';
import { decoded } from '../../../src/formats/csv/decode.js';

interface Expected {
  readonly notes: readonly {
    readonly fields: readonly string[];
    readonly tags: readonly string[];
    readonly notetype: string;
    readonly guid: string | null;
  }[];
  readonly decks: readonly string[];
  readonly result: { readonly found: number; readonly new: number; readonly empty_first_field?: number };
}

const folder = 'tests/fixtures/anki-text';
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('an Anki text file', () => {
  it('comes in sixteen kinds that a real Anki was seen to read', () => {
    expect(files).toHaveLength(16);
  });

  it.each(files)('becomes the notes that a real Anki makes of it: %s', (name) => {
    const expected: Expected = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
    const { text } = decoded(new Uint8Array(readFileSync(`${folder}/${name}`)));
    const { notes, remarks } = textNotesOf(text, 2);
    const asExpected = notes.map(({ fields, tags, notetype = 'Basic', guid = null }) => ({
      fields,
      tags,
      notetype,
      guid,
    }));
    expect(asExpected).toEqual(expected.notes);
    expect(new Set(notes.map(({ deck = 'Default' }) => deck))).toEqual(new Set(expected.decks));
    expect(notes).toHaveLength(expected.result.new);
    const skipped = remarks.filter(({ message }) => message.includes('first field is empty'));
    expect(skipped).toHaveLength(expected.result.empty_first_field ?? 0);
    expect(notes.length + skipped.length).toBe(expected.result.found);
  });
});
