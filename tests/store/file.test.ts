import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { openStudy, type StudyEvent } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { withFileLock } from '../../src/store/file-lock.js';
import { finished, freshFolder, program, run } from './processes.js';

const HEADER = '{"format":"ownwords-log","version":1}\n';
const event = (id: string, answer = 'mine') =>
  ({ id, type: 'answered', at: 1, cardId: 'deck/card', answer }) as unknown as StudyEvent;
const idsIn = async (path: string) => {
  const store = fileStore(path);
  const { events } = await store.read();
  await store.close();
  return events.map(({ id }) => id as string);
};
const code = (code: string, more = {}) => expect.objectContaining({ code, ...more });

let path: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.ndjson');
});

describe('the file', () => {
  it('is text that people can read: a line for each append', async () => {
    const store = fileStore(path);
    await store.append([event('one')]);
    await store.append([event('two'), event('three')]);
    expect(readFileSync(path, 'utf8')).toBe(
      `${HEADER}${JSON.stringify(event('one'))}\n${JSON.stringify([event('two'), event('three')])}\n`,
    );
  });

  it('is not made by reading, and made with its folders by the first append', async () => {
    const deep = join(path, 'a', 'b', 'log.ndjson');
    expect(await idsIn(deep)).toEqual([]);
    expect(existsSync(path)).toBe(false);
    await fileStore(deep).append([event('one')]);
    expect(await idsIn(deep)).toEqual(['one']);
    expect(existsSync(`${deep}.lock`)).toBe(false);
  });

  it.each([
    '{"id":"two","type":"answ',
    '[{"id":"two","type":"reset","at":1,"cardId":"deck/card"},',
    '\u0000\u0000',
    '{',
  ])('that ends in a torn line %j loses that line, and nothing else', async (torn) => {
    const whole = `${HEADER}${JSON.stringify(event('one'))}\n`;
    writeFileSync(path, whole + torn);
    const store = fileStore(path);
    expect((await store.read()).events).toEqual([event('one')]);
    expect(readFileSync(path, 'utf8')).toBe(whole + torn);
    await store.append([event('three')]);
    expect(readFileSync(path, 'utf8')).toBe(`${whole}${JSON.stringify(event('three'))}\n`);
  });

  it('whose making was cut short is made anew', async () => {
    for (const rest of ['', '{', HEADER.slice(0, -1)]) {
      writeFileSync(path, rest);
      expect(await idsIn(path)).toEqual([]);
      await fileStore(path).append([event('one')]);
      expect(readFileSync(path, 'utf8')).toBe(`${HEADER}${JSON.stringify(event('one'))}\n`);
    }
  });

  it('whose last line end an editor took away keeps that line', async () => {
    writeFileSync(path, HEADER + JSON.stringify(event('one')));
    const store = fileStore(path);
    const { events, cursor } = await store.read();
    expect(events).toEqual([event('one')]);
    await store.append([event('two')]);
    expect((await store.read(cursor)).events).toEqual([event('two')]);
    expect(await idsIn(path)).toEqual(['one', 'two']);
  });

  it('may have line ends of Windows, and empty lines', async () => {
    const lines = [HEADER.trim(), JSON.stringify(event('one')), '', JSON.stringify(event('two', 'é — ü'))];
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
    const store = fileStore(path);
    await store.append([event('two'), event('three')]);
    expect(await idsIn(path)).toEqual(['one', 'two', 'three']);
  });

  it.each([
    ['not JSON', 'garbage'],
    ['half an event', '{"id":"x","type":"answ'],
    ['no event', '{"format":"ownwords-log","version":1}'],
    ['a broken event', '{"id":"x","type":"reviewed","at":1}'],
    ['a list with a broken event', '[{"id":"x","type":"reset","at":1,"cardId":"deck/card"},7]'],
  ])('that is damaged in the middle (%s) is refused with the line number and left as it was', async (_, damage) => {
    const text = `${HEADER}${JSON.stringify(event('one'))}\n${damage}\n${JSON.stringify(event('two'))}\n`;
    writeFileSync(path, text);
    const refusal = code('corrupt-log', { issues: expect.arrayContaining([expect.objectContaining({ line: 3 })]) });
    const store = fileStore(path);
    await expect(store.read()).rejects.toEqual(refusal);
    await expect(store.append([event('three')])).rejects.toEqual(refusal);
    await expect(openStudy({ decks: [], store })).rejects.toEqual(refusal);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('that is damaged after it was read is refused with the same line number', async () => {
    const store = fileStore(path);
    await store.append([event('one'), event('two')]);
    const { cursor } = await store.read();
    writeFileSync(path, `${readFileSync(path, 'utf8')}garbage\n`);
    const refusal = code('corrupt-log', { issues: [expect.objectContaining({ line: 3 })] });
    await expect(store.read(cursor)).rejects.toEqual(refusal);
  });

  it('of something else is left alone', async () => {
    for (const text of ['hello', 'hello\n', '{"format":"other"}\n', '{"id":"x"}\n', '\n', '[]']) {
      writeFileSync(path, text);
      await expect(fileStore(path).read(), text).rejects.toEqual(code('not-a-log'));
      await expect(fileStore(path).append([event('one')]), text).rejects.toEqual(code('not-a-log'));
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });

  it('of a newer version is left alone', async () => {
    writeFileSync(path, '{"format":"ownwords-log","version":2}\n{"new":true}\n');
    await expect(fileStore(path).read()).rejects.toEqual(code('newer-version'));
    await expect(fileStore(path).append([event('one')])).rejects.toEqual(code('newer-version'));
  });

  it('that was cut or replaced while it was open is an error, not a loss', async () => {
    const store = fileStore(path);
    await store.append([event('one')]);
    const { cursor } = await store.read();
    truncateSync(path, HEADER.length);
    await expect(store.read(cursor)).rejects.toEqual(code('corrupt-log'));
    await expect(store.append([event('two')])).rejects.toEqual(code('corrupt-log'));
  });

  it('that was removed while it was open is an error, not a second beginning', async () => {
    const store = fileStore(path);
    await store.append([event('one')]);
    unlinkSync(path);
    await expect(store.append([event('two')])).rejects.toEqual(code('corrupt-log'));
  });

  it('stays the same file wherever the program goes', async () => {
    const home = process.cwd();
    onTestFinished(() => process.chdir(home));
    process.chdir(dirname(path));
    const store = fileStore('relative.ndjson');
    process.chdir(home);
    await store.append([event('one')]);
    expect(await idsIn(join(dirname(path), 'relative.ndjson'))).toEqual(['one']);
  });

  it('whose last line is JSON but no event is damaged, not torn', async () => {
    const text = `${HEADER}${JSON.stringify(event('one'))}\n{"id":"two","type":"reviewed","at":1}`;
    writeFileSync(path, text);
    await expect(fileStore(path).append([event('three')])).rejects.toEqual(code('corrupt-log'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('cannot be a folder', async () => {
    mkdirSync(path);
    await expect(fileStore(path).read()).rejects.toEqual(code('store-failed'));
  });
});

describe('a place that is closed to us', () => {
  it('that may only be read is read, and refuses to be written with a code', async () => {
    await fileStore(path).append([event('one')]);
    const before = readFileSync(path, 'utf8');
    chmodSync(path, 0o444);
    const { output, errors } = await run(program('append'), [path, 'new', '1']);
    expect(errors).toBe('');
    expect(JSON.parse(output)).toMatchObject({ code: 'not-writable', message: expect.stringContaining(path) });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(await idsIn(path)).toEqual(['one']);
  });

  it('that is full refuses with a code, and keeps what it had to the byte', async () => {
    const script = program('append');
    // So many events of ten kilobytes as fit into 64 blocks of a kilobyte; the one across the border is written in part.
    const { output, errors } = await run(script, [path, 'new', '100', '1', '10000'], { shell: 'ulimit -f 64' });
    expect(errors).toBe('');
    const lines = output.trim().split('\n');
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ code: 'disk-full' });
    const kept = Number(lines.at(-2));
    expect(kept).toBeGreaterThan(3);
    expect((await idsIn(path)).length).toBe(kept);
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
    await fileStore(path).append([event('after')]);
    expect((await idsIn(path)).at(-1)).toBe('after');
  });
});

describe('several processes', () => {
  it('write to one file without a lost, doubled or broken line, and each sees the others', async () => {
    const script = program('append');
    const writers = Array.from({ length: 4 }, (_, n) =>
      finished(
        spawn(process.execPath, [
          script,
          path,
          n === 3 ? 'process-2' : `process-${n}`,
          '150',
          n === 0 ? '5' : '1',
          '3000',
        ]),
      ),
    );
    const reports = await Promise.all(writers);
    for (const { errors } of reports) expect(errors).toBe('');
    const seen = reports.map(({ output }) => JSON.parse(output.trim().split('\n').at(-1) as string).seen);
    expect(Math.max(...seen)).toBe(450);
    const ids = await idsIn(path);
    expect(ids).toHaveLength(450);
    expect(new Set(ids).size).toBe(450);
    for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) JSON.parse(line);
  });

  it('that write much while others write little never cut each other short', async () => {
    const script = program('append');
    const writers = [
      ['large', '15', '1', '3000000'],
      ['small', '300', '1', '10'],
      ['little', '300', '1', '10'],
    ].map((args) => finished(spawn(process.execPath, [script, path, ...args])));
    for (const { errors } of await Promise.all(writers)) expect(errors).toBe('');
    expect(new Set(await idsIn(path)).size).toBe(615);
  });

  it('that are killed at any moment lose nothing that was acknowledged, fifty times', async () => {
    const script = program('grade-for-ever');
    const acknowledged = new Set<string>();
    let torn = 0;
    for (let round = 0; round < 50; round++) {
      const child = spawn(process.execPath, [script, path, `round-${round}`]);
      const end = finished(child);
      await new Promise((resolve) => child.stdout.once('data', resolve)); // it has begun
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      const { output, signal } = await end;
      expect(signal).toBe('SIGKILL');
      // A line of the report that was cut short is no acknowledgement.
      for (const id of output.split('\n').slice(0, -1)) acknowledged.add(id);
      if (!readFileSync(path, 'utf8').endsWith('\n')) torn++;
      const ids = new Set(await idsIn(path));
      for (const id of acknowledged) if (!ids.has(id)) throw new Error(`${id} is lost after round ${round}`);
    }
    expect(acknowledged.size).toBeGreaterThan(100);
    expect(torn).toBeLessThanOrEqual(50);
    const study = await openStudy({ decks: [], store: fileStore(path) });
    expect(study.exportProgress().events.length).toBeGreaterThanOrEqual(acknowledged.size);
  });
});

describe('a lock', () => {
  const work = async () => 'done';
  let lock: string;
  beforeEach(() => {
    lock = `${path}.lock`;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets one work at a time, and goes when the work fails', async () => {
    let inside = 0;
    const shy = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
    };
    await Promise.all(Array.from({ length: 10 }, () => withFileLock(lock, shy)));
    await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('that was taken over meanwhile is left to whoever has it now', async () => {
    await withFileLock(lock, async () => {
      unlinkSync(lock);
      writeFileSync(lock, 'another');
    });
    expect(readFileSync(lock, 'utf8')).toBe('another');
  });

  it('that was taken over while its holder was paused stops the holder', async () => {
    const paused = withFileLock(lock, async (assertHeld) => {
      writeFileSync(lock, 'another, who waited long enough');
      utimesSync(lock, 1, 1);
      assertHeld();
    });
    await expect(paused).rejects.toEqual(code('busy'));
  });

  it('of another namespace of processes is left alone, whatever runs here', async () => {
    vi.useFakeTimers();
    writeFileSync(lock, `999999 ${hostname()} pid:[1]`);
    const done = vi.fn();
    withFileLock(lock, work).then(done);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(done).toHaveBeenCalled();
  });

  it('of a process that is dead is taken over at once', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await finished(child);
    await withFileLock(lock, async () => {
      const own = readFileSync(lock, 'utf8');
      writeFileSync(lock, own.replace(/^\d+/, String(child.pid)));
    });
    expect(existsSync(lock)).toBe(true);
    expect(await withFileLock(lock, work)).toBe('done');
  });

  it.each([
    ['that names nobody is taken over after a second', '', 1_100],
    ['of another machine is taken over after ten seconds', '1 elsewhere', 10_100],
    ['of a process that lives but forgot it is taken over after ten seconds', `${process.pid} ${hostname()}`, 10_100],
  ])('%s', async (_, holder, ms) => {
    vi.useFakeTimers();
    writeFileSync(lock, holder);
    const done = vi.fn();
    const working = withFileLock(lock, work).then(done);
    await vi.advanceTimersByTimeAsync(ms * 0.9);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(ms * 0.1 + 100);
    await working;
    expect(done).toHaveBeenCalledWith('done');
  });

  it('that changes hands for half a minute without our turn is an error', async () => {
    vi.useFakeTimers();
    writeFileSync(lock, `${process.pid} ${hostname()}`);
    const waiting = expect(withFileLock(lock, work)).rejects.toEqual(code('busy'));
    for (let second = 0; second < 40; second++) {
      writeFileSync(lock, `${process.pid} ${hostname()} ${second}`);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await waiting;
  });
});
