import { type Deck, parseDeck, StudyError } from 'ownwords';
import { shallowJson } from '../../formats/shallow-json.js';
import { type DeckText, type Fault, type PartOfDeck, ruleOfIssue, sentenceOf } from './deck-text.js';
import { jsonFaultIn } from './json-fault.js';
import { offsetOf, type Spot, spotsAt, twinsIn } from './json-walk.js';
import { membersOf, type Place, placesIn, TOP } from './place.js';

/** What a JSON file holds; nothing if it is JSON of another kind. */
export function readJson(text: string): DeckText | undefined {
  let value: unknown;
  try {
    value = shallowJson(text);
  } catch (error) {
    const fault = jsonFaultIn(text);
    const place = fault ? placesIn(text)(fault.offset) : TOP;
    return {
      decks: [],
      faults: [{ rule: 'syntax', place, message: fault?.message ?? (error as Error).message }],
      faulty: [{ cards: 0 }],
    };
  }
  if (!isMeantAsDeck(value)) return undefined;
  const placeAt = lazy(() => placesIn(text));
  const deckId = typeof value.id === 'string' ? value.id : undefined;
  const twins = twinsIn(text).map(({ name, first, second, path }): Fault => {
    const message = `“${name}” stands here twice: this one takes the place of the one on line ${placeAt()(first).line}`;
    return { rule: 'duplicate-key', place: placeAt()(second), message, path, deckId };
  });
  const placesOf = (paths: readonly string[], pick: (spot: Spot, index: number) => number = offsetOf): Place[] =>
    spotsAt(text, paths.map(membersOf)).map((spot, index) => placeAt()(pick(spot, index)));
  try {
    const decks: Deck[] = [parseDeck(value)];
    return {
      decks,
      faults: twins,
      placesOf: (parts: readonly PartOfDeck[]) => placesOf(parts.map(({ path }) => path)),
    };
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const { issues } = error;
    const places = placesOf(
      issues.map(({ path }) => path),
      (spot, index) => (isAboutName(issues[index]?.message) ? (spot.name ?? spot.value) : offsetOf(spot)),
    );
    const faults = issues.map(
      (issue, index): Fault => ({
        rule: ruleOfIssue(issue),
        place: places[index],
        message: sentenceOf(issue),
        path: issue.path,
        deckId,
      }),
    );
    return { decks: [], faults: [...twins, ...faults], faulty: [{ id: deckId, cards: countOf(value.cards) }] };
  }
}

/** Whether an issue is with a name, and not with what it names. */
const isAboutName = (message = ''): boolean => /^is (a name|not known here|no name to use)/.test(message);

/** Whether somebody wanted a deck to be here: settings, schemas and progress files are no decks. */
function isMeantAsDeck(value: unknown): value is { readonly id?: unknown; readonly cards?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { $schema, cards, id, title } = value as { readonly [member: string]: unknown };
  if (typeof $schema === 'string' && /deck\.schema\.json$/.test($schema)) return true;
  return cards !== undefined || (id !== undefined && title !== undefined);
}

const countOf = (cards: unknown): number => (typeof cards === 'object' && cards ? Object.keys(cards).length : 0);

function lazy<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
