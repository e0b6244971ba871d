import { unzipSync, zipSync } from 'fflate';
import { defineDeck, openStudy } from 'ownwords';
import { readAnki, writeAnki } from 'ownwords/anki';
import initSqlJs, { type Database } from 'sql.js';
import { describe, expect, it } from 'vitest';

const capitals = defineDeck({
  id: 'capitals',
  title: 'Capitals',
  cards: {
    peru: {
      prompt: 'Peru?',
      answer: 'Lima',
      hint: 'By the sea',
      keyPoints: { sea: { text: 'By the *sea*', essential: true }, old: 'Old', large: 'Large' },
    },
    bolivia: { prompt: 'Bolivia?', answer: 'Sucre' },
  },
});
const zone = { timeZone: 'Europe/Paris' };

/** A package after something was done in Anki. */
async function after(bytes: Uint8Array, change: (database: Database) => void): Promise<Uint8Array> {
  const files = unzipSync(bytes);
  const SQL = await initSqlJs();
  const database = new SQL.Database(files['collection.anki21']);
  change(database);
  const changed = zipSync({ ...files, 'collection.anki21': database.export() });
  database.close();
  return changed;
}

const FIELDS = ['Prompt', 'Answer', 'Key points', 'Hint'];

/** The card on Peru after one field of its note was edited. */
async function edited(field: string, edit: (html: string) => string) {
  const { bytes } = await writeAnki([capitals], undefined, zone);
  const changed = await after(bytes, (database) => {
    const [[id, fields] = []] = database.exec("SELECT id, flds FROM notes WHERE flds LIKE '%Peru?%'")[0]?.values ?? [];
    const texts = String(fields).split('\u001f');
    texts[FIELDS.indexOf(field)] = edit(texts[FIELDS.indexOf(field)] as string);
    database.run('UPDATE notes SET flds = ? WHERE id = ?', [texts.join('\u001f'), Number(id)]);
  });
  const { decks, remarks } = await readAnki(changed, zone);
  return { card: decks[0]?.cards.peru, remarks };
}

describe('a card that was edited in Anki', () => {
  it('keeps its answer if that was emptied, and a remark says so', async () => {
    const { card, remarks } = await edited('Answer', () => '<br>');
    expect(card).toEqual(capitals.cards.peru);
    expect(remarks).toEqual([
      {
        kind: 'changed',
        place: expect.stringMatching(/^card \d+$/),
        message: expect.stringContaining('answer'),
        cardId: 'capitals/peru',
      },
    ]);
  });

  it('is said to have lost what Markdown cannot say', async () => {
    const { card, remarks } = await edited('Prompt', () => '<a href="javascript:alert(1)">Peru</a>, then?');
    expect(card?.prompt).toBe('Peru, then?');
    expect(remarks).toMatchObject([
      { kind: 'changed', cardId: 'capitals/peru', message: expect.stringContaining('link') },
    ]);
  });

  it('has the points that are left under their names, to the letter', async () => {
    const { card, remarks } = await edited('Key points', (html) => html.replace(/<li>Old<\/li>/, ''));
    expect(card?.keyPoints).toEqual({ sea: { text: 'By the *sea*', essential: true }, large: 'Large' });
    expect(remarks).toEqual([]);
  });

  it('has its points under their names in another order, with one reworded and a new one', async () => {
    const { card } = await edited(
      'Key points',
      () => '<ul><li>Large</li><li>New</li><li>Very old</li><li class="essential">By the <em>sea</em></li></ul>',
    );
    expect(Object.entries(card?.keyPoints ?? {})).toEqual([
      ['large', 'Large'],
      ['new', 'New'],
      ['very-old', 'Very old'],
      ['sea', { text: 'By the *sea*', essential: true }],
    ]);
    const reworded = await edited('Key points', (html) => html.replace('>Old<', '>Very old<'));
    expect(reworded.card?.keyPoints).toMatchObject({ old: 'Very old' });
  });

  it('has a point for each line, where the list was taken away', async () => {
    const { card } = await edited('Key points', () => 'Old<br>Large<div>New</div>Newest');
    expect(card?.keyPoints).toEqual({ old: 'Old', large: 'Large', new: 'New', newest: 'Newest' });
  });
});

it('a copy that was made of a note in Anki is another card', async () => {
  const study = await openStudy({ decks: [capitals] });
  await study.grade('capitals/peru', 'easy');
  const { bytes } = await writeAnki([capitals], study.exportProgress(), zone);
  const copied = await after(bytes, (database) => {
    const [note = []] = database.exec("SELECT * FROM notes WHERE flds LIKE '%Peru?%'")[0]?.values ?? [];
    const [card = []] = database.exec(`SELECT * FROM cards WHERE nid = ${note[0]}`)[0]?.values ?? [];
    const insert = (table: string, values: typeof note) =>
      database.run(`INSERT INTO ${table} VALUES (${values.map(() => '?')})`, values);
    insert('notes', [
      Number(note[0]) + 1,
      'copy',
      ...note.slice(2, 6),
      String(note[6]).replace('Peru?', 'And Peru?'),
      ...note.slice(7),
    ]);
    const rest = [0, 0, card[8] ?? 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}']; // new: type, queue and what follows
    insert('cards', [Number(card[0]) + 1, Number(note[0]) + 1, ...card.slice(2, 6), ...rest]);
  });
  const { decks, progress, remarks } = await readAnki(copied, zone);
  expect(decks).toEqual([
    { ...capitals, cards: { ...capitals.cards, copy: { ...capitals.cards.peru, prompt: 'And Peru?' } } },
  ]);
  expect(progress.events).toEqual(study.exportProgress().events);
  expect(remarks).toMatchObject([{ kind: 'changed', cardId: 'capitals/copy' }]);
});

it('a card that was put into another deck in Anki stays in its own, and a remark says so', async () => {
  const rivers = {
    id: 'rivers',
    title: 'Rivers::All  of them',
    cards: { ucayali: { prompt: 'Ucayali?', answer: 'Peru' } },
  };
  const { bytes } = await writeAnki([capitals, rivers]);
  expect((await readAnki(bytes)).remarks).toEqual([]);
  const moved = await after(bytes, (database) => {
    database.run("UPDATE cards SET did = 1 WHERE nid = (SELECT id FROM notes WHERE flds LIKE 'Ucayali%')");
  });
  const { decks, remarks } = await readAnki(moved);
  expect(decks).toEqual([capitals, rivers]);
  expect(remarks).toMatchObject([
    { kind: 'changed', cardId: 'rivers/ucayali', message: expect.stringContaining('Default') },
  ]);
});

it('cards of our own are not taken for cards that moved, though another deck has their keys', async () => {
  const rivers = { id: 'rivers', title: 'Rivers', cards: { peru: { prompt: 'Peru’s?', answer: 'Ucayali' } } };
  const { bytes } = await writeAnki([capitals, rivers]);
  const { decks } = await readAnki(bytes, { previous: [capitals, rivers] });
  expect(decks).toEqual([capitals, rivers]);
});
