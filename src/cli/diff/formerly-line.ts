import type { Proposal } from 'ownwords/decks/tools';
import type { DeckFormat } from '../deck-file.js';

/** What to write into a file, as it stands there. */
export function formerlyLine({ formerly }: Proposal, format: DeckFormat): string {
  if (format === 'markdown') return `Formerly: ${formerly.join(', ')}`;
  if (format === 'csv') return `${formerly.join(' ')}   (in the column formerly)`;
  return `"formerly": [${formerly.map((id) => JSON.stringify(id)).join(', ')}]`;
}
