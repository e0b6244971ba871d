import type { CardContent, CardId, Deck } from '../deck/deck.js';
import { kinshipOf } from './diff-heirs.js';
import { lossesBetween } from './diff-losses.js';
import { type Proposal, proposalsFor } from './diff-proposals.js';
import { ownerOf, type Side, sideOf } from './diff-side.js';

/** A part of a card that learners see when they answer. */
export type CardPart = 'prompt' | 'answer' | 'keyPoints';

/** What became of a card. Cards that live on without saying so, and their heirs, are named among the losses instead. */
export type Change =
  | { readonly kind: 'added'; readonly cardId: CardId }
  /** Its id stayed, so its progress stays. */
  | { readonly kind: 'reworded'; readonly cardId: CardId; readonly parts: readonly CardPart[] }
  /**
   * Its id stayed, but prompt and answer are others and have hardly anything in common with what they were: if it is another card,
   * learners' progress counts for a question that they never saw, and only another key helps. `likeness` is from 0 to 1; 0 also where a
   * question of the same form is asked of something else.
   */
  | { readonly kind: 'replaced'; readonly cardId: CardId; readonly likeness: number }
  /** Another card says that it was this one; its progress is there now. `parts` are those that were reworded at the same time. */
  | {
      readonly kind: 'renamed';
      readonly cardId: CardId;
      readonly heir: CardId;
      readonly parts: readonly CardPart[];
    }
  /** It is gone, and nothing goes on from it. */
  | { readonly kind: 'retired'; readonly cardId: CardId }
  /** A key point keeps its text and has another slug: what learners recalled of it is not shown any more. */
  | {
      readonly kind: 'key-point-renamed';
      readonly cardId: CardId;
      readonly slug: string;
      readonly newSlug: string;
    };

/** How sure it is that a card lives on in another: it has the same content or former ids, or it is alike, from 0 to 1. */
export type Certainty = { readonly certainty: 'certain' } | { readonly certainty: 'likely'; readonly likeness: number };

/** Progress that learners would lose. `missing` are the ids that `heir` must name in `formerly`. */
export type Loss =
  /** The card is gone, and the one that it lives on in does not say so. */
  | ({
      readonly kind: 'undeclared-heir';
      readonly cardId: CardId;
      readonly heir: CardId;
      readonly missing: readonly CardId[];
    } & Certainty)
  /** The card had the history of other ids, and whoever skipped a release still has it under them; its heir does not name them. */
  | {
      readonly kind: 'forgotten-ids';
      readonly cardId: CardId;
      readonly heir: CardId;
      readonly missing: readonly CardId[];
    }
  /** What had the history of this id lives on in another card, but the id is now a different card's: no `formerly` can help, only another key for that card. */
  | { readonly kind: 'reused-id'; readonly cardId: CardId; readonly heir: CardId };

/** What happened between two releases of decks. */
export interface DeckDiff {
  /** In the order of the cards before; those that were added come last, in the order of the cards after. */
  readonly changes: readonly Change[];
  /** In the order of the cards before; empty if every learner keeps everything. */
  readonly losses: readonly Loss[];
  /** What to add to which card so that nothing is lost: `withFormerly` does it. */
  readonly proposals: readonly Proposal[];
}

/**
 * Compares two releases of a deck, or of several that belong together: then cards may move from one to another. It finds the cards that
 * live on under another id without saying so, by their content, and what each must name in `formerly` to keep all progress.
 * @throws StudyError `invalid-deck`, also for decks that nobody can open together
 * @example
 * const { losses, proposals } = diffDecks(published, draft);
 * const [safe] = withFormerly([draft], proposals);
 */
export function diffDecks(before: Deck | readonly Deck[], after: Deck | readonly Deck[]): DeckDiff {
  const [old, now] = [sideOf(listOf(before)), sideOf(listOf(after))];
  const { heirs, replaced } = kinshipOf(old, now);
  const losses = lossesBetween(old, now, heirs);
  const isLost = new Set(heirs.keys());
  const isHeir = new Set([...heirs.values()].map(({ heir }) => heir));
  const changes: Change[] = [];
  for (const { id } of old.cards.values()) {
    if (!isLost.has(id)) changes.push(...changesOf(id, old, now, replaced.get(id)));
  }
  for (const { id, content } of now.cards.values()) {
    const isKnown = old.cards.has(id) || content.formerly?.some((former) => ownerOf(old, former) !== undefined);
    if (!isKnown && !isHeir.has(id)) changes.push({ kind: 'added', cardId: id });
  }
  return { changes, losses, proposals: proposalsFor(losses, now) };
}

function listOf(decks: Deck | readonly Deck[]): readonly Deck[] {
  return Array.isArray(decks) ? decks : [decks as Deck];
}

function changesOf(cardId: CardId, before: Side, after: Side, likeness: number | undefined): Change[] {
  const heir = ownerOf(after, cardId);
  if (heir === undefined) return [{ kind: 'retired', cardId }];
  const [old, now] = [before.cards.get(cardId)?.content, after.cards.get(heir)?.content] as [CardContent, CardContent];
  const parts = PARTS.filter((part) => textsOf(old, part) !== textsOf(now, part));
  const renamed = parts.includes('keyPoints') ? renamedPoints(heir, old, now) : [];
  if (heir !== cardId) return [{ kind: 'renamed', cardId, heir, parts }, ...renamed];
  if (likeness !== undefined) return [{ kind: 'replaced', cardId, likeness }, ...renamed];
  return parts.length === 0 ? [] : [{ kind: 'reworded', cardId, parts }, ...renamed];
}

const PARTS: readonly CardPart[] = ['prompt', 'answer', 'keyPoints'];

function textsOf(content: CardContent, part: CardPart): string | undefined {
  return part === 'keyPoints' ? JSON.stringify(Object.entries(content.keyPoints ?? {})) : content[part];
}

function renamedPoints(
  cardId: CardId,
  { keyPoints: old = {} }: CardContent,
  { keyPoints = {} }: CardContent,
): Change[] {
  const textOf = (points: CardContent['keyPoints'], slug: string) => {
    const point = points?.[slug];
    return typeof point === 'string' ? point : point?.text;
  };
  const fresh = Object.keys(keyPoints).filter((slug) => !Object.hasOwn(old, slug));
  const byText = new Map(fresh.map((slug) => [textOf(keyPoints, slug), slug]));
  return Object.keys(old).flatMap((slug): Change[] => {
    const newSlug = Object.hasOwn(keyPoints, slug) ? undefined : byText.get(textOf(old, slug));
    return newSlug === undefined ? [] : [{ kind: 'key-point-renamed', cardId, slug, newSlug }];
  });
}
