import type { CardId } from '../../deck/deck.js';
import type { StudyEvent } from '../../log/event.js';
import { countingEvents } from '../../log/history.js';
import { createClock } from '../../time/clock.js';
import type { StudyDay } from '../../time/study-day.js';
import type { Remark } from '../imported.js';
import type { Pace } from '../pace.js';
import { keptEvents } from './own-events.js';
import { ownFields } from './own-notetype.js';
import type { SqlJs } from './sqlite.js';
import { type DayCount, dayCountFrom } from './write-days.js';
import { deckColumns } from './write-decks.js';
import { cardState, happened } from './write-history.js';
import { fieldChecksum, guidOf } from './write-ids.js';
import { NOTETYPE_ID, ownNotetype } from './write-notetype.js';
import type { Plan, PlannedCard } from './write-plan.js';
import { cardRemark, leftOutRemarks } from './write-remarks.js';
import { type CollectionWriter, collectionWriter } from './write-schema.js';
import { ankiTagsOf, strippedHtml } from './write-text.js';

/** What the writing of a collection needs besides its content. */
export interface CollectionOptions {
  readonly timeZone?: string;
  readonly rolloverHour?: number;
  /** In ms since 1970 UTC. */
  readonly modified: number;
  readonly sql: SqlJs;
  readonly pace: Pace;
  /** Taken down here. */
  readonly remarks: Remark[];
}

const EVENTS_BETWEEN_STEPS = 64;
/** Fewer, for their Markdown takes its time. */
const CARDS_BETWEEN_STEPS = 4;

/** The database of the cards in the plan, with what happened to them. */
export async function writtenCollection(
  plan: Plan,
  events: readonly StudyEvent[],
  options: CollectionOptions,
): Promise<Uint8Array> {
  const { modified, remarks, pace } = options;
  const seconds = Math.max(1, Math.floor(modified / 1000));
  const counting = countingEvents(events).flatMap((event) => {
    const card = plan.cards.get(event.cardId) ?? plan.heirs.get(event.cardId);
    return card ? [{ card, event }] : [];
  });
  const days = daysOf(counting, options);
  const { decks, presets } = deckColumns(plan.decks, plan.newDeckId, seconds, remarks);
  const writer = collectionWriter(options.sql, {
    created: days.created,
    modified: seconds * 1000,
    conf: confOf(plan, days),
    models: { [NOTETYPE_ID]: ownNotetype() },
    decks,
    presets,
  });
  try {
    let lastId = 0;
    for (const [index, { card, event }] of counting.entries()) {
      const row = happened(card.past, event, card.scheduler, days, lastId);
      if (row) {
        writer.review({ ...row, cardId: card.rowId });
        lastId = row.id;
      }
      if (index % EVENTS_BETWEEN_STEPS === 0) await pace.step('reviews', index, counting.length);
    }
    await pace.step('reviews', counting.length, counting.length);
    remarks.push(...leftOutRemarks(events, plan));
    let done = 0;
    for (const card of plan.cards.values()) {
      writeCard(writer, card, guidOf(firstIdOf(card, plan)), days, seconds);
      const remark = cardRemark(card);
      if (remark) remarks.push(remark);
      if (++done % CARDS_BETWEEN_STEPS === 0) await pace.step('cards', done, plan.cards.size);
    }
    await pace.step('cards', done, done);
    return await writer.finish(pace);
  } finally {
    writer.close();
  }
}

interface Counting {
  readonly card: PlannedCard;
  readonly event: ReturnType<typeof countingEvents>[number];
}

/** Days are counted from before the first that anything happened or falls due on: Anki knows none before. */
function daysOf(counting: readonly Counting[], { timeZone, rolloverHour, modified }: CollectionOptions): DayCount {
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = createClock({ timeZone: zone, ...(rolloverHour !== undefined && { rolloverHour }) });
  let first = clock.dayOf(counting[0] ? Math.min(modified, counting[0].event.at) : modified);
  const see = (day: StudyDay) => {
    if (day < first) first = day;
  };
  for (const { event } of counting) {
    if ('day' in event) see(event.day);
    if ('due' in event && typeof event.due === 'string') see(event.due);
  }
  return dayCountFrom(first, zone, rolloverHour ?? 4);
}

/** The settings of the collection: FSRS, and the scheduler of 2021. */
function confOf({ cards, decks }: Plan, { rolloverHour, offset }: DayCount): object {
  const learnAhead = decks[0]?.scheduling.learnAheadMinutes ?? 20;
  return {
    schedVer: 2,
    sched2021: true,
    fsrs: true,
    rollover: rolloverHour,
    creationOffset: offset,
    localOffset: offset,
    nextPos: cards.size + 1,
    curDeck: 1,
    activeDecks: [1],
    curModel: NOTETYPE_ID,
    collapseTime: learnAhead * 60,
    newSpread: 0,
    timeLim: 0,
    estTimes: true,
    dueCounts: true,
    sortType: 'noteFld',
    sortBackwards: false,
    addToCur: true,
    dayLearnFirst: false,
  };
}

/** The first id that the card had, so that Anki knows it again under its new one. */
function firstIdOf(card: PlannedCard, { cards, heirs }: Plan): CardId {
  const first = card.content.formerly?.[0];
  return first !== undefined && !cards.has(first) && heirs.get(first) === card ? first : card.id;
}

function writeCard(writer: CollectionWriter, card: PlannedCard, guid: string, days: DayCount, seconds: number): void {
  const { id, noteId, rowId, deckId, content, position, options, past } = card;
  const fields = ownFields(card, keptEvents(id, past.events, past.seed));
  const sortField = strippedHtml(fields[0] as string);
  const tags = ankiTagsOf(content.tags);
  writer.note({
    id: noteId,
    guid,
    notetypeId: NOTETYPE_ID,
    modified: seconds,
    tags: tags.length > 0 ? ` ${tags.join(' ')} ` : '',
    fields: fields.join('\u001f'),
    sortField,
    checksum: fieldChecksum(sortField),
  });
  writer.card({ id: rowId, noteId, deckId, modified: seconds, ...cardState(past, position, options, days) });
}
