import { createClock, daysBetween } from 'ownwords';

const say = (id: 'news' | 'trouble', text: string) => {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
};

/** Says what happened, also to those who listen to the page. */
export const tell = (news: string) => say('news', news);

/** Says what went wrong. The errors of ownwords say what, where and what to do. */
export function complain(what: string, error: unknown): void {
  say('trouble', `${what}: ${error instanceof Error ? error.message : error}`);
}

/** Does what may fail, and says so if it does. */
export async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  say('trouble', '');
  await work().catch((error) => complain(what, error));
}

/** The days of the calendar, which begin at midnight: what people mean by `tomorrow`. */
const calendar = createClock({ rolloverHour: 0 });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** When something will be: `in 9 minutes`, `tomorrow`, `in 6 days`. */
export function spokenTime(due: Date): string {
  const minutes = Math.max(1, Math.ceil((due.getTime() - calendar.now()) / 60_000));
  const days = daysBetween(calendar.dayOf(calendar.now()), calendar.dayOf(due.getTime()));
  if (minutes < 60) return relative.format(minutes, 'minute');
  if (days < 1) return relative.format(Math.round(minutes / 60), 'hour');
  return days < 60 ? relative.format(days, 'day') : relative.format(Math.round(days / 30.4), 'month');
}
