import { unzipSync } from 'fflate';
import { decompress } from 'fzstd';
import initSqlJs, { type Database } from 'sql.js';
import type { Notetype } from '../../../src/formats/anki/collection.js';

/** The notetypes of a package, and the names of its decks, read with as little as will do. */
export async function notetypesOf(bytes: Uint8Array) {
  const entries = unzipSync(bytes);
  const isModern = entries.meta?.[1] === 3;
  const packed = entries['collection.anki21b'] ?? entries['collection.anki21'] ?? entries['collection.anki2'];
  if (!packed) throw new Error('no collection');
  // The collation has a name that SQLite does not know, and tables that use it cannot be read.
  const file = Buffer.from(isModern ? decompress(packed) : packed).toString('latin1');
  const readable = Buffer.from(file.replaceAll('COLLATE unicase', 'COLLATE NOCASE '), 'latin1');
  const SQL = await initSqlJs();
  const database = new SQL.Database(readable);
  return isModern ? ofNewTables(database) : ofOldTable(database);
}

function ofOldTable(database: Database) {
  const [[models, decks] = []] = database.exec('SELECT models, decks FROM col')[0]?.values ?? [];
  const notetypes = new Map<number, Notetype>();
  for (const model of Object.values<OldNotetype>(JSON.parse(String(models)))) {
    notetypes.set(Number(model.id), {
      id: Number(model.id),
      name: model.name,
      kind: model.type === 1 ? 'cloze' : 'normal',
      css: model.css,
      fields: model.flds.map(({ name }) => name),
      templates: model.tmpls.map(({ name, qfmt, afmt }) => ({ name, question: qfmt, answer: afmt })),
    });
  }
  const names = Object.values<{ id: number; name: string }>(JSON.parse(String(decks)));
  return { notetypes, decks: new Map(names.map(({ id, name }) => [Number(id), name])) };
}

interface OldNotetype {
  readonly id: number | string;
  readonly name: string;
  readonly type: number;
  readonly css: string;
  readonly flds: readonly { readonly name: string }[];
  readonly tmpls: readonly { readonly name: string; readonly qfmt: string; readonly afmt: string }[];
}

function ofNewTables(database: Database) {
  const rows = (sql: string) => database.exec(sql)[0]?.values ?? [];
  const notetypes = new Map<number, Notetype>();
  for (const [id, name, config] of rows('SELECT id, name, config FROM notetypes')) {
    notetypes.set(Number(id), {
      id: Number(id),
      name: String(name),
      kind: (config as Uint8Array)[0] === 8 && (config as Uint8Array)[1] === 1 ? 'cloze' : 'normal',
      css: '',
      fields: rows(`SELECT name FROM fields WHERE ntid = ${id} ORDER BY ord`).map(([name]) => String(name)),
      templates: rows(`SELECT name, config FROM templates WHERE ntid = ${id} ORDER BY ord`).map(([name, config]) => {
        const [question, answer] = twoTexts(config as Uint8Array);
        return { name: String(name), question, answer };
      }),
    });
  }
  const names = rows('SELECT id, name FROM decks');
  return { notetypes, decks: new Map(names.map(([id, name]) => [Number(id), String(name).replaceAll('\x1f', '::')])) };
}

/** The fields 1 and 2 of a protobuf message that begins with them. */
function twoTexts(message: Uint8Array): [string, string] {
  const texts: [string, string] = ['', ''];
  let at = 0;
  while (message[at] === 0x0a || message[at] === 0x12) {
    const place = message[at++] === 0x0a ? 0 : 1;
    let size = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
      byte = message[at++] ?? 0;
      size += (byte & 0x7f) << shift;
    }
    texts[place] = new TextDecoder().decode(message.subarray(at, at + size));
    at += size;
  }
  return texts;
}

/** What a real Anki read from a package, as far as it matters here. */
export interface Expected {
  readonly decks: Readonly<Record<string, { readonly name: string }>>;
  readonly notes: readonly {
    readonly id: number;
    readonly mid: number;
    readonly guid: string;
    readonly mod: number;
    readonly tags: readonly string[];
    readonly fields: readonly string[];
  }[];
  readonly cards: readonly {
    readonly id: number;
    readonly nid: number;
    readonly did: number;
    readonly odid: number;
    readonly ord: number;
    readonly flags: number;
    readonly q: string;
    readonly a: string;
  }[];
}
