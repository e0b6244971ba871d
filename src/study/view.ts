import { type CardId, keyPointsOf } from '../deck/deck.js';
import type { Phase } from '../schedule/schedule.js';
import type { Standing } from '../schedule/standing.js';
import type { Clock } from '../time/clock.js';
import { instantOf } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';
import type { ShelfCard } from './shelf.js';

/** One of the points a listener should hear. */
export interface KeyPointView {
  readonly slug: string;
  readonly text: string;
  /** An answer without this point has not answered. */
  readonly essential: boolean;
}

/** A card with its schedule, as front ends want to see it. The same object until something about it changes. */
export interface CardView<Id extends CardId = CardId, Fields = unknown> {
  readonly id: Id;
  readonly deckId: string;
  readonly key: string;
  /** Markdown. */
  readonly prompt: string;
  /** The model answer, in Markdown. */
  readonly answer: string;
  /** The learner's own words. */
  readonly ownAnswer?: string;
  /** In the author's order; empty if the author named none. */
  readonly keyPoints: readonly KeyPointView[];
  readonly hint?: string;
  readonly tags: readonly string[];
  /** The language of its deck (BCP 47): how to read it aloud, and in which direction it is written. */
  readonly language?: string;
  /** The card it follows. */
  readonly followsUp?: Id;
  /** The deck's own data. */
  readonly fields: Fields;
  readonly phase: 'new' | Phase;
  /** When it is to be seen next; a new card has no due unless it was put off. */
  readonly due?: Date;
  readonly suspended: boolean;
  /** Forgotten so often (`leechThreshold`) that it wants rewording rather than repetition. */
  readonly leech: boolean;
  /** How often it was reviewed. */
  readonly reps: number;
  /** How often it was forgotten after it had become a review. */
  readonly lapses: number;
  /** Days until the probability of recall falls to 90 %. */
  readonly stability?: number;
  /** From 1 (easy) to 10 (hard). */
  readonly difficulty?: number;
  /** The probability of recall today, from 0 to 1. */
  readonly retrievability?: number;
  readonly lastReviewed?: StudyDay;
}

/**
 * The view of a card where it stands, on a study day.
 * @param before an earlier view of the card, from which is taken what cannot have changed
 */
export function viewOf(
  card: ShelfCard,
  standing: Standing,
  today: StudyDay,
  startOf: Clock['startOf'],
  before?: CardView,
): CardView {
  const { content, deck, follows } = card;
  const { schedule, moved, suspended, ownAnswer } = standing;
  const due = moved ?? schedule?.due;
  const view: Draft = {
    id: card.id,
    deckId: deck.id,
    key: card.key,
    prompt: content.prompt,
    answer: content.answer,
    keyPoints: before?.keyPoints ?? keyPointsOf(content),
    tags: before?.tags ?? content.tags ?? [],
    fields: content.fields,
    phase: schedule?.phase ?? 'new',
    suspended,
    leech: (schedule?.lapses ?? 0) >= deck.options.leechThreshold,
    reps: schedule?.reps ?? 0,
    lapses: schedule?.lapses ?? 0,
  };
  if (schedule) {
    view.stability = schedule.stability;
    view.difficulty = schedule.difficulty;
    view.retrievability = deck.scheduler.retrievability(schedule, today);
    view.lastReviewed = schedule.lastReviewed;
  }
  if (due !== undefined) view.due = new Date(instantOf(due, startOf));
  if (deck.language !== undefined) view.language = deck.language;
  if (content.hint !== undefined) view.hint = content.hint;
  if (follows) view.followsUp = follows.id;
  if (ownAnswer !== '') view.ownAnswer = ownAnswer;
  return view;
}

type Draft = { -readonly [Member in keyof CardView]: CardView[Member] };
