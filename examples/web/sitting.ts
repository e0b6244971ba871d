import type { Study } from 'ownwords';
import type { DeckEntry } from 'ownwords/decks';
import { cardSheet } from './card.js';
import { button, element, inLanguage } from './element.js';
import { attempt, spokenTime, tell } from './messages.js';

/** One due card of a deck after another. `update` looks again what is due. */
export function sitting(study: Study, { id: deckId, title, language }: DeckEntry) {
  const bar = element('progress', { 'aria-label': 'Done today' });
  const counts = element('p', { class: 'quiet' });
  const rest = element('p', { tabindex: '-1' });
  const table = element('div');
  let sheet: ReturnType<typeof cardSheet> | undefined;
  let wanted: string | undefined; // the card to be shown before the others that are due

  function update(): void {
    const due = study.due({ deckId });
    const { doneToday, nextDueAt, ...kinds } = study.counts({ deckId });
    const left = Object.entries(kinds).flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : []));
    bar.max = doneToday + due.length || 1;
    bar.value = doneToday;
    counts.textContent = [`${doneToday} done today`, ...left].join(' · ');
    rest.textContent = `Nothing is due.${nextDueAt ? ` The next card comes ${spokenTime(nextDueAt)}.` : ''}`;

    const card = due.find(({ id }) => id === (wanted ?? sheet?.card.id)) ?? due[0];
    wanted = undefined;
    // A card stays on the table until it is graded, here or in another tab, or a grade of it is taken back.
    const isThere = card && sheet?.card.id === card.id && sheet.card.reps === card.reps;
    if (!isThere) sheet = card && cardSheet(study, card);
    sheet?.update();
    lay(sheet?.root ?? rest);
  }

  /** Those who were on the table, or nowhere, go on with what is laid there; those who are elsewhere stay there. */
  function lay(content: HTMLElement): void {
    if (content.isConnected) return;
    const { activeElement } = document;
    const isWithin = activeElement === document.body || table.contains(activeElement);
    table.replaceChildren(content);
    if (isWithin) focus();
  }
  const focus = () => table.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();

  async function undo(): Promise<void> {
    const card = await study.undo();
    wanted = card?.id;
    update();
    focus();
    const where = card && card.deckId !== deckId ? ', in another deck' : '';
    tell(card ? `Taken back${where}.` : 'There is nothing to take back.');
  }

  const back = element('a', { href: '#', 'aria-keyshortcuts': 'Escape' }, 'All decks');
  const undoButton = button('Undo', 'u', () => attempt('This could not be taken back', undo));
  const head = [element('nav', {}, back, undoButton), element('h1', inLanguage(language), title), bar, counts];
  return { root: element('div', {}, ...head, table), update };
}
