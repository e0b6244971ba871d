/**
 * What an Anki collection holds, whatever schema and container it came in: as Anki means it, in plain values. Older
 * forms are brought to the newest on reading: the first scheduler's card types and buttons, mistyped review rows, numbers
 * kept as texts.
 */
export interface Collection {
  /** When the collection was created, in seconds since 1970 UTC. */
  readonly created: number;
  /** When it was last changed, in ms since 1970 UTC. */
  readonly modified: number;
  /** The hour at which a day begins, 0 to 23. */
  readonly rolloverHour: number;
  /** Minutes west of UTC at the place and time of creation; absent in old collections. */
  readonly creationOffset?: number;
  readonly schedulerVersion: 1 | 2;
  readonly notetypes: ReadonlyMap<number, Notetype>;
  readonly decks: ReadonlyMap<number, AnkiDeck>;
  readonly presets: ReadonlyMap<number, Preset>;
  /** How many rows the tables hold. */
  readonly counts: { readonly notes: number; readonly cards: number; readonly reviews: number };
  /** In ascending order of their ids. */
  notes(): Iterable<NoteRow>;
  /** In ascending order of their notes, then of their templates. */
  cards(): Iterable<CardRow>;
  /** In ascending order of their ids, which is that of time. */
  reviews(): Iterable<ReviewRow>;
  close(): void;
}

export interface Notetype {
  readonly id: number;
  readonly name: string;
  readonly kind: 'normal' | 'cloze';
  readonly css: string;
  /** Names, in order. */
  readonly fields: readonly string[];
  /** In order; `card.ord` is an index into it, but for cloze, which has one template for all. */
  readonly templates: readonly Template[];
}

export interface Template {
  readonly name: string;
  /** HTML with fields, conditionals and filters in braces. */
  readonly question: string;
  readonly answer: string;
}

export interface AnkiDeck {
  readonly id: number;
  /** With `::` between levels. */
  readonly name: string;
  readonly description: string;
  readonly isFiltered: boolean;
  readonly presetId?: number;
}

/** The options of a deck, as far as they mean something here. */
export interface Preset {
  readonly id: number;
  /** In minutes. */
  readonly learningSteps: readonly number[];
  readonly relearningSteps: readonly number[];
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly maximumIntervalDays: number;
  readonly leechThreshold: number;
  /** 0 to 1. */
  readonly desiredRetention: number;
  /** 0 to 1: what was remembered while the older algorithm scheduled. */
  readonly historicalRetention: number;
  /** The newest that are not empty: 21, 19 or 17 numbers; empty if the model's own are used. */
  readonly parameters: readonly number[];
  /** Reviews before this day are not looked at, `YYYY-MM-DD`; empty if there is none. */
  readonly ignoreReviewsBefore: string;
}

export interface NoteRow {
  readonly id: number;
  /** The note's identity across collections: any text. */
  readonly guid: string;
  readonly notetypeId: number;
  /** Seconds since 1970 UTC. */
  readonly modified: number;
  readonly tags: readonly string[];
  /** HTML; as many as the notetype has. */
  readonly fields: readonly string[];
}

/** The names are Anki's; see `dueOf` for what `due` means. */
export interface CardRow {
  readonly id: number;
  readonly noteId: number;
  readonly deckId: number;
  readonly ord: number;
  /** Seconds since 1970 UTC. */
  readonly modified: number;
  /** 0 new, 1 learning, 2 review, 3 relearning. */
  readonly type: number;
  /** 0 new, 1 learning, 2 review, 3 learning on a later day, 4 preview, -1 suspended, -2 and -3 buried. */
  readonly queue: number;
  readonly due: number;
  /** Days. */
  readonly interval: number;
  /** The ease times 1000. */
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly originalDue: number;
  /** The home deck of a card in a filtered deck, otherwise 0. */
  readonly originalDeckId: number;
  readonly flags: number;
  /** FSRS memory, where Anki has written one. */
  readonly stability?: number;
  readonly difficulty?: number;
  /** Seconds since 1970 UTC. */
  readonly lastReviewed?: number;
  /** The place among the new cards that it once had. */
  readonly position?: number;
}

/** A row of the review log. */
export interface ReviewRow {
  /** When it was answered, in ms since 1970 UTC. */
  readonly id: number;
  readonly cardId: number;
  /** 1 again to 4 easy; 0 was no answer. */
  readonly button: number;
  /** The new interval: days, or seconds if negative. */
  readonly interval: number;
  readonly lastInterval: number;
  /** The ease times 1000; up to 1100, FSRS difficulty. */
  readonly factor: number;
  readonly durationMs: number;
  /** 0 learning, 1 review, 2 relearning, 3 filtered, 4 manual, 5 rescheduled. */
  readonly kind: number;
}
