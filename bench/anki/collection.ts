import { strToU8, zipSync } from 'fflate';
import initSqlJs, { type Database } from 'sql.js';
import { type Random, randomFrom, wholeBelow } from '../random.js';

/** A collection with the tables that old and new versions of Anki have, and little around them. */
const TABLES = `
  create table col (id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer, usn integer, ls integer,
    conf text, models text, decks text, dconf text, tags text);
  create table notes (id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, flds text,
    sfld integer, csum integer, flags integer, data text);
  create table cards (id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer, type integer,
    queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, left integer, odue integer,
    odid integer, flags integer, data text);
  create table revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer, lastIvl integer,
    factor integer, time integer, type integer);
  create table graves (usn integer, oid integer, type integer);
  create index ix_revlog_cid on revlog (cid);
  create index ix_cards_nid on cards (nid);
`;
const CREATED = Date.UTC(2020, 0, 1, 4) / 1_000;
const MS_PER_DAY = 86_400_000;
const DECKS = 20;
const NOTETYPE = 1_600_000_000_000;
const WORDS =
  'memory card answer question river mountain history number word letter sound city language green old quickly'.split(
    ' ',
  );

export interface Amounts {
  readonly notes: number;
  readonly reviews: number;
}

/** A package as a learner of many years would export it: a card a note, reviewed at growing intervals, text with some HTML. */
export async function packageOf({ notes, reviews }: Amounts): Promise<Uint8Array> {
  const database = new (await initSqlJs()).Database();
  database.run(TABLES);
  database.run('begin');
  writeCollection(database);
  const random = randomFrom(1);
  const perCard = Math.round(reviews / notes);
  writeNotes(database, notes, perCard, random);
  writeReviews(database, notes, perCard, random);
  database.run('commit');
  const bytes = database.export();
  database.close();
  return zipSync({ 'collection.anki2': [bytes, { level: 1 }], media: strToU8('{}') });
}

function writeCollection(database: Database): void {
  const deck = (id: number) => ({ id, name: `Languages::Deck ${id}`, dyn: 0, conf: 1, desc: '', mod: CREATED });
  const field = (name: string, ord: number) => ({ name, ord, sticky: false, rtl: false, font: 'Arial', size: 20 });
  const template = { name: 'Card 1', ord: 0, qfmt: '{{Front}}', afmt: '{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}' };
  const model = {
    id: NOTETYPE,
    name: 'Basic',
    type: 0,
    mod: CREATED,
    sortf: 0,
    did: null,
    css: '.card {}',
    flds: [field('Front', 0), field('Back', 1)],
    tmpls: [template],
  };
  database.run('insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)', [
    CREATED,
    CREATED * 1_000,
    CREATED * 1_000,
    JSON.stringify({ schedVer: 2, rollover: 4, creationOffset: 0 }),
    JSON.stringify({ [NOTETYPE]: model }),
    JSON.stringify(Object.fromEntries(Array.from({ length: DECKS }, (_, n) => [n + 1, deck(n + 1)]))),
    JSON.stringify({ 1: { id: 1, name: 'Default', new: { delays: [1, 10], perDay: 20 }, rev: { perDay: 200 } } }),
    '{}',
  ]);
}

const noteId = (note: number) => NOTETYPE + note * 1_000;
const cardId = (note: number) => noteId(note) + 1;

function writeNotes(database: Database, notes: number, reps: number, random: Random): void {
  const note = database.prepare("insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')");
  const card = database.prepare("insert into cards values (?, ?, ?, 0, ?, -1, 2, 2, ?, ?, 2500, ?, 0, 0, 0, 0, 0, '')");
  for (let n = 0; n < notes; n++) {
    const front = `${textOf(12, random)}?`;
    const back = `<b>${textOf(4, random)}</b><br>${textOf(20, random)}${n % 3 === 0 ? '&nbsp;<img src="a.png">' : ''}`;
    note.run([noteId(n), `guid${n}`, NOTETYPE, CREATED, ` tag${n % 50} `, `${front}\x1f${back}`, front]);
    card.run([cardId(n), noteId(n), (n % DECKS) + 1, CREATED, 2_000 + (n % 365), 30, reps]);
  }
  note.free();
  card.free();
}

/** In the order of time: every card once in each of so many turns. */
function writeReviews(database: Database, notes: number, perCard: number, random: Random): void {
  const row = database.prepare('insert into revlog values (?, ?, -1, ?, ?, ?, 2500, ?, ?)');
  const daysPerTurn = 150;
  for (let turn = 0; turn < perCard; turn++) {
    for (let n = 0; n < notes; n++) {
      const id = CREATED * 1_000 + Math.floor((turn + n / notes) * daysPerTurn * MS_PER_DAY);
      const button = random() < 0.1 ? 1 : 2 + wholeBelow(3, random);
      row.run([
        id,
        cardId(n),
        button,
        1 + turn * 10,
        turn * 10,
        2_000 + wholeBelow(20_000, random),
        turn === 0 ? 0 : 1,
      ]);
    }
  }
  row.free();
}

function textOf(words: number, random: Random): string {
  return Array.from({ length: words }, () => WORDS[wholeBelow(WORDS.length, random)]).join(' ');
}
