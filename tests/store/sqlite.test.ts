import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SqliteStoreOptions, sqliteStore } from 'ownwords/sqlite';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import progress from '../fixtures/progress-v1.json' with { type: 'json' };
import { finished, freshFolder, program } from './processes.js';
import { SQLITE_DRIVERS } from './sqlite-drivers.js';

const code = (code: string) => expect.objectContaining({ code });
const event = (id: string, answer = 'a') => ({ id, type: 'answered', at: 1, cardId: 'deck/card', answer }) as never;

let path: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.db');
});

describe.each(Object.entries(SQLITE_DRIVERS))('sqliteStore over %s', (driver, connect) => {
  const open = () => {
    const database = connect(path);
    onTestFinished(() => void database.close());
    return database;
  };
  const storeAt = (options?: SqliteStoreOptions) => sqliteStore(open(), options);
  /** A database with these events, all in the one file. */
  const made = async (...ids: string[]) => {
    const database = connect(path);
    await sqliteStore(database).append(ids.map((id) => event(id)));
    database.exec('pragma wal_checkpoint(truncate)'); // libsql does not do that when it is closed
    database.close();
  };
  const eventsNow = async () => (await storeAt().read()).events;

  it('opens a database of version 1 with its events and its checkpoint', async () => {
    copyFileSync(fileURLToPath(new URL('../fixtures/sqlite-v1.db', import.meta.url)), path);
    const store = storeAt();
    expect((await store.read()).events).toEqual(progress.events);
    expect([...((await store.checkpoint?.load()) ?? [])]).toEqual([1, 2, 3]);
    await store.append([event('new')]);
    expect(await eventsNow()).toEqual([...progress.events, event('new')]);
    expect((await storeAt({ log: 'learner-42' }).read()).events).toEqual(progress.events.slice(0, 1));
  });

  it('keeps several logs in one file, whatever their names', async () => {
    const names = [
      '',
      ' ',
      'a',
      'A',
      "o'clock",
      '"quoted"',
      "'; drop table ownwords_events; --",
      'é',
      'e\u0301',
      '👩‍🚀',
    ];
    for (const log of names) await storeAt({ log }).append([event('in-every-log'), event(`only in ${log}`)]);
    for (const log of names) {
      expect((await storeAt({ log }).read()).events).toEqual([event('in-every-log'), event(`only in ${log}`)]);
    }
  });

  it('tells events apart whose ids differ only in what a text of SQL cannot hold', async () => {
    const odd = ['a\0b', 'a\0c', 'a', 'half \ud800', 'half \ud801', 'a "quoted" \\ one'].map((id) => event(id));
    const store = storeAt();
    for (const each of odd) await store.append([each, each]);
    await store.append(odd);
    expect(await eventsNow()).toEqual(odd);
  });

  it("leaves the app's own tables and numbers alone", async () => {
    const database = open();
    database.exec(`create table notes (text); insert into notes values ('mine');
      pragma user_version = 7; pragma application_id = 8;`);
    await sqliteStore(database).append([event('a')]);
    expect(database.prepare('select text from notes').all()).toEqual([{ text: 'mine' }]);
    expect(database.prepare('pragma user_version').all()).toEqual([{ user_version: 7 }]);
    expect(database.prepare('pragma application_id').all()).toEqual([{ application_id: 8 }]);
    expect(
      database
        .prepare("select name from sqlite_master where type = 'table' and name not like 'ownwords/_%' escape '/'")
        .all(),
    ).toEqual([{ name: 'notes' }]);
  });

  // A power cut cannot be had in a test, and a process that is killed does not lose what the system has taken.
  it('asks SQLite to outlive a power cut', async () => {
    const database = open();
    database.exec('pragma synchronous = off');
    await sqliteStore(database).append([event('a')]);
    expect(database.prepare('pragma synchronous').all()).toEqual([{ synchronous: 2 }]); // full
  });

  it("does not end a caller's transaction, and goes on after it", async () => {
    const database = open();
    database.exec('create table notes (text)');
    const store = sqliteStore(database);
    for (const isFirstUse of [true, false]) {
      database.exec("begin; insert into notes values ('unsaved')");
      await expect(store.append([event('inside')]), `first use: ${isFirstUse}`).rejects.toEqual(code('store-failed'));
      database.exec('rollback');
      expect(database.prepare('select text from notes').all()).toEqual([]);
      await store.append([event('outside')]);
    }
    expect(await eventsNow()).toEqual([event('outside')]);
  });

  it.each(['not there yet', 'there'])('waits while another process writes to a database that is %s', async (state) => {
    if (state === 'there') await made('before');
    const holder = spawn(process.execPath, [program('hold-sqlite'), driver, path, '300']);
    const end = finished(holder);
    await Promise.race([end, new Promise((resolve) => holder.stdout.once('data', resolve))]);
    const database = open();
    await sqliteStore(database).append([event('after')]);
    expect((await end).errors).toBe('');
    expect((await eventsNow()).at(-1)).toEqual(event('after'));
    expect(database.prepare('pragma journal_mode').all()).toEqual([{ journal_mode: 'wal' }]);
  });

  it('is busy when another connection writes for too long, and goes on afterwards', async () => {
    const [database, other] = [open(), open()];
    const store = sqliteStore(database);
    await store.append([event('before')]);
    database.exec('pragma busy_timeout = 50'); // instead of seconds
    other.exec('begin immediate');
    await expect(store.append([event('meanwhile')])).rejects.toEqual(code('busy'));
    expect((await store.read()).events).toEqual([event('before')]);
    other.exec('commit');
    await store.append([event('after')]);
    expect(await eventsNow()).toEqual([event('before'), event('after')]);
  });

  it('reads a database that may not be written to', async () => {
    await made('a');
    const database = open();
    database.exec('pragma query_only = on');
    const store = sqliteStore(database);
    expect((await store.read()).events).toEqual([event('a')]);
    await expect(store.append([event('b')])).rejects.toEqual(code('not-writable'));
    await expect(store.checkpoint?.save(Uint8Array.of(1))).rejects.toEqual(code('not-writable'));
  });

  it('writes nothing of an append for which there is no space, and goes on when there is', async () => {
    const database = open();
    const store = sqliteStore(database);
    await store.append([event('before')]);
    database.exec('pragma max_page_count = 10');
    const large = Array.from({ length: 10 }, (_, n) => event(`large-${n}`, 'x'.repeat(10_000)));
    await expect(store.append(large)).rejects.toEqual(code('disk-full'));
    expect(await eventsNow()).toEqual([event('before')]);
    database.exec('pragma max_page_count = 1000');
    await store.append(large);
    expect(await eventsNow()).toEqual([event('before'), ...large]);
  });

  it('says so when the database is damaged, and leaves it as it is', async () => {
    await made(...Array.from({ length: 200 }, (_, n) => `event-${n}`));
    const damaged = readFileSync(path).fill(0xff, 4096);
    writeFileSync(path, damaged);
    await expect(storeAt().read()).rejects.toEqual(code('corrupt-log'));
    await expect(storeAt().append([event('a')])).rejects.toEqual(code('corrupt-log'));
    expect(readFileSync(path).equals(damaged)).toBe(true);
  });

  it('says so when an event is no longer one', async () => {
    const database = open();
    const store = sqliteStore(database);
    await store.append([event('a')]);
    database.exec(`update ownwords_events set event = '{"id":'`);
    await expect(store.read()).rejects.toEqual(code('corrupt-log'));
  });

  it('says so when the file is not a database, and leaves it as it is', async () => {
    const text = 'Dear diary, '.repeat(1_000);
    writeFileSync(path, text);
    await expect(storeAt().append([event('a')])).rejects.toEqual(code('not-a-log'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('leaves a database of a newer version as it is', async () => {
    await made('a');
    const database = open();
    database.exec('update ownwords_schema set version = 99');
    const store = sqliteStore(database);
    await expect(store.append([event('b')])).rejects.toEqual(code('newer-version'));
    await expect(store.read()).rejects.toEqual(code('newer-version'));
    expect(database.prepare('select id from ownwords_events').all()).toEqual([{ id: 'a' }]);
    expect(database.prepare('select version from ownwords_schema').all()).toEqual([{ version: 99 }]);
  });
});
