import { errorOf, type Issue } from '../errors.js';
import { dataIssues, isRecord, pointer, shown, valueOfJson } from '../json.js';
import type { CardId, Deck } from './deck.js';
import { schedulingIssues } from './scheduling-options.js';

/** Ids and keys are made of the unreserved characters of RFC 3986, so that they can stand in a URL or a file name as they are. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;
const NAME_RULE = 'use letters, digits and . _ ~ - (a letter or digit first), at most 128 of them';
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

const DECK_MEMBERS = ['$schema', 'id', 'title', 'description', 'language', 'scheduling', 'cards'];
const CARD_MEMBERS = ['prompt', 'answer', 'keyPoints', 'hint', 'followsUp', 'tags', 'formerly', 'fields'];

/** Whether the value has the form of a card id, `deck/key`. */
export function isCardId(value: unknown): value is CardId {
  if (typeof value !== 'string') return false;
  const slash = value.indexOf('/');
  return slash > 0 && NAME.test(value.slice(0, slash)) && NAME.test(value.slice(slash + 1));
}

/**
 * A deck from a value of unknown origin, such as parsed JSON, or from JSON text.
 * @throws StudyError `invalid-deck` whose `issues` list every fault with its path
 * @example
 * const deck = parseDeck(await response.json());
 */
export function parseDeck(value: unknown): Deck {
  const parsed = valueOfJson(value, (issue) => errorOf('invalid-deck', 'This is not a valid deck', [issue]));
  const issues = deckIssues(parsed);
  if (issues.length > 0) throw errorOf('invalid-deck', 'This is not a valid deck', issues);
  const { $schema: _, ...deck } = parsed as Deck & { readonly $schema?: string };
  return deck;
}

/** Every fault of a deck; empty if there is none. */
export function deckIssues(value: unknown): Issue[] {
  if (!isRecord(value))
    return [{ path: '', message: `must be an object with id, title and cards, not ${shown(value)}` }];
  const issues = unknownMembers(value, DECK_MEMBERS, '');
  const check = checker(value, '', issues);
  check('id', true, isName, `must be a name; ${NAME_RULE}`);
  check('title', true, isText, 'must be a text that is not empty');
  check('$schema', false, isString, 'must be a text');
  check('description', false, isText, 'must be a text that is not empty');
  check('language', false, isLanguage, 'must be a BCP 47 language tag like "en" or "pt-BR"');
  if (value.scheduling !== undefined) issues.push(...schedulingIssues(value.scheduling, '/scheduling'));
  if (!isRecord(value.cards)) {
    return [...issues, { path: '/cards', message: `must be an object of cards by key, not ${shown(value.cards)}` }];
  }
  for (const [key, card] of Object.entries(value.cards)) {
    const path = pointer('/cards', key);
    if (!NAME.test(key)) issues.push({ path, message: `is no key; ${NAME_RULE}` });
    issues.push(...cardIssues(card, path));
  }
  // Only a deck whose parts are right is asked how they hang together.
  return issues.length > 0 ? issues : relationIssues(value as unknown as Deck);
}

function cardIssues(card: unknown, path: string): Issue[] {
  if (!isRecord(card)) return [{ path, message: `must be an object with prompt and answer, not ${shown(card)}` }];
  const issues = unknownMembers(card, CARD_MEMBERS, path);
  const check = checker(card, path, issues);
  check('prompt', true, isText, 'must be a text that is not empty');
  check('answer', true, isText, 'must be a text that is not empty');
  check('hint', false, isText, 'must be a text that is not empty');
  check('followsUp', false, isName, 'must be the key of another card in this deck');
  check('tags', false, (tags) => isListOf(tags, isText), 'must be a list of different texts that are not empty');
  check('formerly', false, (ids) => isListOf(ids, isCardId), 'must be a list of different card ids like "deck/key"');
  issues.push(...dataIssues(card.fields, pointer(path, 'fields')));
  if (card.keyPoints === undefined) return issues;
  if (!isRecord(card.keyPoints)) {
    return [...issues, { path: pointer(path, 'keyPoints'), message: 'must be an object of key points by slug' }];
  }
  for (const [slug, point] of Object.entries(card.keyPoints)) {
    const place = pointer(pointer(path, 'keyPoints'), slug);
    if (!NAME.test(slug)) issues.push({ path: place, message: `is no slug; ${NAME_RULE}` });
    if (!isKeyPoint(point))
      issues.push({ path: place, message: 'must be a text, or { "text": …, "essential": true }' });
  }
  return issues;
}

/** What no JSON Schema can say: follow-ups lead to a card and never in a circle; one former id has one heir. */
function relationIssues(deck: Deck): Issue[] {
  const issues: Issue[] = [];
  const heirs = new Map<CardId, string>();
  const settled = new Set<string>(); // keys whose chain of follow-ups is known to end
  for (const [key, card] of Object.entries(deck.cards)) {
    const path = pointer('/cards', key);
    const chain = new Set<string>();
    for (let at: string | undefined = key; at !== undefined && !settled.has(at); at = deck.cards[at]?.followsUp) {
      if (chain.has(at)) {
        const circle = [...chain, at].slice([...chain].indexOf(at)).join(' → ');
        issues.push({ path: `${pointer('/cards', at)}/followsUp`, message: `goes in a circle: ${circle}` });
        break;
      }
      chain.add(at);
    }
    for (const visited of chain) settled.add(visited);
    if (card.followsUp !== undefined && !Object.hasOwn(deck.cards, card.followsUp)) {
      issues.push({ path: `${path}/followsUp`, message: `there is no card ${shown(card.followsUp)} in this deck` });
    }
    for (const [index, former] of (card.formerly ?? []).entries()) {
      const place = `${path}/formerly/${index}`;
      const heir = heirs.get(former);
      if (heir !== undefined)
        issues.push({ path: place, message: `${former} has gone to the card ${shown(heir)} already` });
      else if (former.startsWith(`${deck.id}/`) && Object.hasOwn(deck.cards, former.slice(deck.id.length + 1))) {
        issues.push({ path: place, message: `${former} is still a card of this deck` });
      }
      heirs.set(former, key);
    }
  }
  return issues;
}

function unknownMembers(value: Record<string, unknown>, members: readonly string[], path: string): Issue[] {
  return Object.keys(value)
    .filter((member) => !members.includes(member))
    .map((member) => ({ path: pointer(path, member), message: `is unknown here; there are ${members.join(', ')}` }));
}

function checker(value: Record<string, unknown>, path: string, issues: Issue[]) {
  return (member: string, required: boolean, isRight: (value: unknown) => boolean, rule: string): void => {
    const found = Object.hasOwn(value, member) ? value[member] : undefined;
    if (found === undefined ? required : !isRight(found)) {
      const fault = found === undefined ? 'is missing' : `is ${shown(found)}`;
      issues.push({ path: pointer(path, member), message: `${fault}; it ${rule}` });
    }
  };
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isText = (value: unknown): boolean => isString(value) && /\S/.test(value);
const isName = (value: unknown): boolean => isString(value) && NAME.test(value);
const isLanguage = (value: unknown): boolean => isString(value) && LANGUAGE.test(value);
const isListOf = (value: unknown, isRight: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isRight) && new Set(value).size === value.length;
const isKeyPoint = (value: unknown): boolean =>
  isText(value) ||
  (isRecord(value) && isText(value.text) && value.essential === true && Object.keys(value).length === 2);
