import { type CardEvent, GRADES, type StudyDay } from 'ownwords';
import type { Pool } from 'pg';
import { type Random, uuid, wholeBelow } from '../random.js';

export const LEARNERS = 1_000;
export const EVENTS_EACH = 1_000;

/** Names of usual length. */
export const nameOf = (learner: number) => `learner-${String(learner).padStart(9, '0')}`;

/** New reviews, such as an app records. */
export function freshEvents(count: number, random: Random): CardEvent[] {
  return Array.from({ length: count }, () => ({
    id: uuid(random) as CardEvent['id'],
    type: 'reviewed',
    at: 1_790_000_000_000 + wholeBelow(1e9, random),
    cardId: `deck-${wholeBelow(20, random)}/card-${wholeBelow(1_000, random)}`,
    grade: GRADES[wholeBelow(4, random)] as 'good',
    day: '2026-09-20' as StudyDay,
    nth: 1 + wholeBelow(20, random),
    due: '2026-10-20' as StudyDay,
    durationMs: wholeBelow(60_000, random),
  }));
}

/** Fills the logs of every `of`-th learner as appends would have filled them, but on the server's own side. */
export async function fill(pool: Pool, first: number, of: number): Promise<void> {
  await pool.query(
    `insert into ownwords_logs (log, head)
     select 'learner-' || lpad(n::text, 9, '0'), $1 from generate_series($2::int, $3::int, $4::int) as n`,
    [EVENTS_EACH, first, LEARNERS - 1, of],
  );
  await pool.query(
    `insert into ownwords_events (log, seq, id, event)
     select log, seq, id, json_build_object('id', id, 'type', 'reviewed', 'at', 1770000000000 + seq * 60000,
       'cardId', 'deck-' || seq % 20 || '/card-' || seq % 1000, 'grade', 'good', 'day', '2026-03-29', 'nth', seq / 50 + 1,
       'due', '2026-04-20', 'durationMs', 12345)::text
     from (select log, seq, gen_random_uuid()::text as id from ownwords_logs, generate_series(1, $1::int) as seq) as rows`,
    [EVENTS_EACH],
  );
  await pool.query('vacuum analyze');
}
