/** Cards that wait in line. Any of them may step out, which costs the same however long the line is. */
export class Line<Card> {
  readonly #cards: readonly Card[];
  readonly #waiting: Set<Card>;
  #head = 0;

  constructor(cards: readonly Card[]) {
    this.#cards = cards;
    this.#waiting = new Set(cards);
  }

  get length(): number {
    return this.#waiting.size;
  }

  /** Takes a card out, and says whether it was in the line. */
  remove(card: Card): boolean {
    if (!this.#waiting.delete(card)) return false;
    while (this.#head < this.#cards.length && !this.#waiting.has(this.#cards[this.#head] as Card)) this.#head++;
    return true;
  }

  /** From the front to the end. */
  *[Symbol.iterator](): Generator<Card> {
    for (let place = this.#head; place < this.#cards.length; place++) {
      const card = this.#cards[place] as Card;
      if (this.#waiting.has(card)) yield card;
    }
  }
}

/** Both lines in one, the shorter spread evenly over the longer; at most so many cards. */
export function interspersed<Card>(reviews: Line<Card>, fresh: Line<Card>, limit: number): Card[] {
  const mixed: Card[] = [];
  const [fromReviews, fromFresh] = [reviews[Symbol.iterator](), fresh[Symbol.iterator]()];
  const count = Math.min(limit, reviews.length + fresh.length);
  for (let review = 0, next = 0; mixed.length < count; ) {
    const takeReview =
      next >= fresh.length || (review < reviews.length && review * fresh.length <= next * reviews.length);
    mixed.push((takeReview ? fromReviews : fromFresh).next().value as Card);
    if (takeReview) review++;
    else next++;
  }
  return mixed;
}
