import { type Sides, sidesOf } from '../../../src/formats/anki/sides.js';
import { type Expected, notetypesOf } from './packages.js';

/** Renders every card of a package, and tells which are not what a real Anki rendered. */
export async function differencesOf(bytes: Uint8Array, expected: Expected) {
  const { notetypes } = await notetypesOf(bytes);
  const renderers = new Map([...notetypes].map(([id, notetype]) => [id, sidesOf(notetype)]));
  const notes = new Map(expected.notes.map((note) => [note.id, note]));
  const rendered: Sides[] = [];
  const differences: unknown[] = [];
  for (const card of expected.cards) {
    const note = notes.get(card.nid);
    if (!note) throw new Error(`no note ${card.nid}`);
    const deck = expected.decks[card.odid || card.did]?.name ?? '(Deck)';
    const sides = renderers.get(note.mid)?.({ ...note, notetypeId: note.mid, modified: note.mod }, card, deck);
    if (sides) rendered.push(sides);
    if (!sides || !isSame(sides, card)) differences.push({ id: card.id, sides, expected: [card.q, card.a] });
  }
  return { rendered, differences };
}

/** Where a card should not exist, Anki shows a note on that: after the question, and instead of the answer. */
function isSame({ question, answer, isEmpty, faults }: Sides, { q, a }: { readonly q: string; readonly a: string }) {
  const isNote = q === question + a && a.includes('docs.ankiweb.net');
  return faults.length === 0 && (isEmpty ? isNote : q === question && a === answer);
}
