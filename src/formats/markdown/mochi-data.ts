import type { Reviewed } from '../../log/event.js';
import { isInstant } from '../../time/study-day.js';
import { derivedEventId } from '../derived-id.js';
import type { Imported, Remark } from '../imported.js';
import { readableName } from '../names.js';
import { shallowJson } from '../shallow-json.js';
import { roomForClozes } from './cloze.js';
import { noCards } from './dialect.js';
import { fromEdn } from './edn.js';
import type { Ask, Entry, Foreign } from './entry.js';
import { importedOf } from './foreign.js';
import { isName } from './keys.js';
import { mochiAsks } from './mochi.js';
import type { MarkdownOptions } from './options.js';
import { damaged, isMap, listOf, mapsIn, type PlainMap, textIn } from './plain-data.js';
import { fromTransit } from './transit.js';

/** What is asked of whoever hands over the data of a Mochi file. */
export type MochiOptions = Pick<MarkdownOptions, 'timeZone' | 'rolloverHour'>;

/**
 * What the data of a Mochi archive comes to: `data.json` in Transit, or `data.edn`. Decks and cards keep their ids from Mochi; a deck
 * within others has their names in its title, `Languages::French`. A review that Mochi counts as remembered was good, another one again.
 * @param data the text of that file
 * @throws StudyError `invalid-file`, `too-large`; `invalid-argument`, `invalid-time-zone`
 */
export function decksOfMochi(data: string, options: MochiOptions = {}): Imported {
  const top = parsed(data);
  if (!isMap(top)) throw damaged('it is no map');
  const imported = importedOf(fileOf(top), options);
  if (imported.decks.length === 0) throw noCards('mochi');
  return imported;
}

function parsed(data: string) {
  let json: unknown;
  try {
    json = shallowJson(data);
  } catch {
    return fromEdn(data);
  }
  return fromTransit(json);
}

function fileOf(top: PlainMap): Foreign {
  const remarks: Remark[] = [];
  const entries: Entry[] = [];
  const decks = new Map<string, { id: string; title: string }>();
  const room = roomForClozes();
  const byId = new Map(mapsIn(top.get('decks')).map((deck) => [textIn(deck, 'id'), deck]));
  const templates = new Map(mapsIn(top.get('templates')).map((template) => [textIn(template, 'id'), template]));
  let hasReviews = false;
  for (const [deckId, deck] of byId) {
    const title = titleOf(deck, byId);
    decks.set(deckId, { id: isName(deckId) ? deckId : readableName(title, 'deck'), title });
    const cards = mapsIn(deck.get('cards'));
    if (deck.get('trashed?')) {
      remarks.push({ kind: 'dropped', place: `deck ${title}`, message: 'The deck is left out: it lies in the bin' });
      continue;
    }
    for (const card of cards) {
      const id = textIn(card, 'id');
      const place = `card ${id}`;
      if (card.get('trashed?')) {
        remarks.push({ kind: 'dropped', place, message: 'The card is left out: it lies in the bin' });
        continue;
      }
      if (card.get('archived?') || deck.get('archived?')) {
        remarks.push({ kind: 'changed', place, message: 'The card is archived in Mochi, and not here' });
      }
      const { asks, wording } = mochiAsks(contentOf(card, templates).split(/\r?\n/), room);
      const withPast = asks.map((ask) => ({ ...ask, ...pastOf(card, ask, asks.length) }));
      hasReviews ||= withPast.some(({ past }) => past !== undefined);
      const tags = [...new Set(listOf(card.get('tags')).filter((tag) => typeof tag === 'string' && tag.trim() !== ''))];
      entries.push({
        place,
        deck: deckId,
        key: isName(id) ? id : undefined,
        wording,
        asks: withPast,
        tags: tags as string[],
      });
    }
  }
  const message = 'Mochi tells remembered from forgotten only: these reviews are taken as good and as again';
  if (hasReviews) remarks.push({ kind: 'changed', place: 'the reviews', message });
  return { decks, entries, remarks };
}

/** The name of a deck after those of the decks it lies in. */
function titleOf(deck: PlainMap, byId: ReadonlyMap<string, PlainMap>): string {
  const names: string[] = [];
  const seen = new Set<PlainMap>();
  for (let at: PlainMap | undefined = deck; at && !seen.has(at) && seen.size < 50; ) {
    seen.add(at);
    const name = textIn(at, 'name').trim();
    if (name !== '') names.unshift(name);
    at = byId.get(textIn(at, 'parent-id'));
  }
  return names.join('::') || 'Cards';
}

/** The Markdown of a card: its own, or its template's with its fields put in. */
function contentOf(card: PlainMap, templates: ReadonlyMap<string, PlainMap>): string {
  const template = templates.get(textIn(card, 'template-id'));
  const values = new Map(fieldsOf(card).map((field) => [textIn(field, 'id'), textIn(field, 'value')]));
  const own = textIn(card, 'content');
  if (template === undefined) return own.trim() || values.get('name') || textIn(card, 'name');
  const byName = new Map(fieldsOf(template).map((field) => [textIn(field, 'name'), textIn(field, 'id')]));
  return textIn(template, 'content').replace(/<<([^<>\n]*)>>/g, (_, name: string) => {
    return values.get(byName.get(name.trim()) ?? 'name') ?? '';
  });
}

const fieldsOf = (holder: PlainMap): readonly PlainMap[] => mapsIn(holder.get('fields'));

/** The reviews of a card; those of clozes are kept for each cloze apart. */
function pastOf(card: PlainMap, ask: Ask, count: number): Pick<Ask, 'past'> {
  const ofClozes = card.get('cloze/reviews');
  const number = ask.ending.slice(2) || '1';
  const own = isMap(ofClozes) ? ofClozes.get(number) : undefined;
  const reviews = mapsIn(own ?? (count === 1 ? card.get('reviews') : undefined));
  if (reviews.length === 0) return {};
  return {
    past(cardId, clock, remark) {
      const dated = reviews.flatMap((review) => {
        const at = review.get('date');
        return isInstant(at) ? [{ at, review }] : [];
      });
      if (dated.length < reviews.length) {
        remark('dropped', `${reviews.length - dated.length} reviews are left out: they have no date`);
      }
      return dated
        .sort((a, b) => a.at - b.at)
        .map(({ at, review }, index): Reviewed => {
          const due = review.get('due');
          const seconds = review.get('duration');
          const day = clock.dayOf(at);
          const isTimed = typeof seconds === 'number' && seconds >= 0 && seconds <= MOST_SECONDS;
          return {
            id: derivedEventId(cardId, 'reviewed', at, index),
            type: 'reviewed',
            at,
            cardId,
            grade: review.get('remembered?') === true ? 'good' : 'again',
            day,
            nth: index + 1,
            due: isInstant(due) ? clock.dayOf(due) : day,
            ...(isTimed && { durationMs: Math.round(seconds * 1000) }),
          };
        });
    },
  };
}

/** A day; a card that lay open for longer was not being answered. */
const MOST_SECONDS = 86_400;
