import type { ShelfCard } from './shelf.js';

/**
 * Cards that wait in line, part after part; a part is put in order when its turn comes, and a day may end before that. Any card may
 * step out, which costs the same however long the line is.
 */
export class Line {
  readonly #parts: readonly ShelfCard[][];
  readonly #sort: (part: ShelfCard[]) => void;
  /** By the number of the card, whether it waits. */
  readonly #waits: Uint8Array;
  #length = 0;
  /** Parts before this one are in order. */
  #sorted = 0;
  /** Nobody waits before this part and place. */
  #part = 0;
  #place = 0;

  /** @param all how many cards there are in all */
  constructor(parts: readonly ShelfCard[][], all: number, sort: (part: ShelfCard[]) => void = () => {}) {
    this.#parts = parts;
    this.#sort = sort;
    this.#waits = new Uint8Array(all);
    for (const part of parts) {
      this.#length += part.length;
      for (const { number } of part) this.#waits[number] = 1;
    }
  }

  get length(): number {
    return this.#length;
  }

  has({ number }: ShelfCard): boolean {
    return this.#waits[number] === 1;
  }

  /** Takes a card out, and says whether it was in the line. */
  remove({ number }: ShelfCard): boolean {
    if (this.#waits[number] !== 1) return false;
    this.#waits[number] = 0;
    this.#length--;
    return true;
  }

  /** From the front to the end. */
  *[Symbol.iterator](): Generator<ShelfCard> {
    let isFront = true;
    let place = this.#place;
    for (let at = this.#part; at < this.#parts.length; at++, place = 0) {
      const part = this.#parts[at] as ShelfCard[];
      if (at === this.#sorted) {
        this.#sort(part);
        this.#sorted++;
      }
      for (; place < part.length; place++) {
        const card = part[place] as ShelfCard;
        if (this.#waits[card.number] !== 1) continue;
        if (isFront) {
          this.#part = at;
          this.#place = place;
          isFront = false;
        }
        yield card;
      }
    }
  }
}

/** Both lines in one, the shorter spread evenly over the longer; at most so many cards. */
export function interspersed(reviews: Line, fresh: Line, limit: number): ShelfCard[] {
  const mixed: ShelfCard[] = [];
  const [fromReviews, fromFresh] = [reviews[Symbol.iterator](), fresh[Symbol.iterator]()];
  const count = Math.min(limit, reviews.length + fresh.length);
  for (let review = 0, next = 0; mixed.length < count; ) {
    const takeReview =
      next >= fresh.length || (review < reviews.length && review * fresh.length <= next * reviews.length);
    mixed.push((takeReview ? fromReviews : fromFresh).next().value as ShelfCard);
    if (takeReview) review++;
    else next++;
  }
  return mixed;
}
