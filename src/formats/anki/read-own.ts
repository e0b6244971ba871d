import type { CardContent, KeyPoint } from '../../deck/deck.js';
import type { CardEvent } from '../../log/event.js';
import type { Clock } from '../../time/clock.js';
import type { Due } from '../../time/due.js';
import { Names, readableName } from '../names.js';
import { markdownOfHtml } from '../text/html-to-markdown.js';
import type { CardRow, ReviewRow } from './collection.js';
import { eventOfRow, type OwnEvents } from './own-events.js';
import type { OwnCard } from './own-notetype.js';
import { ankiTagsOf } from './write-text.js';

/** What a card says that went to Anki and came back: its own words, but for what was edited there. */
export function ownContent({ content, edited }: OwnCard, tags: readonly string[]): CardContent {
  const { prompt, answer, hint, keyPoints } = edited;
  const { hint: oldHint, keyPoints: oldPoints, tags: oldTags, ...rest } = content;
  const newHint = hint === undefined ? oldHint : words(hint);
  const newPoints = keyPoints === undefined ? oldPoints : editedPoints(keyPoints, oldPoints ?? {});
  return {
    ...rest,
    prompt: words(prompt) ?? content.prompt,
    answer: words(answer) ?? content.answer,
    ...(newPoints && { keyPoints: newPoints }),
    ...(newHint !== undefined && { hint: newHint }),
    ...tagsAfter(oldTags, tags),
  };
}

/** Tags are edited in Anki as well, and written there in another way. */
function tagsAfter(old: readonly string[] | undefined, found: readonly string[]): { tags?: readonly string[] } {
  const isSame = [...found].sort().join(' ') === [...ankiTagsOf(old)].sort().join(' ');
  if (isSame) return old ? { tags: old } : {};
  return found.length > 0 ? { tags: [...new Set(found)] } : {};
}

/** The Markdown of an edited field; nothing where nothing is left. */
function words(html: string | undefined): string | undefined {
  const { markdown } = markdownOfHtml(html ?? '');
  return /\S/.test(markdown) ? markdown : undefined;
}

const ITEM = /<li([^<>]*)>(.*?)<\/li>/gs;

/** The points of an edited list. As long as there are as many as before, each keeps its slug. */
function editedPoints(html: string, old: NonNullable<CardContent['keyPoints']>): CardContent['keyPoints'] {
  const items = Array.from(html.matchAll(ITEM), ([, attributes = '', inner]) => {
    return { text: words(inner), isEssential: attributes.includes('essential') };
  }).filter(({ text }) => text !== undefined);
  const slugs = Object.keys(old);
  const names = new Names();
  const points = items.map(({ text = '', isEssential }, index): [string, KeyPoint] => {
    const slug = items.length === slugs.length ? (slugs[index] as string) : readableName(text, 'point');
    return [names.takeFree(slug), isEssential ? { text, essential: true } : text];
  });
  return points.length > 0 ? Object.fromEntries(points) : undefined;
}

const NEW = 0;
/** Anki counts seconds. */
const MS_PER_SECOND = 1_000;

/**
 * What happened to a card that went to Anki and came back: the events that went along, as they were, and what has happened
 * there since.
 * @param read what the rows alone tell
 */
export function ownHistory(
  read: readonly CardEvent[],
  rows: readonly ReviewRow[],
  own: OwnEvents,
  card: CardRow,
  { dayOf }: Clock,
): CardEvent[] {
  const events: CardEvent[] = [];
  let nth = 0;
  let due: Due | undefined;
  const add = (event: CardEvent, isOwn: boolean) => {
    if (event.type === 'reset' || event.type === 'seeded') nth = 0;
    if (event.type === 'reviewed') nth++;
    if (event.type === 'reset') due = undefined;
    else if ('due' in event) due = event.due;
    events.push(event.type === 'reviewed' && !isOwn ? { ...event, nth } : event);
  };
  const isSameDue = (other: Due) => {
    if (typeof due !== 'number') return due === other;
    return typeof other === 'number' ? Math.abs(due - other) < MS_PER_SECOND : dayOf(due) === other;
  };

  if (own.seed && card.type !== NEW) add(own.seed, true);
  let next = 0; // of what the rows tell
  for (const row of rows) {
    const until = (end: (at: number) => boolean) => {
      const from = next;
      while (next < read.length && !end((read[next] as CardEvent).at)) next++;
      return read.slice(from, next);
    };
    for (const event of until((at) => at >= row.id)) add(event, false);
    const told = until((at) => at > row.id);
    const event = eventOfRow(own, row);
    if (event) add(event, true);
    else for (const event of told) add(event, false);
  }
  for (const event of read.slice(next)) {
    const isKnown =
      event.type === 'seeded' ? own.seed !== undefined : event.type === 'rescheduled' && isSameDue(event.due);
    if (!isKnown) add(event, false);
  }
  return events;
}
