import { zipSync } from 'fflate';
import { type AnkiImport, readAnki } from 'ownwords/anki';
import type { Database } from 'sql.js';
import { openPackage } from '../../src/formats/anki/package.js';
import { changed, NEW, sql } from '../formats/anki/databases.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const quoted = (text: string) => `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;

const packed = (collection: Uint8Array, media: object = {}) =>
  zipSync({
    'collection.anki2': collection,
    media: utf8(JSON.stringify(media)),
    ...Object.fromEntries(Object.keys(media).map((name) => [name, utf8('file')])),
  });

/** The filters of Anki, and the names that it knows itself. */
const SHOWN = `{{Front}}{{text:Front}}{{hint:Front}}{{furigana:Front}}{{kana:Front}}{{kanji:Front}}{{type:Front}}
  {{tts en_US:Front}}{{Tags}}{{Deck}}{{Subdeck}}{{Card}}{{Type}}{{CardFlag}}`;

/** Where HTML has a text, or says how it is to be shown. */
const PLACES: readonly ((text: string) => string)[] = [
  (text) => text,
  escaped,
  (text) => `<code>${escaped(text)}</code>`,
  (text) => `<pre><code class="language-${escaped(text)}">${escaped(text)}</code></pre>`,
  (text) => `\\(${escaped(text)}\\) and <code>${escaped(text)}</code>`,
  (text) => `\\[${text}\\] [latex]${escaped(text)}[/latex] [$]\`[/$] <code>${escaped(text)}</code>`,
  (text) => `[$$]~~~[/$$]<pre>~~~\n${escaped(text)}</pre>`,
  (text) => `[sound:${text}] [sound:${escaped(text)}] [anki:play:q:${text}]`,
  (text) => `<img src="${escaped(text)}" alt="${escaped(text)}"><audio src="${escaped(text)}"></audio>`,
  (text) => `<a href="${escaped(text)}" title="${escaped(text)}">${escaped(text)}</a> <b>${text}</b>`,
  (text) => `<table><tr><td>${escaped(text)}</td><td><code>\`|${escaped(text)}</code></td></tr></table>`,
  (text) => `<ul><li>${text}</li></ul><blockquote>${escaped(text)}</blockquote><h2>${escaped(text)}</h2>`,
  (text) => `<ruby>${text}<rt>${escaped(text)}</rt></ruby> 漢字[${escaped(text)}]`,
];
const CLOZES: readonly ((text: string) => string)[] = [
  (text) => `${text} {{c1::${text}::${text}}} {{c2::${escaped(text)}::${escaped(text)}}}`,
];

interface Note {
  readonly notetype: number;
  readonly deck: number;
  readonly text: string;
  readonly fields: readonly string[];
}

/** A package of version 11 with each text in all of its places, and in the names and templates of notetypes of its own. */
export async function readHostile(texts: readonly string[]): Promise<AnkiImport> {
  const field = (name: string, ord: number) => ({ name, ord });
  const notetype = (id: number, name: string, type: number, fields: string[], question: string, answer: string) => ({
    id,
    name,
    type,
    css: name,
    flds: fields.map(field),
    tmpls: [{ name, ord: 0, qfmt: question, afmt: answer }],
  });
  const models = [
    notetype(1, 'Places', 0, ['Front', 'Back'], '{{Front}}', `{{FrontSide}}<hr id=answer>{{Back}}`),
    notetype(3, 'Filters', 0, ['Front', 'Back'], SHOWN, `{{Back}}`),
    notetype(2, 'Gaps', 1, ['Text'], '{{cloze:Text}}', '{{cloze:Text}} {{cloze-only:Text}} {{type:cloze:Text}}'),
    ...texts.flatMap((text, at) => [
      notetype(1_000 + at, text, 0, [text, 'Back'], `${text}{{Back}}{{Card}}{{Type}}`, `{{Back}}${text}{{hint:Back}}`),
      notetype(
        3_000 + at,
        text,
        0,
        [text, 'Back'],
        `{{hint:${text}}}{{Back}}{{^${text}`,
        `${escaped(text)}{{${text}}}`,
      ),
    ]),
  ];
  const decks = texts.map((text, at) => ({ id: 10 + at, name: `Deck::${text}`, desc: text, dyn: 0 }));
  const notes = texts.flatMap((text, at): Note[] => [
    ...PLACES.map((place) => ({ notetype: 1, deck: 10 + at, text, fields: [place(text), place(text)] })),
    ...[text, escaped(text)].map((html) => ({ notetype: 3, deck: 10 + at, text, fields: [html, '-'] })),
    ...CLOZES.map((place) => ({ notetype: 2, deck: 10 + at, text, fields: [place(text)] })),
    ...[1_000, 3_000].map((first) => ({ notetype: first + at, deck: 10 + at, text, fields: [text, escaped(text)] })),
  ]);
  const database = new sql.Database();
  database.run(`CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
    CREATE TABLE notes (id integer PRIMARY KEY, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data);
    CREATE TABLE cards (id integer PRIMARY KEY, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses,
      left, odue, odid, flags, data);
    CREATE TABLE revlog (id integer PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, type);
    CREATE TABLE graves (usn, oid, type); BEGIN`);
  const byId = (parts: readonly { readonly id: number }[]) =>
    JSON.stringify(Object.fromEntries(parts.map((part) => [part.id, part])));
  database.run('INSERT INTO col VALUES (1, 1700000000, 1700000000000, 0, 11, 0, 0, 0, ?, ?, ?, ?, ?)', [
    JSON.stringify({ schedVer: 2 }),
    byId(models),
    byId(decks),
    JSON.stringify(Object.fromEntries(texts.map((text, at) => [at, { id: at, name: text }]))),
    JSON.stringify(Object.fromEntries(texts.map((text) => [text, 0]))),
  ]);
  const note = database.prepare("INSERT INTO notes VALUES (?, ?, ?, 0, 0, ?, ?, '', 0, 0, ?)");
  const card = database.prepare('INSERT INTO cards VALUES (?, ?, ?, ?, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, ?)');
  for (const [at, { notetype, deck, text, fields }] of notes.entries()) {
    note.run([at + 1, `${text}${at}`, notetype, ` ${text} `, fields.join('\x1f'), text]);
    for (const ord of notetype === 2 ? [0, 1] : [0]) card.run([2 * at + ord + 1, at + 1, deck, ord, text]);
  }
  note.free();
  card.free();
  database.run('COMMIT');
  // What leads out of its folder is refused with the whole package.
  const media = Object.fromEntries(texts.map((text, at) => [at, `${text.replaceAll(/[/\\\0]/g, '')}${at}.png`]));
  return readAnki(packed(database.export(), media));
}

/** The same in a package of today's version, in all places that are no messages, and in the messages of templates. */
export async function readHostileNow(texts: readonly string[]): Promise<AnkiImport> {
  const first = (table: string, column = 'id') => `(SELECT min(${column}) FROM ${table})`;
  const all = texts.join(' ');
  const message = (text: string) => {
    const bytes = utf8(text);
    return [(bytes.length & 0x7f) | 0x80, ((bytes.length >> 7) & 0x7f) | 0x80, bytes.length >> 14, ...bytes];
  };
  const sides = Uint8Array.from([0x0a, ...message(`{{Front}}${all}`), 0x12, ...message(`{{Back}}${all}`)]);
  const statements = texts.map((text, at) => {
    const id = 5_000 + at;
    return `INSERT INTO notes SELECT ${id}, ${quoted(`${text}${id}`)}, mid, mod, usn, ${quoted(` ${text} `)},
        ${quoted(`${text}\x1f${escaped(text)}`)}, '', 0, flags, ${quoted(text)} FROM notes WHERE id = ${first('notes')};
      INSERT INTO decks SELECT ${id}, ${quoted(`Deck\x1f${text}${id}`)}, mtime_secs, usn, common, kind FROM decks WHERE id = ${first('decks')};
      INSERT INTO cards SELECT ${id}, ${id}, ${id}, 0, mod, usn, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, ${quoted(text)}
        FROM cards WHERE id = ${first('cards')};`;
  });
  return readAnki(
    packed(
      changed(
        NEW,
        `${statements.join('\n')}
        UPDATE notetypes SET name = name || ${quoted(all)};
        UPDATE fields SET name = name || ${quoted(texts[0] ?? '')} WHERE ord > 1;
        UPDATE templates SET name = ${quoted(all)} || ord, config = x'${Buffer.from(sides).toString('hex')}'`,
      ),
    ),
  );
}

const databaseIn = (bytes: Uint8Array) => new sql.Database(openPackage(bytes).database) as Database;

/** The fields of all notes of a package, which Anki shows as HTML, and the descriptions of its decks. */
export function shownInAnki(bytes: Uint8Array): string[] {
  const database = databaseIn(bytes);
  const [notes, decks] = database.exec('SELECT flds FROM notes; SELECT decks FROM col');
  database.close();
  const known = Object.values<{ readonly desc: string }>(JSON.parse(String(decks?.values[0]?.[0])));
  return [
    ...(notes?.values ?? []).flatMap(([fields]) => String(fields).split('\x1f')),
    ...known.map(({ desc }) => desc),
  ];
}

/** A package that was written here, after somebody put other HTML into all the fields that people see. */
export async function readEdited(bytes: Uint8Array, edit: (noteNumber: number) => string): Promise<AnkiImport> {
  const database = databaseIn(bytes);
  const [notes] = database.exec('SELECT id, flds FROM notes ORDER BY id');
  for (const [at, [id, fields]] of (notes?.values ?? []).entries()) {
    const html = edit(at);
    const kept = String(fields).split('\x1f').at(-1) ?? '';
    const edited = [html, html, `<ul><li>${html}</li><li>${escaped(html)}</li></ul>`, html, kept].join('\x1f');
    database.run('UPDATE notes SET flds = ?, tags = ? WHERE id = ?', [edited, ` ${html} `, id ?? 0]);
  }
  const collection = database.export();
  database.close();
  return readAnki(packed(collection));
}
