import { join } from 'node:path';
import { sqliteStore } from 'ownwords/sqlite';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { MIGRATIONS, migrate } from '../../src/store/sqlite-schema.js';
import { freshFolder } from './processes.js';
import { type Connection, SQLITE_DRIVERS } from './sqlite-drivers.js';

const newerVersion = expect.objectContaining({ code: 'newer-version' });
const event = { id: 'a', type: 'resumed', at: 1, cardId: 'deck/card' } as never;

/** Made-up steps that cannot be done twice. */
const LATER = [
  ...MIGRATIONS,
  'alter table ownwords_events add column arrived integer',
  "create table ownwords_notes (text); insert into ownwords_notes values ('once')",
];

describe.each(Object.entries(SQLITE_DRIVERS))('the ladder of migrations over %s', (_, connect) => {
  let path: string;
  let database: Connection;
  const open = () => {
    const opened = connect(path);
    onTestFinished(() => void opened.close());
    return opened;
  };
  const versionNow = () => database.prepare('select version from ownwords_schema').all();
  beforeEach(() => {
    path = join(freshFolder(), 'log.db');
    database = open();
  });

  it.each([0, 1, 2, 3])('is climbed from step %i, and each step is taken once', async (from) => {
    if (from > 0) {
      migrate(database, LATER.slice(0, from));
      database.exec(
        `insert into ownwords_events (log, seq, id, event) values ('default', 1, 'a', '${JSON.stringify(event)}')`,
      );
    }
    migrate(database, LATER);
    migrate(database, LATER);
    expect(versionNow()).toEqual([{ version: 3 }]);
    expect(database.prepare('select text from ownwords_notes').all()).toEqual([{ text: 'once' }]);
    expect(database.prepare('select id, arrived from ownwords_events').all()).toEqual(
      from > 0 ? [{ id: 'a', arrived: null }] : [],
    );
  });

  it('is climbed as a whole or not at all', async () => {
    await sqliteStore(database).append([event]);
    expect(() => migrate(database, [...LATER, 'this is not SQL'])).toThrow();
    expect(versionNow()).toEqual([{ version: 1 }]);
    expect(database.prepare("select name from sqlite_master where name = 'ownwords_notes'").all()).toEqual([]);
    expect((await sqliteStore(database).read()).events).toEqual([event]);
  });

  it('is not climbed again when another program was faster', () => {
    migrate(overtakenBy(LATER), LATER);
    expect(versionNow()).toEqual([{ version: 3 }]);
    expect(database.prepare('select text from ownwords_notes').all()).toEqual([{ text: 'once' }]);
  });

  it('is not climbed down when a newer program was faster', () => {
    expect(() => migrate(overtakenBy(LATER), MIGRATIONS)).toThrow(newerVersion);
    expect(versionNow()).toEqual([{ version: 3 }]);
  });

  it('shuts the database to older programs', async () => {
    await sqliteStore(database).append([event]);
    migrate(database, LATER);
    await expect(sqliteStore(open()).read()).rejects.toEqual(newerVersion);
  });

  /** A connection that is held up just before it begins, while another program takes these steps. */
  function overtakenBy(steps: readonly string[]): Connection {
    const slow = open();
    return {
      exec(sql) {
        if (sql.startsWith('begin')) migrate(database, steps);
        return slow.exec(sql);
      },
      prepare: (sql) => slow.prepare(sql),
      close: () => {},
    };
  }
});
