import { type CardContent, type CardId, cardId, type Deck, keyPointsOf } from '../../deck/deck.js';
import { isCardId, parseDeck } from '../../deck/parse.js';
import { StudyError } from '../../errors.js';
import { isRecord } from '../../json.js';
import { derivedEventId } from '../derived-id.js';
import { shallowJson } from '../shallow-json.js';
import { htmlOfMarkdown } from '../text/markdown-to-html.js';
import type { NoteRow, Notetype } from './collection.js';
import { type KeptEvents, type OwnEvents, ownEvents } from './own-events.js';
import { guidOf } from './write-ids.js';
import { ankiText } from './write-text.js';

/** The fields of a note that is a card of ours. The last one is for us alone: what the others cannot say. */
export const OWN_FIELDS = ['Prompt', 'Answer', 'Key points', 'Hint', 'ownwords'] as const;

/** A deck without its cards. */
export type DeckHead = Omit<Deck, 'cards'>;

/** A card that went to Anki. */
export interface OutgoingCard {
  readonly deck: DeckHead;
  readonly key: string;
  /** Its place in the deck, from 1. */
  readonly place: number;
  readonly content: CardContent;
}

/** A card that came back from Anki, as it was written. */
export interface OwnCard extends OutgoingCard {
  readonly id: CardId;
  /** HTML of what was edited in Anki since. */
  readonly edited: Partial<Parts>;
  readonly events: OwnEvents;
  /** The note is not the one that was written, but one that somebody made of it in Anki: a card of its own, without a past. */
  readonly isCopy: boolean;
}

/** What the last field holds, in JSON. The deck's head stands on every card, so that no card can take it along. */
interface Kept extends KeptEvents {
  readonly id: CardId;
  readonly place: number;
  readonly card: CardContent;
  readonly deck: DeckHead;
  /** Of the fields that people see, as they were written. */
  readonly written: string;
}

/**
 * The fields of a card's note.
 * @throws StudyError `invalid-deck` for data that is no JSON, as a bigint
 */
export function ownFields({ deck, key, place, content }: OutgoingCard, events: KeptEvents = {}): readonly string[] {
  const html = htmlOf(content);
  const kept: Kept = { id: cardId(deck.id, key), place, card: content, deck, written: digestOf(html), ...events };
  return [html.prompt, html.answer, html.keyPoints, html.hint, plainJson(kept)];
}

/**
 * The card that a note is, if it is one that was written here. The note may come from anybody: what it holds keeps the rules of
 * decks and events, or it is none.
 * @param note with its fields in the order of the notetype
 */
export function ownCardOf(
  { fields: names }: Pick<Notetype, 'fields'>,
  { guid, fields }: Pick<NoteRow, 'guid' | 'fields'>,
): OwnCard | undefined {
  const [prompt, answer, keyPoints, hint, json] = OWN_FIELDS.map((name) => fields[names.indexOf(name)]);
  if (prompt === undefined || answer === undefined || json === undefined) return undefined;
  const kept = keptIn(json);
  const deck = kept && deckOf(kept);
  if (!deck) return undefined;
  const { id, place } = kept;
  const { cards, ...head } = deck;
  const key = id.slice(head.id.length + 1);
  const content = cards[key] as CardContent;
  const ids = [id, ...(content.formerly ?? [])];
  const events = ownEvents(kept, ids);
  if (!events) return undefined;
  const found = { prompt, answer, keyPoints: keyPoints ?? '', hint: hint ?? '' };
  const edited = digestOf(found) === kept.written ? {} : editedParts(found, htmlOf(content));
  const isCopy = !ids.some((each) => guidOf(each) === guid);
  return { deck: head, key, place, content, id, edited, events, isCopy };
}

/** What people see of a card, as HTML. */
type Parts = { readonly [Part in 'prompt' | 'answer' | 'keyPoints' | 'hint']: string };

function editedParts(found: Parts, written: Parts): Partial<Parts> {
  const isEdited = (part: keyof Parts) => found[part].normalize('NFC') !== written[part];
  const parts = (Object.keys(found) as (keyof Parts)[]).filter(isEdited);
  return Object.fromEntries(parts.map((part) => [part, found[part]]));
}

/** Tells edited fields from others, also when Markdown is some day written as other HTML than today. */
function digestOf({ prompt, answer, keyPoints, hint }: Parts): string {
  return derivedEventId('written', ...[prompt, answer, keyPoints, hint].map((html) => html.normalize('NFC')));
}

/** The fields that people see, as Anki keeps them. */
function htmlOf(content: CardContent): Parts {
  const { prompt, answer, hint } = content;
  const points = keyPointsOf(content).map((point) => {
    return `<li${point.essential ? ' class="essential"' : ''}>${pointHtml(point)}</li>`;
  });
  return {
    prompt: ankiText(htmlOfMarkdown(prompt)),
    answer: ankiText(htmlOfMarkdown(answer)),
    keyPoints: points.length > 0 ? `<ul>${points.join('')}</ul>` : '',
    hint: hint === undefined ? '' : ankiText(htmlOfMarkdown(hint)),
  };
}

/** A key point, as it stands in the list. */
export function pointHtml({ text }: { readonly text: string }): string {
  return ankiText(htmlOfMarkdown(text));
}

/** JSON that no program which takes it for HTML changes: of printable ASCII, without signs of HTML and without two spaces in a row. */
function plainJson(kept: Kept): string {
  return jsonOf(kept).replace(
    /[^\x20-\x7e]|[<>&']|(?<= ) /g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function jsonOf(kept: Kept): string {
  try {
    return JSON.stringify(kept);
  } catch (cause) {
    throw new StudyError('invalid-deck', `The card ${kept.id} holds data that JSON cannot say`, { cause });
  }
}

function keptIn(json: string): Kept | undefined {
  try {
    const value: unknown = shallowJson(json.replaceAll('&nbsp;', ' ').replaceAll('&quot;', '"'));
    const isKept = isRecord(value) && isCardId(value.id) && isRecord(value.deck) && isRecord(value.card);
    return isKept && Number.isSafeInteger(value.place) ? (value as unknown as Kept) : undefined;
  } catch {
    return undefined;
  }
}

/** A deck of this card alone, and of the one it follows, which is elsewhere. */
function deckOf({ id, deck, card }: Kept): Deck | undefined {
  const [deckId, key] = id.split('/') as [string, string];
  if (deck.id !== deckId) return undefined;
  const before = typeof card.followsUp === 'string' && { [card.followsUp]: { prompt: '-', answer: '-' } };
  try {
    return parseDeck({ ...deck, cards: { ...before, [key]: card } });
  } catch (error) {
    if (error instanceof StudyError) return undefined;
    throw error;
  }
}
