import type { Deck } from 'ownwords';
import { oneLine } from '../text.js';
import type { Sitting } from './card.js';
import { spokenTime } from './times.js';

type Table = Omit<Sitting, 'deckId'>;

/** The deck the learner names or chooses; nothing if the learner leaves instead. */
export async function deckToStudy(
  named: string | undefined,
  decks: readonly Deck[],
  table: Table,
): Promise<string | undefined> {
  const { study, screen } = table;
  const [only] = decks.length === 1 ? decks : [];
  const given = named ?? (only && study.due({ deckId: only.id }).length === 0 ? only.id : undefined);
  if (given !== undefined) {
    const deck = decks.find(({ id }) => id === given);
    if (deck) screen.print(screen.colors.bold(oneLine(deck.title)));
    return given;
  }
  const labels = decks.map((deck) => `${oneLine(deck.title)}\n  ${outlook(deck.id, table)}`);
  const place = await screen.choose('Which deck?', labels);
  return place === undefined ? undefined : decks[place]?.id;
}

/** What there is to do in a deck. */
function outlook(deckId: string, { study, clock }: Table): string {
  const counts = study.counts({ deckId });
  const next = counts.nextDueAt ? `, the next card comes ${spokenTime(counts.nextDueAt, clock)}` : '';
  const isDue = counts.new + counts.learning + counts.review > 0;
  const kinds = `${counts.new} new · ${counts.learning} learning · ${counts.review} review`;
  return `${isDue ? kinds : `nothing due${next}`} · done today ${counts.doneToday}`;
}
