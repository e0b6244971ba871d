import type { Reviewed, StudyDay } from 'ownwords';

/** What two devices of one learner have recorded. */
export interface Devices {
  readonly first: readonly Reviewed[];
  readonly second: readonly Reviewed[];
  /** Both together, as they come: what only the second has stands behind all of the first. */
  readonly union: readonly Reviewed[];
}

/**
 * The past, divided between two devices that last met after a third of it: half of what each has, both have. Since then
 * each was used every other day, and counted only the reviews that it knew, so many a promise was made in ignorance.
 */
export function devicesOf(past: readonly Reviewed[]): Devices {
  const met = Math.floor(past.length / 3);
  const shared = past.slice(0, met);
  const later = past.slice(met);
  const days = new Map<StudyDay, number>();
  for (const { day } of past) if (!days.has(day)) days.set(day, days.size);
  const since = (device: number) => later.filter(({ day }) => (days.get(day) as number) % 2 === device);
  const first = counted([...shared, ...since(0)]);
  const second = counted([...shared, ...since(1)]);
  return { first, second, union: [...first, ...second.slice(met)] };
}

/** The same reviews, numbered anew from the first one of each card. */
function counted(reviews: readonly Reviewed[]): Reviewed[] {
  const counts = new Map<string, number>();
  return reviews.map((review) => {
    const nth = (counts.get(review.cardId) ?? 0) + 1;
    counts.set(review.cardId, nth);
    return { ...review, nth };
  });
}
