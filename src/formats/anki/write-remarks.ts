import { type CardId, cardId } from '../../deck/deck.js';
import { isCardId } from '../../deck/parse.js';
import { isCardEvent } from '../../log/check-event.js';
import type { StudyEvent } from '../../log/event.js';
import type { Remark } from '../imported.js';
import type { Plan, PlannedCard } from './write-plan.js';
import { ankiTagsOf } from './write-text.js';

/** What happened to cards that no deck holds, and what this version does not understand: one remark for each card. */
export function leftOutRemarks(events: readonly StudyEvent[], { cards, heirs }: Plan): Remark[] {
  const lost = new Map<CardId, number>();
  const unknown = new Map<CardId | undefined, number>();
  const count = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const event of events) {
    const id = 'cardId' in event && isCardId(event.cardId) ? event.cardId : undefined;
    if (!isCardEvent(event)) {
      if (event.type !== 'undone') count(unknown, id);
    } else if (!cards.has(event.cardId) && !heirs.has(event.cardId)) {
      count(lost, event.cardId);
    }
  }
  const dropped = (id: CardId | undefined, message: string): Remark =>
    id === undefined
      ? { kind: 'dropped', place: 'progress', message }
      : { kind: 'dropped', place: `card ${id}`, message, cardId: id };
  return [
    ...Array.from(lost, ([id, number]) =>
      dropped(id, `No deck given holds this card; ${number} of its events stay behind`),
    ),
    ...Array.from(unknown, ([id, number]) =>
      dropped(id, `${number} events of kinds that a newer version writes stay behind; Anki has no place for them`),
    ),
  ];
}

/** What Anki cannot have of a card, in one remark. */
export function cardRemark({ deck, key, content, past }: PlannedCard): Remark | undefined {
  const { standing, seed } = past;
  const tags = ankiTagsOf(content.tags);
  const dropped = standing.ownAnswer ? ["the learner's own answer stays behind, for Anki has no place for it"] : [];
  const changed: string[] = [];
  if (seed) changed.push('Anki gets the memory that its past came to, but no reviews, for they are not known');
  if (standing.moved !== undefined && !standing.schedule)
    changed.push('it is new, and has no due in Anki before its first review');
  if (content.tags?.some((tag) => !tags.includes(tag))) changed.push(`its tags are ${tags.join(' ')} in Anki`);
  if (dropped.length + changed.length === 0) return undefined;
  const id = cardId(deck.id, key);
  const message = [...dropped, ...changed].join('; ');
  return { kind: dropped.length > 0 ? 'dropped' : 'changed', place: `card ${id}`, message, cardId: id };
}
