import type { Study } from 'ownwords';
import { type DeckEntry, deckList } from 'ownwords/decks';
import { element, inLanguage } from './element.js';

/** All decks, and what is due of each. `update` looks again. */
export function shelf(study: Study) {
  const rows = deckList.map(rowOf);
  const list = element('ul', { class: 'shelf' }, ...rows.map(({ row }) => row));
  return {
    root: element('div', {}, element('h1', {}, 'What would you like to be asked?'), list),
    update() {
      for (const { id, due } of rows) {
        const count = study.due({ deckId: id }).length;
        due.textContent = count > 0 ? `${count} due today` : 'nothing due';
        due.classList.toggle('some', count > 0);
      }
    },
  };
}

function rowOf({ id, title, description, language, cards, minutes }: DeckEntry) {
  const fact = (text: string) => element('span', inLanguage('en'), text); // in a row of any language
  const due = fact('');
  const heading = element('h2', {}, element('a', { href: `#${id}` }, title));
  const facts = element('p', { class: 'row facts' }, due, fact(`${cards} cards`), fact(`${minutes} minutes`));
  return { id, due, row: element('li', inLanguage(language), heading, element('p', {}, description), facts) };
}
