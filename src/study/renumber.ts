import type { CardId } from '../deck/deck.js';
import { readAt } from '../log/columns.js';
import { NO_CARD } from '../log/packed-log.js';
import { emptyColumns } from '../log/typed-columns.js';
import { CARD_COLUMNS, CardTable } from './card-table.js';
import { bytesOfIds, type Holdings, idsIn, type Remembered } from './checkpoint.js';
import type { Shelf } from './shelf.js';

/**
 * What a checkpoint holds, for the decks and options of now; nothing if all of it was worked out under other circumstances.
 */
export function fitting({ circumstances, cardIds, holdings }: Remembered, shelf: Shelf): Holdings | undefined {
  const now = shelf.circumstances;
  if (circumstances.all !== now?.all) return undefined;
  const isSame = areEqual(cardIds, bytesOfIds(shelf.cards));
  const fitted = isSame ? holdings : renumbered(holdings, idsIn(cardIds), shelf);
  const changed = Object.keys(now.ofDeck).filter((id) => circumstances.ofDeck[id] !== now.ofDeck[id]);
  if (changed.length === 0) return fitted;
  const stale = shelf.cards
    .filter(({ number, deck }) => changed.includes(deck.id) && (fitted.heads[number] as number) > 0)
    .map(({ number }) => number);
  return { ...fitted, stale: [...fitted.stale, ...stale] };
}

/**
 * Holdings as they are under the decks that are open now, after other decks were when they were written down.
 * @param then ids of the cards at their numbers then
 */
function renumbered(holdings: Holdings, then: readonly CardId[], shelf: Shelf): Holdings {
  const { log, table, strangers: before } = holdings;
  const strangers: CardId[] = [];
  const numbers = [...then, ...before].map(
    (id) => shelf.find(id)?.number ?? shelf.cards.length + strangers.push(id) - 1,
  );
  const numbersOf = (cards: readonly number[]) =>
    cards.map((card) => numbers[card] as number).filter((card) => card < shelf.cards.length);
  const newcomers = numbersOf(before.map((_, index) => then.length + index));

  const heads = new Uint32Array(shelf.cards.length);
  const card = log.columns.card.map((number) => (number === NO_CARD ? NO_CARD : (numbers[number] as number)));
  const disordered = new Set(numbersOf(holdings.disordered));
  const links = card.map((number, row) => {
    const link = heads[number] ?? 0;
    if (number >= heads.length) return 0;
    const isLater = link === 0 || readAt(log.columns, row) > readAt(log.columns, link - 1);
    if (!isLater) disordered.add(number); // or at the same time, or who knows when
    heads[number] = row + 1;
    return link;
  });
  const columns = emptyColumns(CARD_COLUMNS, shelf.cards.length);
  const answers: [number, string][] = [];
  for (let from = 0; from < then.length; from++) {
    const to = numbers[from] as number;
    if (to >= shelf.cards.length) continue;
    for (const name of Object.keys(CARD_COLUMNS) as (keyof typeof CARD_COLUMNS)[]) {
      columns[name][to] = table.columns[name][from] as number;
    }
    const answer = table.ownAnswers.get(from);
    if (answer !== undefined) answers.push([to, answer]);
  }
  return {
    ...holdings,
    log: { ...log, columns: { ...log.columns, card, before: links } },
    table: new CardTable(columns, answers),
    heads,
    disordered: [...disordered],
    stale: newcomers,
    concerned: [...numbersOf(holdings.concerned), ...newcomers], // nobody has looked

    strangers,
  };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
