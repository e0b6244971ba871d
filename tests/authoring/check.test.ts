import { readdirSync, readFileSync } from 'node:fs';
import { parseDeck } from 'ownwords';
import { deckList } from 'ownwords/decks';
import { describe, expect, it } from 'vitest';
import { checkDecks, RULES, type RuleName } from '../../src/authoring/index.js';

const FOLDER = new URL('../fixtures/faulty-decks/rules/', import.meta.url);

interface Case {
  readonly decks: readonly unknown[];
  readonly knownDecks?: readonly string[];
}

interface FaultyCase extends Case {
  readonly rule: RuleName;
  readonly deckIndex: number;
  readonly path: string;
}

function casesIn<Kind extends Case>(folder: string): (Kind & { readonly name: string })[] {
  const names = readdirSync(new URL(folder, FOLDER)).filter((name) => name.endsWith('.json'));
  return names.map((name) => ({
    name: name.replace('.json', '').replaceAll('-', ' '),
    ...JSON.parse(readFileSync(new URL(folder + name, FOLDER), 'utf8')),
  }));
}

const found = ({ decks, knownDecks = [] }: Case) => checkDecks(decks.map(parseDeck), { knownDecks });
const faulty = casesIn<FaultyCase>('./');
const sound = casesIn<Case>('./sound/');
/** What only a reader of files finds. */
const OF_FILES: readonly string[] = ['syntax', 'schema', 'follow-up'];

describe('one fault is one finding, at its place:', () => {
  it.each(faulty)('$name', ({ rule, deckIndex, path, ...given }) => {
    expect(found(given).map(({ message: _, ...place }) => place)).toEqual([
      { rule, severity: RULES[rule].severity, deckIndex, deckId: parseDeck(given.decks[deckIndex]).id, path },
    ]);
  });
});

describe('nothing is found in what is only near a fault:', () => {
  it.each(sound)('$name', (given) => {
    expect(found(given)).toEqual([]);
  });
});

it('the bundled decks are clean, together and each alone', async () => {
  const decks = await Promise.all(deckList.map(({ load }) => load()));
  const knownDecks = decks.map(({ id }) => id);
  expect(checkDecks(decks)).toEqual([]);
  for (const deck of decks) expect(checkDecks([deck], { knownDecks })).toEqual([]);
});

it('every rule of decks is shown by a fault, and there are more than forty-five', () => {
  const shown = new Set<string>(faulty.map(({ rule }) => rule));
  expect(Object.keys(RULES).filter((rule) => !shown.has(rule))).toEqual(OF_FILES);
  expect(faulty.length).toBeGreaterThan(45);
});

it('a message is one sentence that begins small and ends without a full stop', () => {
  for (const { message } of faulty.flatMap(found)) {
    expect(message).toMatch(/^[^A-Z]/);
    expect(message).not.toMatch(/[.\n]$|\n/);
  }
});
