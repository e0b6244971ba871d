import type { CardId } from '../deck/deck.js';
import { likeliestHeirs, type WordedCard } from './diff-match.js';
import { ownerOf, type PlacedCard, type Side } from './diff-side.js';
import { isAnswerKept, remainderOf, Vocabulary, type Wording } from './diff-words.js';

/** Where a card lives on although nobody said so. */
export interface Heir {
  readonly heir: CardId;
  /** From 0 to 1; nothing where it is certain. */
  readonly likeness?: number;
}

/** What became of cards beyond what their ids say. */
export interface Kinship {
  readonly heirs: ReadonlyMap<CardId, Heir>;
  /** Cards whose id now belongs to a text that is hardly theirs, with how alike the two are. */
  readonly replaced: ReadonlyMap<CardId, number>;
}

/** A card that keeps its id and less than this of its words may be another card: it is, if so much of it is found elsewhere. */
const LEAST_IN_COMMON = 0.35;
const MOVED_AWAY = 0.75;
/** So many of the other cards show well enough which words are common. */
const BACKGROUND = 2_000;

/**
 * The heirs of cards that are gone without a word, and of those whose id now belongs to another card. Certain ones come first, then the
 * likeliest; a copy that was there before is only asked in the end.
 */
export function kinshipOf(before: Side, after: Side): Kinship {
  const gone = [...before.cards.values()].filter(({ id }) => ownerOf(after, id) === undefined);
  const carried = carriedBy(before, after);
  const isFresh = ({ id }: PlacedCard) => !carried.has(id);
  const fresh = [...after.cards.values()].filter(isFresh);
  const found = new Map<CardId, Heir>();
  const isOpen = ({ id }: PlacedCard) => !found.has(id);

  const copied = copies(gone, fresh);
  for (const [id, heir] of copied) found.set(id, { heir });
  for (const { id, content } of gone.filter(isOpen)) {
    const heir = content.formerly?.map((former) => after.heirs.get(former)).find((other) => other !== undefined);
    if (heir) found.set(id, { heir });
  }
  const taken = new Set(copied.values());
  const open = { gone: gone.filter(isOpen), fresh: fresh.filter(({ id }) => !taken.has(id)), carried };
  const { matches, replaced } = alike(before, after, open);
  for (const [id, match] of matches) found.set(id, match);
  const rest = gone.filter(isOpen);
  const present = rest.length > 0 ? [...after.cards.values()] : [];
  for (const [id, heir] of copies(rest, present, 'shared')) found.set(id, { heir });
  return { heirs: found, replaced };
}

/** The cards of before that each card of after is known to carry on: itself, and those it says it was. */
function carriedBy(before: Side, after: Side): Map<CardId, PlacedCard[]> {
  const carried = new Map<CardId, PlacedCard[]>();
  for (const { id, content } of after.cards.values()) {
    const owners = (content.formerly ?? []).map((former) => ownerOf(before, former));
    const cards = [...new Set([id, ...owners])].flatMap((owner) => (owner && before.cards.get(owner)) ?? []);
    if (cards.length > 0) carried.set(id, cards);
  }
  return carried;
}

/** Pairs cards with the same text; those with the same key first, then in their order. */
function copies(
  olds: readonly PlacedCard[],
  news: readonly PlacedCard[],
  heirs: 'single' | 'shared' = 'single',
): Map<CardId, CardId> {
  const found = new Map<CardId, CardId>();
  const taken = new Set<CardId>();
  const lines = new Map<string, Line>();
  const asked = olds.map((card) => ({ card, text: textOf(card) }));
  for (const { card, text } of asked) {
    for (const name of [text, `${card.key} ${text}`]) lines.set(name, { ids: [], at: 0 });
  }
  for (const card of olds.length === 0 ? [] : news) {
    const text = textOf(card);
    lines.get(text)?.ids.push(card.id);
    lines.get(`${card.key} ${text}`)?.ids.push(card.id);
  }
  const take = ({ id }: PlacedCard, line: Line) => {
    while (taken.has(line.ids[line.at] as CardId)) line.at++;
    const heir = line.ids[line.at];
    if (found.has(id) || heir === undefined) return;
    found.set(id, heir);
    if (heirs === 'single') taken.add(heir);
  };
  for (const { card, text } of asked) take(card, lines.get(`${card.key} ${text}`) as Line);
  for (const { card, text } of asked) take(card, lines.get(text) as Line);
  return found;
}

/** Cards that wait to be paired, and the place of the first that may still do so. */
interface Line {
  readonly ids: CardId[];
  at: number;
}

/** Prompt and answer, however their lines are broken. */
function textOf({ content: { prompt, answer } }: PlacedCard): string {
  return JSON.stringify([prompt, answer].map((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim()));
}

interface Open {
  readonly gone: readonly PlacedCard[];
  readonly fresh: readonly PlacedCard[];
  readonly carried: ReadonlyMap<CardId, readonly PlacedCard[]>;
}

interface Alike {
  readonly matches: ReadonlyMap<CardId, Heir>;
  readonly replaced: Kinship['replaced'];
}

function alike(before: Side, after: Side, { gone, fresh, carried }: Open): Alike {
  const rewritten = [...before.cards.values()].filter(({ id, content }) => {
    const now = after.cards.get(id)?.content;
    return now && (now.prompt !== content.prompt || now.answer !== content.answer);
  });
  if (gone.length + rewritten.length === 0) return { matches: new Map(), replaced: new Map() };
  // A card that has grown may have taken in one that is gone.
  const grown = gone.length === 0 ? [] : [...after.cards.values()].filter((card) => hasGrown(card, carried));
  const vocabulary = new Vocabulary();
  const wordings = new Map<PlacedCard, Wording>();
  const learn = (card: PlacedCard) => {
    if (!wordings.has(card)) wordings.set(card, vocabulary.add(card));
  };
  const now = ({ id }: PlacedCard) => after.cards.get(id) as PlacedCard;
  for (const card of [...gone, ...fresh, ...rewritten, ...rewritten.map(now), ...grown]) learn(card);
  for (const { id } of grown) carried.get(id)?.forEach(learn);
  for (const card of thinned(after)) learn(card);

  const wordingOf = (card: PlacedCard) => wordings.get(card) as Wording;
  const worded = (card: PlacedCard): WordedCard => ({ id: card.id, key: card.key, wording: wordingOf(card) });
  const likenesses = new Map(
    rewritten.map((card) => [card, vocabulary.likeness(wordingOf(card), wordingOf(now(card)))]),
  );
  const estranged = rewritten.filter((card) => (likenesses.get(card) as number) < LEAST_IN_COMMON);
  const strangers = new Set(estranged.map(now));
  const rests = grown
    .filter((card) => !strangers.has(card))
    .map((card): WordedCard => {
      const said = carried.get(card.id)?.map(wordingOf) ?? [];
      return { ...worded(card), wording: remainderOf(wordingOf(card), said) };
    });
  const matches = likeliestHeirs(
    [...gone, ...estranged].map(worded),
    [...[...fresh, ...strangers].map(worded), ...rests],
    vocabulary,
  );
  for (const { id } of estranged) if ((matches.get(id)?.likeness ?? 0) < MOVED_AWAY) matches.delete(id);
  const isReplaced = (card: PlacedCard) =>
    now(card).content.prompt !== card.content.prompt &&
    now(card).content.answer !== card.content.answer &&
    !isAnswerKept(wordingOf(card), wordingOf(now(card)));
  const replaced = estranged.filter(isReplaced);
  return { matches, replaced: new Map(replaced.map((card) => [card.id, likenesses.get(card) as number])) };
}

function hasGrown({ id, content }: PlacedCard, carried: Open['carried']): boolean {
  const said = carried.get(id);
  return !!said?.every((old) => old.content.prompt !== content.prompt || old.content.answer !== content.answer);
}

/** Some of the cards, evenly from all over the decks. */
function thinned({ cards }: Side): PlacedCard[] {
  const step = Math.ceil(cards.size / BACKGROUND);
  return [...cards.values()].filter((_, index) => index % step === 0);
}
