import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parseDeck } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { changed, structuralFaults, wholeDeck } from './faults.js';

const schema = JSON.parse(readFileSync(new URL('../../decks/deck.schema.json', import.meta.url), 'utf8'));
const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

function isAccepted(deck: unknown): boolean {
  try {
    parseDeck(deck);
    return true;
  } catch {
    return false;
  }
}

/** Decks that are right in most places and wrong in some. */
const name = fc.constantFrom('a', 'b-1', 'constructor', 'x'.repeat(128), 'ü', '', 'a b', '-a');
const text = fc.constantFrom('Paris', ' Paris ', '', ' ', '**x**\ny', 1, null);
const often = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.jsonValue() });
const step = fc.constantFrom('1m', '10m', '4h', '1d', '0m', '1s', 'm', '1.5m', 10);
const steps = often(fc.array(step, { maxLength: 3 }));
const schedulingValues = {
  desiredRetention: often(fc.constantFrom(0.7, 0.9, 0.99, 0.69, 1)),
  maximumIntervalDays: often(fc.constantFrom(1, 36_500, 0, 36_501, 1.5)),
  learningSteps: steps,
  relearningSteps: steps,
  fuzz: often(fc.boolean()),
  parameters: often(fc.array(fc.constantFrom(0.5, 1), { minLength: 20, maxLength: 22 })),
  newPerDay: often(fc.constantFrom(0, 20, -1)),
  reviewsPerDay: often(fc.constantFrom(0, 20, 2_000_000)),
  reviewOrder: often(fc.constantFrom('due-day', 'random', 'retrievability', 'none')),
  spreadSiblings: often(fc.boolean()),
  learnAheadMinutes: often(fc.constantFrom(0, 1440, 1441)),
  leechThreshold: often(fc.constantFrom(0, 1)),
  unknown: fc.constant(1),
};
const scheduling = fc.record(schedulingValues, { requiredKeys: [] });
const keyPoint = fc.oneof(
  text,
  fc.record({ text, essential: fc.constantFrom(true, false) }, { requiredKeys: ['text'] }),
);
const cardValues = {
  prompt: text,
  answer: text,
  keyPoints: often(fc.dictionary(name, keyPoint, { maxKeys: 2 })),
  hint: text,
  tags: often(fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 3 })),
  formerly: often(fc.array(fc.constantFrom('other/a', 'other/b', 'a', 'a/b/c', 'other/'), { maxLength: 2 })),
  fields: fc.jsonValue(),
};
const card = fc.record(cardValues, { requiredKeys: ['prompt', 'answer'] });
const deckValues = {
  $schema: often(fc.constant('./deck.schema.json')),
  id: name,
  title: text,
  description: text,
  language: often(fc.constantFrom('en', 'pt-BR', 'zh-Hant-TW', 'e', 'en_GB', '')),
  scheduling: often(scheduling),
  cards: often(fc.dictionary(name, often(card), { maxKeys: 1 })),
  author: fc.constant('x'),
};
const deck = fc.record(deckValues, { requiredKeys: ['id', 'title', 'cards'] });
/** Values that are right or wrong by a hair, for one place each of a deck that is right everywhere else. */
const places: readonly (readonly [path: readonly string[], values: fc.Arbitrary<unknown>])[] = [
  ...Object.entries(schedulingValues).map(([option, values]) => [['scheduling', option], values] as const),
  ...Object.entries(cardValues).map(([member, values]) => [['cards', 'constructor', member], values] as const),
  ...Object.entries(deckValues).map(([member, values]) => [[member], values] as const),
];
const nearlyWhole = fc.oneof(...places.map(([path, values]) => values.map((value) => changed(path, value))));

describe('the JSON Schema of decks', () => {
  it('accepts the same decks as the parser', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(deck, nearlyWhole), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        expect(isAccepted(json), JSON.stringify([json, isValid.errors])).toBe(isValid(json));
        if (isValid(json)) accepted++;
      }),
      { numRuns: 3000, endOnFailure: true },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  it.each(structuralFaults)('refuses a deck with %s', (_, value) => {
    expect(isValid(value)).toBe(false);
  });

  it('accepts a deck that uses everything a deck can say', () => {
    expect(isValid(wholeDeck), JSON.stringify(isValid.errors)).toBe(true);
  });
});
