import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import * as decks from 'ownwords/decks';
import { deckList } from 'ownwords/decks';
import { expect, it } from 'vitest';
import { secondsToSay } from '../../src/authoring/words.js';
import { all } from './bundled.js';

const file = (name: string) => new URL(`../../decks/${name}`, import.meta.url);
const json = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));

it('the list says of every deck what is in it (vitest -u writes it anew)', async () => {
  const entries = deckList.map(({ id, translationOf }) => {
    const deck = all.find((each) => each.id === id);
    if (!deck) throw new Error(`${id} is no bundled deck`);
    const answers = Object.values(deck.cards).map(({ answer }) => secondsToSay(answer, deck.language));
    return {
      id,
      title: deck.title,
      description: deck.description,
      language: deck.language,
      ...(translationOf !== undefined && { translationOf }),
      cards: answers.length,
      minutes: Math.round(answers.reduce((sum, seconds) => sum + seconds) / 60),
    };
  });
  const list = { $schema: './deck-list.schema.json', decks: entries };
  await expect(`${JSON.stringify(list, null, 2)}\n`).toMatchFileSnapshot('../../decks/list.json');
});

it('the list names every deck once, and loads it', async () => {
  expect(deckList.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
  for (const { id, load } of deckList) expect(await load()).toBe(all.find((deck) => deck.id === id));
});

it('the list is as its schema says', () => {
  const isValid = new Ajv({ strict: true }).compile(json('deck-list.schema.json'));
  expect(isValid(json('list.json')), JSON.stringify(isValid.errors)).toBe(true);
  expect(isValid({ decks: [{ id: 'a' }] })).toBe(false);
});

it('the plain JSON of every deck is the deck, and as the schema of decks says', () => {
  const isValid = new Ajv({ strict: true }).compile(json('deck.schema.json'));
  for (const deck of all) {
    const { $schema, ...plain } = json(`${deck.id}.json`);
    expect($schema).toBe('./deck.schema.json');
    expect(plain).toEqual(deck);
    expect(isValid(plain), `${deck.id}: ${JSON.stringify(isValid.errors)}`).toBe(true);
  }
});

it('a deck is handed out under its id in camel case', () => {
  const camel = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  for (const deck of all) expect(decks).toHaveProperty(camel(deck.id), deck);
});
