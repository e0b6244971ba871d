import { GRADES } from 'ownwords';
import { placeOf } from '../files.js';
import { counted, oneLine } from '../text.js';
import type { ProgressFacts } from './inspect.js';

const DECKS_SHOWN = 10;

/** The facts in lines for people. */
export function linesOf(facts: ProgressFacts): string[] {
  const { path, kind, events, firstAt, lastAt, reviews, retention, decks, cards, daysStudied, types } = facts;
  const what = kind === 'log' ? 'a log' : `progress exported ${facts.exportedAt}`;
  const lines = [`${oneLine(placeOf(path))}: ${what}, ${counted(events, 'event')}`];
  if (firstAt === undefined || lastAt === undefined) return lines;
  const row = (name: string, text: string) => lines.push(`  ${name.padEnd(10)} ${text}`);
  row('time', `${minuteOf(firstAt)} to ${minuteOf(lastAt)} UTC, ${counted(daysStudied, 'day')} studied`);
  const kinds = Object.entries(types).map(([type, count]) => `${count} ${oneLine(type)}`);
  row('events', kinds.join(', '));
  const gone = reviews.all - reviews.counting;
  row('reviews', `${reviews.counting} that count${gone > 0 ? `, ${gone} taken back or before a reset` : ''}`);
  row('grades', GRADES.map((grade) => `${reviews.byGrade[grade]} ${grade}`).join(', '));
  if (retention) {
    const percent = ((100 * retention.recalled) / retention.asked).toFixed(1);
    row('retention', `${percent} %: ${retention.recalled} of ${retention.asked} reviews on a later day were recalled`);
  }
  row('cards', `${cards} in ${counted(decks.length, 'deck')}`);
  for (const deck of decks.slice(0, DECKS_SHOWN)) {
    row('', `${deck.id}: ${counted(deck.cards, 'card')}, ${counted(deck.reviews, 'review')}`);
  }
  if (decks.length > DECKS_SHOWN) row('', `and ${decks.length - DECKS_SHOWN} more`);
  for (const oddity of odditiesOf(facts)) row('odd', oddity);
  return lines;
}

const minuteOf = (at: string) => at.replace('T', ' ').replace(/:\d\d(\.\d+)?Z$/, '');

function odditiesOf({ oddities: { inFuture, beforeYear2000, onAnotherDay, unknownTypes } }: ProgressFacts): string[] {
  const odd: string[] = [];
  if (inFuture > 0) odd.push(`${counted(inFuture, 'event')} of the future, by the clock of this machine`);
  if (beforeYear2000 > 0) odd.push(`${counted(beforeYear2000, 'event')} before the year 2000: a clock was not set`);
  if (onAnotherDay > 0) odd.push(`${counted(onAnotherDay, 'review')} on a study day that does not fit the time`);
  const unknown = Object.values(unknownTypes).reduce((sum, count) => sum + count, 0);
  if (unknown > 0)
    odd.push(`${counted(unknown, 'event')} of types that only a newer version knows; they are carried along`);
  return odd;
}
