import type { CardContent, Deck } from './deck.js';
import { checkDeck } from './parse.js';

/** What `defineDeck` accepts: a deck whose follow-ups name cards that are there. */
type DeckSpec<Spec extends Deck> = Spec & {
  readonly cards: { readonly [Key in keyof Spec['cards']]: CardContent & { readonly followsUp?: keyof Spec['cards'] } };
};

/** The deck that a literal spells: its id, its keys and the type of its fields. */
type DeckOf<Spec extends Deck> = Deck<
  Spec['id'],
  Extract<keyof Spec['cards'], string>,
  FieldsIn<Spec['cards'][keyof Spec['cards']]>
>;

type FieldsIn<Card> = Card extends { readonly fields: infer Fields } ? Fields : undefined;

/**
 * A deck written in code. Ids and keys are inferred as literals, so a mistyped card id does not compile.
 * @throws StudyError `invalid-deck` whose `issues` list every fault with its path
 * @example
 * const deck = defineDeck({
 *   id: 'capitals',
 *   title: 'Capitals',
 *   cards: { france: { prompt: 'What is the capital of France?', answer: 'Paris' } },
 * });
 */
export function defineDeck<const Spec extends Deck>(spec: DeckSpec<Spec>): DeckOf<Spec> {
  checkDeck(spec);
  return spec as unknown as DeckOf<Spec>;
}
