import { addDays, createClock, fsrsScheduler, histories, replay, type Schedule, type StudyDay } from 'ownwords';
import type { AnkiImport } from 'ownwords/anki';
import { renderMarkdown } from 'ownwords/render';
import { expect } from 'vitest';

/** What a real Anki read from a package. */
export interface AnkiDump {
  readonly days_elapsed: number;
  /** Seconds since 1970 UTC. */
  readonly next_day_at: number;
  readonly cards: readonly DumpedCard[];
  readonly decks: { readonly [id: string]: { readonly name: string } };
  readonly notes: readonly DumpedNote[];
}

interface DumpedNote {
  readonly id: number;
  readonly guid: string;
  readonly tags: readonly string[];
  /** HTML. */
  readonly fields: readonly string[];
}

interface DumpedCard {
  readonly id: number;
  readonly nid: number;
  readonly ord: number;
  /** HTML. */
  readonly q: string;
  readonly a: string;
  readonly did: number;
  readonly queue: number;
  readonly type: number;
  readonly due: number;
  readonly odid: number;
  readonly odue: number;
  readonly computed_memory_state: { readonly s: number; readonly d: number } | null;
  /** The newest first. */
  readonly revlog: readonly { readonly time: number; readonly button: number; readonly kind: number }[];
}

/** In what Anki's memory may differ: single precision, and rounding on its side. */
const STABILITY_TOLERANCE = 1e-3;
const DIFFICULTY_TOLERANCE = 0.01;
const DAY_SECONDS = 86_400;
const [SUSPENDED, NEW, REVIEW] = [-1, 0, 2];
const MANUAL = 4;
/** What Anki shows in the place of a card that asks nothing. */
const EMPTY = 'Empty Cards';

/** The text that HTML shows, and the names of pictures and sounds, without the space between and around words. */
function wordsOf(html: string): string {
  return html
    .replace(/<style.*?<\/style>|<script.*?<\/script>|<!--.*?-->/gis, '')
    .replace(/<rt>(.*?)<\/rt>/gis, '($1)')
    .replace(/<img[^>]*?\bsrc=(?:"([^"]*)"|'([^']*)'|([^\s>]*))[^>]*>/gi, '$1$2$3')
    .replace(/<[^>]*>/g, '')
    .replace(/\[sound:(.*?)\]/g, '$1')
    .replace(/\[\[type:.*?\]\]/g, '')
    .replace(/\\[([\])]/g, '') // around formulas
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&rarr;/g, '→')
    .replace(/&#x([\da-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, '');
}

/** Expects all that the dump says of cards to be in the import, and counts what was compared. */
export function expectAsAnkiRead(imported: AnkiImport, dump: AnkiDump, timeZone: string): Record<string, number> {
  const counts = { cards: 0, empty: 0, words: 0, reviews: 0, memories: 0, dues: 0, suspended: 0 };
  const cards = new Map(
    imported.decks.flatMap((deck) =>
      Object.entries(deck.cards).map(([key, card]) => [card.fields?.cardId, { deck, key, card }] as const),
    ),
  );
  const past = histories(imported.progress.events);
  const schedulesOf = new Map(
    imported.decks.map((deck) => [deck, replay(imported.progress.events, fsrsScheduler(deck.scheduling))]),
  );
  const dueDay = dayOfDue(dump, timeZone);
  for (const dumped of dump.cards) {
    const found = cards.get(dumped.id);
    const place = `card ${dumped.id}`;
    if (dumped.q.includes(EMPTY)) {
      const remarks = imported.remarks.filter((remark) => remark.place === place);
      expect(remarks.map(({ kind }) => kind)).toEqual(['dropped']);
      counts.empty++;
      continue;
    }
    expect(found, place).toBeDefined();
    if (!found) continue;
    const { deck, key, card } = found;
    const id = `${deck.id}/${key}` as const;
    counts.cards++;
    expect(deck.title, place).toBe(dump.decks[dumped.odid || dumped.did]?.name);

    expect(wordsOf(renderMarkdown(card.prompt)), place).toBe(wordsOf(dumped.q));
    const note = dump.notes.find((note) => note.id === dumped.nid);
    const answer = wordsOf(renderMarkdown(card.answer));
    // Where the answer is typed in, Anki's dump has only the place for it; the field is what it should be.
    const back = dumped.a.includes('[[type:') ? (note?.fields.join('') ?? '') : dumped.a;
    expect(wordsOf(back).endsWith(answer === '—' ? '' : answer), `${place}: ${answer} in ${back}`).toBe(true);
    counts.words++;
    expect(card.fields?.guid, place).toBe(note?.guid);
    expect([...(card.tags ?? [])].sort(), place).toEqual([...(note?.tags ?? [])].sort());

    const events = imported.progress.events.filter((event) => 'cardId' in event && event.cardId === id);
    for (const row of dumped.revlog.filter(({ button }) => button > 0)) {
      const answered = events.filter(({ at, type }) => Math.floor(at / 1_000) === row.time && /ed$/.test(type));
      const grades = answered.map((event) => ('grade' in event ? event.grade : ''));
      expect(grades, `${place} at ${row.time}`).toContain(['', 'again', 'hard', 'good', 'easy'][row.button]);
      counts.reviews++;
    }
    expect(events.some(({ type }) => type === 'practiced')).toBe(dumped.revlog.some(isCram));

    expect(past.get(id)?.suspended ?? false, place).toBe(dumped.queue === SUSPENDED);
    if (dumped.queue === SUSPENDED) counts.suspended++;
    const schedule = schedulesOf.get(deck)?.get(id);
    expect(schedule === undefined, `${place} is new`).toBe(dumped.type === NEW);
    if (schedule === undefined) continue;
    expect(schedule.due, `${place} is due`).toEqual(dueDay(dumped));
    counts.dues++;
    counts.memories += expectMemory(schedule, dumped, place);
  }
  return counts;
}

const isCram = ({ kind }: { readonly kind: number }) => kind === 3;

function expectMemory(
  { stability, difficulty }: Schedule,
  { computed_memory_state }: DumpedCard,
  place: string,
): 0 | 1 {
  if (!computed_memory_state) return 0;
  const { s, d } = computed_memory_state;
  expect(Math.abs(stability / s - 1), `${place}: stability ${stability}, not ${s}`).toBeLessThan(STABILITY_TOLERANCE);
  expect(Math.abs(difficulty - d), `${place}: difficulty ${difficulty}, not ${d}`).toBeLessThan(DIFFICULTY_TOLERANCE);
  return 1;
}

/** The due of a card as we say it: an instant in its steps, otherwise a day. */
function dayOfDue(dump: AnkiDump, timeZone: string): (card: DumpedCard) => StudyDay | number {
  const clock = createClock({ timeZone, rolloverHour: 4 });
  const today = clock.dayOf((dump.next_day_at - DAY_SECONDS / 2) * 1_000);
  return ({ odid, odue, due, type, queue }) => {
    const own = odid && odue ? odue : due;
    if (own > 1_000_000_000 && type !== REVIEW && queue !== MANUAL) return own * 1_000;
    return addDays(today, own - dump.days_elapsed);
  };
}
