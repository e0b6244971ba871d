import { type Clock, createClock, daysBetween } from 'ownwords';
import { counted } from '../text.js';

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 24 * 60;
const DAYS_PER_MONTH = 30.4;
const DAYS_PER_YEAR = 365;

/** The days of the calendar, which begin at midnight: what people mean by `tomorrow`. */
const calendar = createClock({ rolloverHour: 0 });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** When something will be: `in 9 minutes`, `tomorrow at 04:00`, `on Thursday 12 March`. */
export function spokenTime(due: Date, clock: Clock): string {
  const now = clock.now();
  const minutes = Math.ceil((due.getTime() - now) / MS_PER_MINUTE);
  if (minutes <= 0) return 'now';
  if (minutes < 60) return `in ${counted(minutes, 'minute')}`;
  const days = daysBetween(calendar.dayOf(now), calendar.dayOf(due.getTime()));
  if (days <= 1) return `${days === 0 ? 'today' : 'tomorrow'} at ${timeOfDay.format(due)}`;
  return `on ${(days < DAYS_PER_YEAR / 2 ? dayOfYear : date).format(due).replace(',', '')}`;
}

/** How long to wait, in few letters: `10m`, `4h`, `6d`, `3mo`, `1.5y`. */
export function shortWait(due: Date, clock: Clock): string {
  const day = clock.dayOf(due.getTime());
  const days = daysBetween(clock.dayOf(clock.now()), day);
  // A due at the very beginning of a study day was promised for the day, not for that minute.
  if (days > 0 && due.getTime() === clock.startOf(day)) return shortDays(days);
  const minutes = Math.max(0, Math.round((due.getTime() - clock.now()) / MS_PER_MINUTE));
  if (minutes < 60) return `${minutes}m`;
  return minutes < MINUTES_PER_DAY ? `${Math.round(minutes / 60)}h` : shortDays(Math.round(minutes / MINUTES_PER_DAY));
}

function shortDays(days: number): string {
  if (days <= DAYS_PER_MONTH) return `${days}d`;
  return days < DAYS_PER_YEAR ? `${Math.round(days / DAYS_PER_MONTH)}mo` : `${(days / DAYS_PER_YEAR).toFixed(1)}y`;
}
