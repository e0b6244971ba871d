import { readFileSync } from 'node:fs';
import { parseDeck } from 'ownwords';
import { checkDecks } from 'ownwords/decks/tools';
import { expect, it } from 'vitest';
import { RULES } from '../../src/cli/check/rules.js';

const guide = readFileSync(new URL('../../docs/authoring.md', import.meta.url), 'utf8');

it('the decks of the authors’ guide keep its own rules', () => {
  const decks = [...guide.matchAll(/^```json\n(.+?)^```$/gms)].map(([, json]) => parseDeck(json));
  expect(decks.length).toBeGreaterThan(0);
  expect(checkDecks(decks)).toEqual([]);
});

it('the guide explains every rule of the checker, each as heavy as it is', () => {
  const explained = [...guide.matchAll(/^\| `([\w-]+)` \| (error|advice) \|/gm)].map(([, rule, severity]) => [
    rule,
    severity,
  ]);
  expect(Object.fromEntries(explained)).toEqual(
    Object.fromEntries(Object.entries(RULES).map(([rule, { severity }]) => [rule, severity])),
  );
});
