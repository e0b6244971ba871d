import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCardId } from '../../../src/deck/parse.js';
import { deckIdOfName, keyOfPrompt, nameOf, slugOf } from '../../../src/formats/names.js';

const isName = (name: string) => isCardId(`deck/${name}`);
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom('x', '~', '-', 'é', 'C', '3', 'A', '9', '\uD83D', '\uDE00', '2', 'D') }),
  fc.string({ unit: 'binary' }),
  fc.string({ minLength: 100, maxLength: 300 }),
);

describe('the name of a text', () => {
  it.each([
    ['plain-1.a_b', 'plain-1.a_b'],
    ['a b', 'a~20b'],
    ['a~b', 'a~7Eb'],
    ['é', 'x~~C3~A9'],
    ['xé', 'x~C3~A9'],
    ['-x', 'x~~2Dx'],
    ['日本', 'x~~E6~97~A5~E6~9C~AC'],
    ['a😀', 'a~F0~9F~98~80'],
  ])('spells %s as %s', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });

  it('can be part of a card id, and is the name of no other text', () => {
    const names = new Map<string, string>();
    fc.assert(
      fc.property(
        anyText.filter((text) => text !== ''),
        fc.constantFrom('', '~r', '~c1', '~c12345', '~n-9223372036854775808~c9007199254740992'),
        (text, suffix) => {
          const name = nameOf(text, suffix);
          expect(isName(name)).toBe(true);
          const whole = JSON.stringify([text, suffix]);
          expect(names.get(name) ?? whole).toBe(whole);
          names.set(name, whole);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('stays short, and tells long texts apart by their ends', () => {
    const long = 'a'.repeat(500);
    expect(nameOf(`${long}b`)).toHaveLength(118);
    expect(nameOf(`${long}b`)).not.toBe(nameOf(`${long}c`));
    expect(nameOf('a'.repeat(128))).toBe('a'.repeat(128));
  });
});

describe('the key of a prompt', () => {
  it('has words for people and a hash for the rest', () => {
    expect(slugOf('What is the Capital of Côte d’Ivoire?')).toBe('what-is-the-capital-of-cote-d-ivoire');
    expect(keyOfPrompt('Capital of France?')).toMatch(/^capital-of-france-[0-9a-f]{8}$/);
    expect(keyOfPrompt('Capital of France!')).not.toBe(keyOfPrompt('Capital of France?'));
    expect(keyOfPrompt('<b class="x">Caf&eacute;</b> &amp; tea')).toMatch(/^caf-tea-[0-9a-f]{8}$/);
    expect(keyOfPrompt('日本')).toMatch(/^card-[0-9a-f]{8}$/);
  });

  it('is always a key', () => {
    fc.assert(fc.property(anyText, (prompt) => isName(keyOfPrompt(prompt))));
  });
});

describe('the id of a deck', () => {
  it('is made of words, levels apart', () => {
    expect(deckIdOfName('Geo::South America')).toBe('geo.south-america');
    expect(deckIdOfName('Español, A1 – Verbos')).toBe('espanol-a1-verbos');
  });

  it('tells decks apart that differ in what words leave out, whichever others are in the file', () => {
    const long = 'A very long name of a deck that nobody would want to type';
    const names = ['C', 'C++', 'C#', 'C*', 'F', 'F🎻', long, `${long}, part two`, 'Русский', 'Русские', '1', '١'];
    const ids = names.map(deckIdOfName);
    expect(new Set(ids).size).toBe(names.length);
    expect(ids[0]).toBe('c');
    expect(ids[1]).toMatch(/^c-[0-9a-f]{8}$/);
    for (const id of ids) expect(isName(id)).toBe(true);
  });
});
