import { errorOf, type Issue } from '../errors.js';
import {
  dataIssues,
  isRecord,
  listOf,
  memberIssues,
  optional,
  pointer,
  type Rule,
  type Rules,
  shown,
  text,
  valueOfJson,
} from '../json.js';
import type { CardId, Deck } from './deck.js';
import { schedulingIssues } from './scheduling-options.js';

/** Ids and keys are made of the unreserved characters of RFC 3986, so that they can stand in a URL or a file name as they are. */
const NAME = '[A-Za-z0-9][A-Za-z0-9._~-]{0,127}';
const ONE_NAME = new RegExp(`^${NAME}$`);
const CARD_ID = new RegExp(`^${NAME}/${NAME}$`);
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

const WHAT = 'This is not a valid deck';

/** Whether the value has the form of a card id, `deck/key`. */
export function isCardId(value: unknown): value is CardId {
  return typeof value === 'string' && CARD_ID.test(value);
}

/**
 * A deck from a value of unknown origin, such as parsed JSON, or from JSON text.
 * @throws StudyError `invalid-deck` whose `issues` list every fault with its path
 * @example
 * const deck = parseDeck(await response.json());
 */
export function parseDeck(value: unknown): Deck {
  const parsed = valueOfJson(value, (issue) => errorOf('invalid-deck', WHAT, [issue]));
  checkDeck(parsed);
  const { $schema: _, ...deck } = parsed as Deck & { readonly $schema?: string };
  return deck;
}

const name: Rule = [
  (value) => typeof value === 'string' && ONE_NAME.test(value),
  'of letters, digits and . _ ~ - (a letter or digit first), at most 128',
];
const object: Rule = [isRecord, 'an object'];

const DECK: Rules = {
  $schema: optional(text),
  id: name,
  title: text,
  description: optional(text),
  language: optional([
    (value) => typeof value === 'string' && LANGUAGE.test(value),
    'a BCP 47 tag like "en" or "pt-BR"',
  ]),
  scheduling: optional(object),
  cards: object,
};

const CARD: Rules = {
  prompt: text,
  answer: text,
  keyPoints: optional(object),
  hint: optional(text),
  followsUp: optional(name),
  tags: optional(listOf(text[0], 'texts')),
  formerly: optional(listOf(isCardId, 'card ids like "deck/key"')),
  fields: optional([() => true, 'anything']),
};

const KEY_POINT: Rules = { text, essential: [(value) => value === true, 'true'] };

/** @throws StudyError `invalid-deck` with every fault */
export function checkDeck(value: unknown): void {
  const issues = deckIssues(value);
  if (issues.length > 0) throw errorOf('invalid-deck', WHAT, issues);
}

function deckIssues(value: unknown): readonly Issue[] {
  const ownIssues = memberIssues(value, DECK, '');
  if (!isRecord(value)) return ownIssues;
  const issues = [
    ...ownIssues,
    ...(isRecord(value.scheduling) ? schedulingIssues(value.scheduling, '/scheduling') : []),
    ...namedIssues(value.cards, '/cards', cardIssues),
  ];
  // Only a deck whose parts are right is asked how they hang together.
  return issues.length > 0 ? issues : relationIssues(value as unknown as Deck);
}

function cardIssues(card: unknown, path: string): readonly Issue[] {
  const issues = memberIssues(card, CARD, path);
  if (!isRecord(card) || (card.fields === undefined && card.keyPoints === undefined)) return issues;
  return [
    ...issues,
    ...dataIssues(card.fields, pointer(path, 'fields')),
    ...namedIssues(card.keyPoints, pointer(path, 'keyPoints'), keyPointIssues),
  ];
}

function keyPointIssues(point: unknown, path: string): readonly Issue[] {
  return text[0](point) ? [] : memberIssues(point, KEY_POINT, path);
}

/** The faults of things by name: of their names, and of each of them. */
function namedIssues(
  things: unknown,
  path: string,
  issuesOf: (thing: unknown, path: string) => readonly Issue[],
): readonly Issue[] {
  if (!isRecord(things)) return [];
  const issues: Issue[] = [];
  for (const [key, thing] of Object.entries(things)) {
    const isNamed = name[0](key);
    if (isNamed && issuesOf(thing, '').length === 0) continue; // as almost all are: then nobody asks for a path
    const place = pointer(path, key);
    if (!isNamed) issues.push({ path: place, message: `is a name; it must be ${name[1]}` });
    issues.push(...issuesOf(thing, place));
  }
  return issues;
}

/** What no JSON Schema can say: follow-ups lead to a card and never in a circle; one former id has one heir. */
function relationIssues(deck: Deck): Issue[] {
  const issues: Issue[] = [];
  const heirs = new Map<CardId, string>();
  const settled = new Set<string>(); // keys whose chain of follow-ups is known to end
  for (const [key, card] of Object.entries(deck.cards)) {
    if (card.followsUp === undefined && card.formerly === undefined) continue;
    const path = pointer('/cards', key);
    const chain = new Set<string>();
    for (let at: string | undefined = key; at !== undefined && !settled.has(at); at = deck.cards[at]?.followsUp) {
      if (chain.has(at)) {
        const message = `goes in a circle: ${[...chain, at].join(' → ')}`;
        issues.push({ path: `${pointer('/cards', at)}/followsUp`, message });
        break;
      }
      chain.add(at);
    }
    for (const visited of chain) settled.add(visited);
    if (card.followsUp !== undefined && !Object.hasOwn(deck.cards, card.followsUp)) {
      issues.push({ path: `${path}/followsUp`, message: `there is no card ${shown(card.followsUp)} in this deck` });
    }
    for (const [index, former] of (card.formerly ?? []).entries()) {
      const isLiving = former.startsWith(`${deck.id}/`) && Object.hasOwn(deck.cards, former.slice(deck.id.length + 1));
      const rival = isLiving ? former : heirs.get(former);
      const message = `${rival} has the history of ${former} already`;
      if (rival !== undefined) issues.push({ path: `${path}/formerly/${index}`, message });
      heirs.set(former, key);
    }
  }
  return issues;
}
