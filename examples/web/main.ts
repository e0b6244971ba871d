// Studies the bundled decks in a browser, with nothing but the DOM: `npm run web` builds and serves it.
import { openStudy, parseProgress } from 'ownwords';
import { deckList } from 'ownwords/decks';
import { indexedDbStore } from 'ownwords/indexeddb';
import { element } from './element.js';
import { attempt, complain, tell } from './messages.js';
import { shelf } from './shelf.js';
import { sitting } from './sitting.js';

const LOOK_MS = 10_000;
const find = <Found extends HTMLElement>(selector: string) => document.querySelector<Found>(selector);

const decks = await Promise.all(deckList.map(({ load }) => load()));
const store = indexedDbStore({ name: 'ownwords-web', persist: true });
const study = await openStudy({ decks, store }).catch((error) => {
  complain('Progress cannot be kept in this browser; export it before you leave', error);
  return openStudy({ decks });
});

/** What is shown is what the address says: `#teamwork` a deck, anything else the shelf. */
let place = location.hash.slice(1);
let view = show();
function show() {
  const entry = deckList.find(({ id }) => id === place);
  const next = entry ? sitting(study, entry) : shelf(study);
  document.title = entry ? `${entry.title} · ownwords` : 'ownwords';
  find('main')?.replaceChildren(next.root);
  next.update();
  return next;
}
addEventListener('hashchange', () => {
  const from = place;
  place = location.hash.slice(1);
  tell('');
  view = show();
  find(`.shelf a[href="#${CSS.escape(from)}"]`)?.focus(); // back on the shelf, where one left it
});

study.subscribe(() => view.update()); // after what is done here, and in other tabs
setInterval(() => view.update(), LOOK_MS); // time passes without an event

/** A key presses the button that names it, unless it has something else to do where it is pressed. */
addEventListener('keydown', (event) => {
  const { target, key, code } = event;
  const isTyping = target instanceof HTMLTextAreaElement;
  const isCommand = event.ctrlKey || event.metaKey || event.altKey;
  if (isTyping && key === 'Escape') target.blur(); // what is typed stays, and the keys are keys again
  const isOthers = isTyping ? !(key === 'Enter' && isCommand) : isCommand;
  const isPress = key === 'Enter' && target instanceof Element && target.matches('a, button, input');
  if (isOthers || isPress || event.repeat || event.isComposing) return;
  // Where a layout writes neither Latin letters nor digits, the key that does in others.
  const sign = /^\w+$/.test(key) ? key : code.replace(/^(Key|Digit)/, '').toLowerCase();
  const named = find(`[aria-keyshortcuts="${CSS.escape(sign)}" i]`);
  if (named) event.preventDefault();
  named?.click();
});

const file = find<HTMLInputElement>('input[type=file]');
find('#import')?.addEventListener('click', () => file?.click());
file?.addEventListener('change', () =>
  attempt('Nothing was imported', async () => {
    const chosen = file.files?.[0];
    file.value = ''; // or the same file could not be chosen twice
    if (!chosen) return;
    const progress = parseProgress(await chosen.text());
    const { added } = await study.importProgress(progress);
    tell(`Added ${added} of ${progress.events.length} events; the others were there already.`);
  }),
);
find('#export')?.addEventListener('click', () => {
  const json = JSON.stringify(study.exportProgress(), null, 2);
  const href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  element('a', { href, download: 'ownwords-progress.json' }).click();
  setTimeout(URL.revokeObjectURL, LOOK_MS, href);
});
