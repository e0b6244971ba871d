import fc from 'fast-check';
import { type CardContent, type Deck, parseDeck } from 'ownwords';
import { expect, it } from 'vitest';
import { checkDecks, type Finding, RULES } from '../../src/authoring/index.js';
import { hostileDecks } from '../formats/csv/hostile-decks.js';
import { randomDeck } from '../formats/markdown/random-deck.js';

/** What a JSON Pointer leads to; throws where it leads nowhere. */
function pointedTo(deck: Deck, path: string): unknown {
  const members = path.split('/').slice(1);
  return members.reduce((at: unknown, member) => {
    const name = member.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) throw new Error(`nothing at ${path}`);
    return (at as Record<string, unknown>)[name];
  }, deck);
}

/** Few texts, so that many of them meet. */
const prompts = [
  'What is the golden rule for preparing a story about initiative?',
  'What would be the golden rule for preparing your story about initiative?',
  'what is the **golden** rule for preparing a story about initiative',
  'What is the golden rule to prepare the story about initiative?',
  'What is the golden rule when you want to prepare some true story?',
  'Why? And when? And where?',
  '面试官问你如何处理冲突时，他真正想知道什么？',
  '面试官问你如何处理冲突的时候，他真正想知道的是什么？',
];
const answers = [
  'Have one true example ready, not a list, and know its details.',
  'One true example, with all its details, is better than a list.',
  'golden rule '.repeat(90),
];
const card: fc.Arbitrary<CardContent> = fc.record(
  {
    prompt: fc.constantFrom(...prompts),
    answer: fc.constantFrom(...answers),
    hint: fc.constantFrom(...prompts, ...answers),
    tags: fc.uniqueArray(fc.constantFrom('story', 'Story', 'true story', 'true-story')),
    keyPoints: fc.dictionary(fc.constantFrom('a', 'b~c', '1'), fc.constantFrom('one true example', 'something else')),
    formerly: fc.uniqueArray(fc.constantFrom('one/old', 'two/a', 'three/c', 'four/a')),
    fields: fc.record({ seeAlso: fc.array(fc.constantFrom('one', 'two', 'two/a', 'four', 'one/old', 'x y')) }),
  },
  { requiredKeys: ['prompt', 'answer'] },
);
const cards = fc.dictionary(fc.constantFrom('a', 'b', 'c~d', '2', '1'), card, { minKeys: 1 });
const meetingDecks = fc
  .tuple(...['one', 'two', 'three'].map((id) => fc.record({ id: fc.constant(id), title: fc.constant(id), cards })))
  .map((decks) => decks.filter(isValid));

function isValid(deck: Deck): boolean {
  try {
    return Boolean(parseDeck(deck));
  } catch {
    return false;
  }
}

const decks = fc.oneof(fc.array(fc.oneof(randomDeck, hostileDecks()), { maxLength: 4 }), meetingDecks) as fc.Arbitrary<
  Deck[]
>;

it('no valid deck is too much for it, and every finding points to something in its deck', () => {
  fc.assert(
    fc.property(decks, (decks) => {
      for (const { rule, severity, deckId, deckIndex, path } of checkDecks(decks)) {
        const deck = decks[deckIndex] as Deck;
        expect(deck.id).toBe(deckId);
        expect(pointedTo(deck, path)).toBeDefined();
        expect(severity).toBe(RULES[rule].severity);
      }
    }),
  );
});

it('findings come in the order of the decks and of their cards, and are the same each time', () => {
  fc.assert(
    fc.property(decks, (decks) => {
      const findings = checkDecks(decks);
      expect(checkDecks(structuredClone(decks))).toEqual(findings);
      const places = findings.map(({ deckIndex, path }) => {
        const key = path.split('/')[2]?.replaceAll('~0', '~');
        return [deckIndex, key === undefined ? -1 : Object.keys(decks[deckIndex]?.cards ?? {}).indexOf(key)] as const;
      });
      expect([...places].sort(([a, b], [c, d]) => a - c || b - d)).toEqual(places);
    }),
  );
});

/** Of two things that are too much alike, the later one is at fault: of these, it is known only how many there are. */
const OF_TWO: readonly string[] = ['same-prompt', 'similar-prompt', 'former-id', 'tag'];

it('the order of the decks changes nothing but which of two is named', () => {
  const told = (findings: readonly Finding[]) =>
    findings.map(({ rule, deckId, path }) => (OF_TWO.includes(rule) ? rule : `${rule} ${deckId}${path}`)).sort();
  fc.assert(
    fc.property(meetingDecks, fc.nat(), (decks, by) => {
      const turned = [...decks.slice(by % 3), ...decks.slice(0, by % 3)].reverse();
      expect(told(checkDecks(turned))).toEqual(told(checkDecks(decks)));
    }),
    { numRuns: 300 },
  );
});
