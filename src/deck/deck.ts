import type { SchedulingWishes } from './scheduling-options.js';

/** `deck/key`: stable for the life of the card, whatever happens to its wording. */
export type CardId<DeckId extends string = string, Key extends string = string> = `${DeckId}/${Key}`;

/** One of the points a listener should hear in an answer. */
export type KeyPoint =
  | string
  | {
      readonly text: string;
      /** An answer without this point has not answered. */
      readonly essential: true;
    };

/** What an author writes on a card. Progress is kept elsewhere, under the card's id, so rewording is free. */
export interface CardContent<Fields = unknown> {
  /** The question, in Markdown. One prompt asks one thing. */
  readonly prompt: string;
  /** The model answer, in Markdown. */
  readonly answer: string;
  /** By a short, stable slug. */
  readonly keyPoints?: { readonly [slug: string]: KeyPoint };
  /** A nudge that does not give the answer away. */
  readonly hint?: string;
  /** Key of the card in this deck that this one follows: it is introduced after that card, and on another day if possible. */
  readonly followsUp?: string;
  readonly tags?: readonly string[];
  /** Ids this card had before; their history is its history. */
  readonly formerly?: readonly CardId[];
  /** The deck's own typed data. */
  readonly fields?: Fields;
}

/** A set of cards by one author: content and nothing else. */
export interface Deck<DeckId extends string = string, Key extends string = string, Fields = unknown> {
  /** Stable: it is the first half of every card id. */
  readonly id: DeckId;
  readonly title: string;
  readonly description?: string;
  /** BCP 47, such as `en` or `pt-BR`. */
  readonly language?: string;
  /** How the author would have this deck scheduled; the learner's own wishes come before it. */
  readonly scheduling?: SchedulingWishes;
  /** By key. A record, so that no two cards can have one id. Cards are introduced in this order. */
  readonly cards: { readonly [K in Key]: CardContent<Fields> };
}

/** The ids of all cards of a deck, or of a union of decks. */
export type CardIdOf<D extends Deck> = D extends Deck<infer DeckId, infer Key> ? CardId<DeckId, Key> : never;

/** The type of `fields` on the cards of a deck, or of a union of decks. */
export type FieldsOf<D extends Deck> = D extends Deck<string, string, infer Fields> ? Fields : never;

/** The id of the card with this key in this deck. */
export function cardId<DeckId extends string, Key extends string>(deckId: DeckId, key: Key): CardId<DeckId, Key> {
  return `${deckId}/${key}`;
}

/** The key points of a card, each with its slug, in the author's order. */
export function keyPointsOf({ keyPoints = {} }: CardContent): { slug: string; text: string; essential: boolean }[] {
  return Object.entries(keyPoints).map(([slug, point]) =>
    typeof point === 'string' ? { slug, text: point, essential: false } : { slug, text: point.text, essential: true },
  );
}
