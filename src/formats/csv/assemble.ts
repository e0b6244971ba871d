import type { CardContent, CardId, Deck } from '../../deck/deck.js';
import { parseDeck } from '../../deck/parse.js';
import { type Issue, StudyError } from '../../errors.js';
import type { Remark } from '../imported.js';
import { keyOfPrompt, nameOf } from '../names.js';
import type { Noted } from './noted.js';

/** The remarks in the order of the file; first those that are of no line. */
export function inFileOrder<R extends Remark>(remarks: readonly R[]): readonly R[] {
  const lineOf = ({ place }: R) => Number(/^line (\d+)$/.exec(place)?.[1] ?? 0);
  return remarks
    .map((remark) => ({ remark, line: lineOf(remark) }))
    .sort((one, other) => one.line - other.line)
    .map(({ remark }) => remark);
}

/** Takes down that a cell runs to the end of the file. */
export const unclosedQuote = (remarks: Noted[]) => (line: number, offset: number) => {
  const message =
    'a quote opens here that nobody closes, so everything below it stands in one cell; close it, or double it';
  remarks.push({ kind: 'changed', place: `line ${line}`, message, about: { kind: 'form', offset } });
};

/** What is told of a deck besides its cards. */
export type DeckHead = Omit<Deck, 'cards'>;

/** What one record of a file came to: mostly one card. */
export interface Entry {
  readonly head: DeckHead;
  readonly line: number;
  /** A key that can be used as it is. */
  readonly key?: string;
  /** What names the card in the file, as it stands there. */
  readonly name?: string;
  /** The prompt as it stands in the file, from which a key is made where there is none. */
  readonly prompt: string;
  readonly cards: readonly {
    /** Tells apart the keys of the cards of one record. */
    readonly suffix: string;
    readonly content: CardContent;
  }[];
}

interface Draft {
  readonly head: DeckHead;
  readonly cards: Map<string, CardContent>;
  /** Where each card stands in the file, by its key. */
  readonly lines: Map<string, number>;
  /** How often each key was made of a prompt. */
  readonly wanted: Map<string, number>;
  /** Where records without a key stand, by all that they say. */
  readonly said: Map<string, number>;
}

/** The decks that records make, and the line of each of their cards, by the id of the deck and the key of the card. */
export interface Assembled {
  readonly decks: readonly Deck[];
  readonly lines: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** The decks in the order of the file. What cannot be is left out with a remark. */
export function decksOf(entries: readonly Entry[], remarks: Noted[]): Assembled {
  const drafts = new Map<string, Draft>();
  let derived = 0;
  for (const entry of entries) {
    const { head } = entry;
    let draft = drafts.get(head.id);
    if (draft === undefined) {
      draft = { head, cards: new Map(), lines: new Map(), wanted: new Map(), said: new Map() };
      drafts.set(head.id, draft);
    }
    if (!isNamed(entry)) derived++;
    add(draft, entry, remarks);
  }
  if (derived > 0) {
    const message =
      `${derived} of ${entries.length} records have no key, so their cards are known by their prompts: whoever changes a prompt in the file makes ` +
      'another card, and the progress of the old one is not found again. Give them a column of keys to be free to reword';
    remarks.push({ kind: 'changed', place: 'file', message });
  }
  const decks = [...drafts.values()].map((draft) => mended(draft, remarks)).filter((deck) => deck !== undefined);
  return { decks, lines: new Map([...drafts].map(([id, { lines }]) => [id, lines])) };
}

function isNamed({ key, name }: Entry): boolean {
  return key !== undefined || Boolean(name);
}

function add(draft: Draft, entry: Entry, remarks: Noted[]): void {
  const { head, cards, lines, said } = draft;
  const place = `line ${entry.line}`;
  const leaveOut = (message: string) => remarks.push({ kind: 'dropped', place, message, about: { kind: 'twice' } });
  const saying = isNamed(entry) ? '' : JSON.stringify(entry.cards);
  const twin = said.get(saying);
  if (twin !== undefined) return void leaveOut(`this card is left out, for it is the same as that of line ${twin}`);

  const turn = isNamed(entry) ? 1 : turnOf(draft, entry);
  for (const { suffix, content } of entry.cards) {
    const key = keyOf(entry, turn, suffix);
    const rival = lines.get(key);
    if (rival !== undefined) {
      leaveOut(`this card is left out, for its key is that of line ${rival}; give it another one`);
      continue;
    }
    if (turn > 1) {
      const message = 'another card has the same prompt; the two are told apart by their order in the file';
      remarks.push({ kind: 'changed', place, message, cardId: `${head.id}/${key}` });
    }
    cards.set(key, content);
    lines.set(key, entry.line);
  }
  if (saying !== '') said.set(saying, entry.line);
}

/** Which of the records with the same prompt it is, from 1. */
function turnOf({ cards, wanted }: Draft, entry: Entry): number {
  const suffix = entry.cards[0]?.suffix ?? '';
  const key = keyOf(entry, 1, '');
  let turn = (wanted.get(key) ?? 0) + 1;
  while (cards.has(keyOf(entry, turn, suffix))) turn++;
  wanted.set(key, turn);
  return turn;
}

function keyOf({ key, name, prompt }: Entry, turn: number, suffix: string): string {
  if (key !== undefined) return key + suffix;
  return name ? nameOf(name, suffix) : keyOfPrompt(prompt) + (turn === 1 ? '' : `-${turn}`) + suffix;
}

/** More than it ever takes: what is taken away for one fault hardly uncovers another. */
const MOST_PASSES = 10;

/** The deck without its faults; none if no card is left. */
function mended({ head, cards, lines }: Draft, remarks: Noted[]): Deck | undefined {
  let deck: Deck = { ...head, cards: Object.fromEntries(cards) };
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    if (Object.keys(deck.cards).length === 0) return undefined;
    try {
      return parseDeck(deck);
    } catch (error) {
      if (!(error instanceof StudyError)) throw error;
      deck = withoutFaults(deck, error.issues, lines, remarks);
    }
  }
  throw new StudyError('invalid-file', `The cards of the deck ${head.id} do not go together; take some of them out`);
}

function withoutFaults(
  deck: Deck,
  issues: readonly Issue[],
  lines: ReadonlyMap<string, number>,
  remarks: Noted[],
): Deck {
  const cards = new Map(Object.entries(deck.cards));
  const head: Record<string, unknown> = { ...deck };
  for (const issue of issues) {
    const { path, message } = issue;
    const [, part = '', key = '', member = '', index] = path.split('/').map(unescaped);
    if (part !== 'cards') {
      if (head[part] === undefined) continue;
      delete head[part];
      remarks.push({
        kind: 'dropped',
        place: `deck ${deck.id}`,
        message: `its ${part} is left out: ${message}`,
        about: { kind: 'content', member: 'deck', issue },
      });
      continue;
    }
    const card = cards.get(key);
    const place = `line ${lines.get(key)}`;
    if (card === undefined || (member !== '' && !Object.hasOwn(card, member))) continue; // mended for another fault
    const about = { kind: 'content', member: member || 'key', issue } as const;
    if (member === '' || member === 'prompt' || member === 'answer') {
      cards.delete(key);
      remarks.push({
        kind: 'dropped',
        place,
        message: `this card is left out: its ${member || 'key'} ${message}`,
        about,
      });
      continue;
    }
    cards.set(key, without(card, member as keyof CardContent, deck.cards[key]?.formerly?.[Number(index)]));
    const cardId: CardId = `${deck.id}/${key}`;
    remarks.push({ kind: 'changed', place, message: `its ${member} is left out: ${message}`, cardId, about });
  }
  return { ...(head as unknown as Deck), cards: Object.fromEntries(cards) };
}

/** The card without one of its members, or without one of the ids that it had before. */
function without(card: CardContent, member: keyof CardContent, former: CardId | undefined): CardContent {
  const { [member]: _, ...rest } = card;
  const others = member === 'formerly' && former ? card.formerly?.filter((id) => id !== former) : undefined;
  return { ...(rest as CardContent), ...(others && { formerly: others }) };
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
