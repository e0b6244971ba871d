import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { CardId, Deck } from 'ownwords';
import { formatDeckCsv } from 'ownwords/csv';
import { formatMarkdown } from 'ownwords/markdown';
import { afterAll, describe, expect, it } from 'vitest';
import { type Proposal, withFormerly } from '../../src/authoring/diff-proposals.js';
import { readDeckFile } from '../../src/cli/deck-file.js';
import { CannotHold, edited } from '../../src/cli/diff/edit.js';
import { randomDeck } from '../formats/markdown/random-deck.js';

const folder = mkdtempSync(join(tmpdir(), 'ownwords-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a file says after former ids were added to some of its cards. */
async function withIds(
  name: string,
  content: string | Uint8Array,
  ids: { readonly [cardId: CardId]: readonly CardId[] },
) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const file = await readDeckFile(path);
  const proposals = proposalsFor(file.decks, ids);
  const after = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await edited(file, proposals));
  writeFileSync(path, after);
  const { decks } = await readDeckFile(path);
  expect(decks).toEqual(withFormerly(file.decks, proposals));
  return after;
}

function proposalsFor(decks: readonly Deck[], ids: { readonly [cardId: CardId]: readonly CardId[] }): Proposal[] {
  return Object.entries(ids).map(([id, add]) => {
    const cardId = id as CardId;
    const [deckId, key = ''] = id.split('/');
    const formerly = decks.find((deck) => deck.id === deckId)?.cards[key]?.formerly ?? [];
    return { cardId, add, formerly: [...formerly, ...add] };
  });
}

/** Whether nothing of a text was taken away. */
function isWithin(before: string, after: string): boolean {
  let at = 0;
  for (const character of before) {
    at = after.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

describe('a CSV cell whose ids cannot be used', () => {
  const HEAD = 'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck\n';
  it.each(['d/a older', '"[""d/a"" ""d/b""]"'])('is left to its author: %s', async (cell) => {
    const content = `${HEAD}k,p,a,,,,,${cell},,"{""id"":""d"",""title"":""t""}"\n`;
    await expect(withIds('typo.csv', content, { 'd/k': ['x/a'] })).rejects.toBeInstanceOf(CannotHold);
  });
});

describe('JSON keeps its form', () => {
  const CARD = '"prompt": "p", "answer": "a"';
  it.each([
    ['in one line', `{"id":"d","title":"t","cards":{"k":{${CARD}}}}`, `${CARD}, "formerly": ["x/a", "x/b"]}`],
    [
      'without any space',
      '{"id":"d","title":"t","cards":{"k":{"prompt":"p","answer":"a"}}}',
      '"answer":"a","formerly":["x/a","x/b"]}',
    ],
    [
      'in lines of Windows, by tabs',
      '{\r\n\t"id": "d", "title": "t", "cards": {\r\n\t\t"k": {\r\n\t\t\t"prompt": "p",\r\n\t\t\t"answer" : "a"\r\n\t\t}\r\n\t}\r\n}\r\n',
      '"answer" : "a",\r\n\t\t\t"formerly" : ["x/a", "x/b"]\r\n\t\t}\r\n\t}\r\n}\r\n',
    ],
    [
      'a list in one line',
      `{"id":"d","title":"t","cards":{"k":{"formerly": ["y/c"], ${CARD}}}}`,
      '"formerly": ["y/c", "x/a", "x/b"], ',
    ],
    [
      'a list in lines',
      `{"id":"d","title":"t","cards":{"k":{"formerly": [\n  "y/c",\n  "y/d"\n], ${CARD}}}}`,
      '"y/c",\n  "y/d",\n  "x/a",\n  "x/b"\n]',
    ],
    [
      'a list of one in lines',
      `{"id":"d","title":"t","cards":{"k":{"formerly": [\n  "y/c"\n], ${CARD}}}}`,
      '"y/c",\n  "x/a",\n  "x/b"\n]',
    ],
    ['an empty list', `{"id":"d","title":"t","cards":{"k":{"formerly": [], ${CARD}}}}`, '"formerly": ["x/a", "x/b"], '],
    ['a byte order mark', `\uFEFF{"id":"d","title":"t","cards":{"k":{${CARD}}}}`, '\uFEFF{"id"'],
    [
      'a member that stands twice',
      `{"id":"d","title":"t","cards":{"k":{"formerly":["z/z"],${CARD},"formerly":["y/c"]}}}`,
      '"formerly":["y/c", "x/a", "x/b"]',
    ],
  ])('%s', async (_, before, part) => {
    const after = await withIds('deck.json', before, { 'd/k': ['x/a', 'x/b'] });
    expect(after).toContain(part);
    expect(isWithin(before, after)).toBe(true);
  });
});

describe('Markdown gets the line where it belongs', () => {
  const HEAD = '# D {#d}\n\n## P {#k}\n\nA\n';
  it.each([
    ['at the end of the card', `${HEAD}\n## Q {#l}\n\nB\n`, 'A\n\nFormerly: x/a\n\n## Q'],
    ['at the end of a file that ends without a line break', HEAD.trimEnd(), 'A\n\nFormerly: x/a'],
    [
      'below hint, follows and tags',
      `${HEAD}\nHint: h\nand more\nTags: t\n\nFields:\n\n\`\`\`json\n1\n\`\`\`\n`,
      'Tags: t\nFormerly: x/a\n\nFields',
    ],
    ['above the fields', `${HEAD}\nFields:\n\n\`\`\`json\n1\n\`\`\`\n`, 'A\n\nFormerly: x/a\n\nFields:'],
    ['in the line that is there', `${HEAD}\nFormerly: y/c\n`, 'Formerly: y/c, x/a\n'],
    ['in the line that is there, empty', `${HEAD}\nFormerly:\n`, 'Formerly: x/a\n'],
    ['at the end of a paragraph of ids', `${HEAD}\nFormerly: y/c,\n  y/d\n`, 'y/c,\n  y/d, x/a\n'],
    ['below a code block that looks like one', `${HEAD}\n\`\`\`\nHint: no\n## no\n\`\`\`\n`, '```\n\nFormerly: x/a\n'],
    ['in lines of Windows', HEAD.replaceAll('\n', '\r\n'), 'A\r\n\r\nFormerly: x/a\r\n'],
    ['of a card without a written key', HEAD.replace(' {#k}', ''), 'A\n\nFormerly: x/a\n'],
  ])('%s', async (_, before, part) => {
    const id = before.includes('{#k}') ? 'd/k' : 'd/p';
    const after = await withIds('deck.md', before, { [id]: ['x/a'] });
    expect(after).toContain(part);
    expect(isWithin(before, after)).toBe(true);
  });
});

describe('CSV changes in one cell', () => {
  const HEAD = 'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck';
  it.each([
    ['an empty one', `${HEAD}\r\nk,p,a,,,,,,,\r\n`, `${HEAD}\r\nk,p,a,,,,,x/a,,\r\n`],
    [
      'one that holds ids',
      `${HEAD}\nk,"p ""q"", r","a\nb",,,,,y/c,,\n`,
      `${HEAD}\nk,"p ""q"", r","a\nb",,,,,y/c x/a,,\n`,
    ],
    ['one that holds JSON', `${HEAD}\nk,p,a,,,,,"[""y/c""]",,\n`, `${HEAD}\nk,p,a,,,,,y/c x/a,,\n`],
    ['behind a row that is too short', `${HEAD}\n\nk,p,a`, `${HEAD}\n\nk,p,a,,,,,x/a`],
    [
      'in another order, with semicolons and a byte order mark',
      `\uFEFF${HEAD.split(',').reverse().join(';')}\n;;;;;;;a;p;k\n`,
      `\uFEFF${HEAD.split(',').reverse().join(';')}\n;;x/a;;;;;a;p;k\n`,
    ],
    [
      'with a delimiter that ids hold',
      `sep=/\n${HEAD.replaceAll(',', '/')}\nk/p/a///////\n`,
      `sep=/\n${HEAD.replaceAll(',', '/')}\nk/p/a/////"x/a"//\n`,
    ],
  ])('%s', async (_, before, expected) => {
    expect(await withIds('deck.csv', before, { 'deck/k': ['x/a'] })).toBe(expected);
  });
});

const SPACES: readonly (string | number | undefined)[] = [undefined, 2, 4, '\t'];

it.each([
  ['json', (deck: Deck) => JSON.stringify(deck, undefined, SPACES[deck.title.length % SPACES.length])],
  ['md', formatMarkdown],
  ['csv', (deck: Deck) => formatDeckCsv(deck, { forSpreadsheets: deck.title.length % 2 === 0 })],
] as const)('any deck keeps everything else in files of %s', async (ending, format) => {
  const ids = fc.uniqueArray(fc.constantFrom<CardId>('was/a', 'was/b', 'was/c', 'w.a-s/9~_'), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(randomDeck, fc.infiniteStream(fc.option(ids)), async (deck, choices) => {
      const chosen = Object.keys(deck.cards).flatMap((key, index) => {
        const own = choices.next().value as readonly CardId[] | null;
        return own ? [[`${deck.id}/${key}`, own.map((id): CardId => `${id}-${index}`)] as const] : [];
      });
      const before = format(deck);
      const after = await withIds(`deck.${ending}`, before, Object.fromEntries(chosen));
      if (ending !== 'csv') expect(isWithin(before, after)).toBe(true);
    }),
  );
});

it.each([
  ['plain.csv', 'key,prompt,answer\nk,p,a\n'],
  ['headings.md', '## What is asked?\n\nThe answer\n'],
  ['cards.md', 'Q: what?\nA: that\n'],
  ['old.csv', new Uint8Array([...new TextEncoder().encode('key,prompt,answer\nk,p,caf'), 0xe9, 0x0a])],
])('%s has no place for former ids', async (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  const file = await readDeckFile(path);
  const [deck] = file.decks as [Deck];
  const ids = { [`${deck.id}/${Object.keys(deck.cards)[0]}`]: ['x/a' as const] };
  await expect(edited(file, proposalsFor(file.decks, ids))).rejects.toThrow(CannotHold);
});

it('a file that was changed meanwhile is left alone', async () => {
  const path = join(folder, 'busy.json');
  writeFileSync(path, '{"id":"d","title":"t","cards":{"k":{"prompt":"p","answer":"a"}}}');
  const file = await readDeckFile(path);
  writeFileSync(path, '{"id":"d","title":"t","cards":{"k":{"prompt":"p","answer":"b"}}}');
  await expect(edited(file, proposalsFor(file.decks, { 'd/k': ['x/a'] }))).rejects.toThrow(CannotHold);
});
