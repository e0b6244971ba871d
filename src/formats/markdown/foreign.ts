import type { CardContent, CardId, Deck } from '../../deck/deck.js';
import { parseDeck } from '../../deck/parse.js';
import type { StudyEvent } from '../../log/event.js';
import { progressOf } from '../../log/progress.js';
import { createClock } from '../../time/clock.js';
import type { Imported, Remark } from '../imported.js';
import { Names, readableName, withEnding } from '../names.js';
import { cleanMarkdown } from '../text/markdown-clean.js';
import type { Ask, Entry, Foreign } from './entry.js';
import type { MarkdownOptions } from './options.js';
import { isBlank } from './source.js';

/** The keys of the cards of an entry. */
export interface EntryKeys {
  /** That of the entry itself: the one to write into the file. */
  readonly key: string;
  /** One for each ask. */
  readonly asks: readonly string[];
}

const isWhole = ({ prompt, answer }: Ask): boolean => !isBlank(prompt) && !isBlank(answer);

/** Gives keys to each entry that asks something: the one written in the file, or a readable one made of its wording. */
export function keysOf({ entries }: Foreign, remarks: Remark[]): ReadonlyMap<Entry, EntryKeys> {
  const keys = new Map<Entry, EntryKeys>();
  const namesOf = new Map<string, Names>();
  for (const { deck } of entries) if (!namesOf.has(deck)) namesOf.set(deck, new Names());
  const stated = new Set<Entry>(); // those whose key is theirs; what is written comes before what is made
  for (const entry of entries) {
    if (entry.key !== undefined && namesOf.get(entry.deck)?.take(entry.key)) stated.add(entry);
  }
  for (const entry of entries) {
    const names = namesOf.get(entry.deck) as Names;
    if (!entry.asks.some(isWhole)) continue;
    if (entry.key !== undefined && stated.has(entry)) {
      const key = entry.key;
      const asks = entry.asks.map(({ ending }) => (ending === '' ? key : names.takeFree(withEnding(key, ending))));
      keys.set(entry, { key, asks });
      continue;
    }
    const endings = entry.asks.map(({ ending }) => ending);
    const key = names.takeFree(entry.key ?? readableName(entry.wording, 'card'), [...new Set(['', ...endings])]);
    keys.set(entry, { key, asks: endings.map((ending) => withEnding(key, ending)) });
    if (entry.key === undefined) continue;
    const message = `The key ${entry.key} is that of another card already; this one has the key ${key}`;
    remarks.push({ kind: 'changed', place: entry.place, message });
  }
  return keys;
}

interface OpenDeck {
  readonly id: string;
  readonly cards: [string, CardContent][];
  readonly rest: Omit<Deck, 'id' | 'cards'>;
}

/**
 * What a file of another program comes to.
 * @param places takes down where each card stands
 */
export function importedOf(file: Foreign, options: MarkdownOptions, places?: Map<CardId, string>): Imported {
  const clock = createClock(options);
  const remarks: Remark[] = [...file.remarks];
  const keys = keysOf(file, remarks);
  const decks = decksOf(file, options);
  const events: StudyEvent[] = [];
  for (const entry of file.entries) {
    const { place } = entry;
    const { id, cards } = decks.get(entry.deck) as OpenDeck;
    if (!keys.has(entry)) {
      remarks.push({ kind: 'dropped', place, message: 'The card is left out: its prompt or its answer is empty' });
    }
    const clean = cleaner();
    for (const [index, key] of (keys.get(entry)?.asks ?? []).entries()) {
      const ask = entry.asks[index] as Ask;
      const content = contentOf(entry, ask, clean);
      if (content === undefined) {
        remarks.push({
          kind: 'dropped',
          place,
          message: 'A card is left out: nothing stays of its prompt or its answer',
        });
        continue;
      }
      cards.push([key, content]);
      const cardId: CardId = `${id}/${key}`;
      places?.set(cardId, place);
      const past = ask.past?.(cardId, clock, (kind, message) => remarks.push({ kind, place, message, cardId })) ?? [];
      for (const event of past) events.push(event);
    }
  }
  return {
    decks: [...decks.values()]
      .filter(({ cards }) => cards.length > 0)
      .map(({ id, rest, cards }) => parseDeck({ id, ...rest, cards: Object.fromEntries(cards) })),
    progress: progressOf(events, lastOf(events)),
    remarks: [...remarks, ...keylessRemarks([...keys.keys()])],
  };
}

/** When the last event happened: what a file says is as old as that, whenever it is read. */
const lastOf = (events: readonly StudyEvent[]): number => events.reduce((last, { at }) => Math.max(last, at), 0);

function contentOf({ tags = [] }: Entry, ask: Ask, clean: (text: string) => string): CardContent | undefined {
  const [prompt, answer, hint] = [ask.prompt, ask.answer, ask.hint ?? ''].map(clean);
  if (!prompt || !answer) return undefined;
  return { prompt, answer, ...(hint && { hint }), ...(tags.length > 0 && { tags }) };
}

/** Cleans the texts of one entry, each once: the gaps of a text share their answer. */
function cleaner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const clean = known.get(text) ?? cleaned(text);
    known.set(text, clean);
    return clean;
  };
}

/** Spaces before the first line stay: without those that make it code, its text could be HTML. */
const cleaned = (text: string): string =>
  cleanMarkdown(text)
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();

function decksOf(
  { entries, title, decks: known, descriptions }: Foreign,
  options: MarkdownOptions,
): Map<string, OpenDeck> {
  const decks = new Map<string, OpenDeck>();
  const ids = new Names();
  for (const { deck } of entries) {
    if (decks.has(deck)) continue;
    const shown = known?.get(deck)?.title || deck || title || options.title || options.deckId || 'Cards';
    const wanted =
      decks.size === 0 && options.deckId !== undefined
        ? options.deckId
        : (known?.get(deck)?.id ?? readableName(shown, 'deck'));
    const description = cleaned(descriptions?.get(deck) ?? '');
    const rest = { title: shown, ...(description && { description }) };
    decks.set(deck, { id: ids.takeFree(wanted), rest, cards: [] });
  }
  return decks;
}

/** One remark for all cards whose key is made of their text, where keys can be written. */
function keylessRemarks(entries: readonly Entry[]): Remark[] {
  const keyless = entries.filter(({ key, keyPlace }) => key === undefined && keyPlace !== undefined);
  return keyless.slice(0, 1).map(({ place }) => keylessRemark(place, keyless.length));
}

export function keylessRemark(place: string, count: number): Remark {
  const message =
    `${count === 1 ? 'One card has' : `${count} cards have`} no key in the file: theirs is made of the text and changes with it, and ` +
    'progress would be lost. Write keys into the file once, with assignKeys';
  return { kind: 'changed', place, message };
}
