import type { SqlDatabase, SqlJs, SqlValue } from '../../src/formats/anki/sqlite.js';
import { mutatedBytes } from './mutate-bytes.js';
import { mutatedText } from './mutate-text.js';
import { mutatedValue } from './mutate-value.js';
import { below, oneOf, type Random, someOf } from './pick.js';

/** What means something in Anki's fields and templates. */
const WORDS = [
  ...[
    '\x1f',
    '{{',
    '}}',
    '{{c1::',
    '{{c2::a::b}}',
    '{{#Front}}',
    '{{/Front}}',
    '{{^Back}}',
    '{{FrontSide}}',
    '{{cloze:Text}}',
  ],
  ...[
    '{{type:',
    '{{hint:',
    '{{furigana:',
    '{{tts en_US:',
    '{{=<% %>=}}',
    '<%',
    '::',
    '<div>',
    '</div>',
    '<b>',
    '<img src="a.png">',
  ],
  ...[
    '[sound:a.mp3]',
    '[latex]',
    '\\(',
    '<script>',
    '&nbsp;',
    '&',
    '<',
    ' ',
    '漢字[かんじ]',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
  ],
  ...[
    '"id":',
    '"name":',
    '"flds":',
    '"tmpls":',
    '"req":',
    '1e999',
    '-1',
    'null',
    'rect:left=.1:top=.2',
    'oi=1',
    'ownwords',
  ],
];

const VALUES = [
  ...[
    'NULL',
    '0',
    '-1',
    '1',
    '2',
    '11',
    '12',
    '18',
    '19',
    '2147483648',
    '-2147483649',
    '9223372036854775807',
    '-9223372036854775808',
  ],
  ...[
    '9007199254740993',
    '1e308',
    '9e999',
    '-9e999',
    '0.5',
    "''",
    "'x'",
    "'NaN'",
    "'1e5'",
    "' 7 '",
    "x''",
    "x'ff00'",
    "x'0a05'",
  ],
  ...[
    'zeroblob(2000)',
    "printf('%.*c', 20000, 'x')",
    "printf('%.*c', 3000, '{')",
    "printf('%.*c', 3000, '[')",
    'char(0, 31, 55296)',
  ],
  ...[
    '1000000000',
    '4102444800000',
    '253402300799999',
    '253402300800000',
    '-62135596800000',
    '1767614400000',
    '999999',
    'rowid',
    'random()',
  ],
];

const SCHEMA_CHANGES = [
  ...['DROP TABLE $t', 'DELETE FROM $t', 'ALTER TABLE $t RENAME TO renamed', 'ALTER TABLE $t DROP COLUMN $c'],
  ...[
    'ALTER TABLE $t RENAME COLUMN $c TO renamed',
    'ALTER TABLE $t ADD COLUMN more DEFAULT 7',
    'CREATE INDEX ix_more ON $t ($c)',
  ],
  ...['ALTER TABLE $t ADD COLUMN computed AS (abs(random()))', 'INSERT INTO $t SELECT * FROM $t'],
  'ALTER TABLE $t RENAME TO kept; CREATE VIEW $t AS SELECT * FROM kept',
  'ALTER TABLE $t RENAME TO kept; CREATE VIEW $t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT kept.* FROM n, kept',
  'CREATE TABLE other AS SELECT * FROM $t; DROP TABLE $t; ALTER TABLE other RENAME TO $t',
  "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '$c', 'x') WHERE name = '$t'",
  "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 3 WHERE name = '$t'",
  "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = sql || ' STRICT' WHERE name = '$t'",
  "PRAGMA writable_schema = ON; UPDATE sqlite_master SET type = 'view' WHERE name = '$t'",
  'PRAGMA user_version = 99; PRAGMA application_id = 7',
  "PRAGMA encoding = 'UTF-16'; VACUUM",
  'PRAGMA page_size = 65536; VACUUM',
];

/** The collection with some of its contents changed in ways that leave it a sound SQLite file. */
export function damagedByStatements(bytes: Uint8Array, sql: SqlJs, random: Random): Uint8Array {
  const database = new sql.Database(bytes);
  try {
    for (let left = someOf(6, random); left > 0; left--) {
      try {
        damage(database, random);
      } catch {
        // Not every statement can be carried out on every table, damaged as they are.
      }
    }
    return database.export();
  } finally {
    database.close();
  }
}

const TABLES = ['col', 'notes', 'notes', 'cards', 'cards', 'revlog', 'revlog', 'graves'];

function damage(database: SqlDatabase, random: Random): void {
  const names = rows(
    database,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
  ).flat();
  const table = oneOf(
    [...TABLES, ...names].filter((name) => names.includes(name)),
    random,
  );
  const columns = rows(database, `SELECT name FROM pragma_table_info('${table}')`).flat();
  const column = oneOf(columns, random);
  const which = random() < 0.3 ? '' : ` WHERE rowid = (SELECT rowid FROM ${table} LIMIT 1 OFFSET ${below(8, random)})`;
  const act = random();
  if (act < 0.1) {
    const change = oneOf(SCHEMA_CHANGES, random)
      .replaceAll('$t', () => String(table))
      .replaceAll('$c', () => String(column));
    database.run(change);
  } else if (act < 0.15) database.run(`DELETE FROM ${table}${which}`);
  else if (act < 0.55) database.run(`UPDATE OR REPLACE ${table} SET ${column} = ${oneOf(VALUES, random)}${which}`);
  else {
    const [[value = null] = []] = rows(database, `SELECT ${column} FROM ${table}${which} LIMIT 1`);
    database.run(`UPDATE OR REPLACE ${table} SET ${column} = ?${which}`, [changed(value, random)]);
  }
}

/** A value that was looked at, with something else in it: JSON by its members, a message by its bytes. */
function changed(value: SqlValue, random: Random): SqlValue {
  if (value instanceof Uint8Array) return mutatedBytes(value, random);
  if (typeof value === 'number')
    return oneOf([-value, value * 1_000, value + 1, value - 1, value / 3, String(value)], random);
  if (value === null) return 'x';
  const json = random() < 0.7 ? parsed(value) : undefined;
  return json === undefined ? mutatedText(value, WORDS, random) : (JSON.stringify(mutatedValue(json, random)) ?? '');
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

function rows(database: SqlDatabase, query: string): SqlValue[][] {
  const statement = database.prepare(query);
  const found: SqlValue[][] = [];
  try {
    while (statement.step()) found.push(statement.get());
  } finally {
    statement.free();
  }
  return found;
}
