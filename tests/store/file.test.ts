import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openStudy, type StudyEvent } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { freshFolder, program, run } from './processes.js';

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

describe('a cursor', () => {
  it('that stands behind some events does not let the store forget them', async () => {
    await fileStore(path).append([event('one')]);
    const { cursor } = await fileStore(path).read();
    await fileStore(path).append([event('two')]);
    const store = fileStore(path);
    expect((await store.read(cursor)).events).toEqual([event('two')]);
    await store.append([event('one'), event('two')]);
    expect(await idsIn(path)).toEqual(['one', 'two']);
  });

  it('of another file of the same length is told apart', async () => {
    const other = fileStore(`${path}.other`);
    await other.append([event('a')]);
    await fileStore(path).append([event('b')]);
    await expect(fileStore(path).read((await other.read()).cursor)).rejects.toEqual(code('invalid-argument'));
  });

  it('of a file that is gone, or was cut, is told apart from one that was cut while we looked', async () => {
    const store = fileStore(path);
    await store.append([event('one')]);
    const { cursor } = await store.read();
    unlinkSync(path);
    await expect(store.read(cursor)).rejects.toEqual(code('corrupt-log'));
    await expect(fileStore(path).read(cursor)).rejects.toEqual(code('invalid-argument'));
    expect((await store.read()).events).toEqual([]);
    await fileStore(path).append([event('1')]);
    truncateSync(path, HEADER.length);
    await expect(fileStore(path).read(cursor)).rejects.toEqual(code('invalid-argument'));
  });

  it('yields a last line that lacks its end, also where the page would just hold it', async () => {
    const line = (answer: string) => JSON.stringify(event('x', answer));
    const last = JSON.stringify(event('z'));
    const padding = 3 * 256 - HEADER.length - line('').length - 1 - last.length; // three events, of 256 bytes each
    writeFileSync(path, `${HEADER}${line('x'.repeat(padding))}\n${last}`);
    const { events } = await fileStore(path).read(undefined, 3);
    expect(events.map(({ id }) => id)).toEqual(['x', 'z']);
  });
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

  it('that is damaged within a line is appended to by who has not read it, and told of when it is read', async () => {
    const text = `${HEADER}{"id":"one","type":"reviewed","at":1}\n`;
    writeFileSync(path, text);
    const store = fileStore(path);
    await store.append([event('two')]);
    expect(readFileSync(path, 'utf8')).toBe(`${text}${JSON.stringify(event('two'))}\n`);
    const refusal = code('corrupt-log', { issues: expect.arrayContaining([expect.objectContaining({ line: 2 })]) });
    await expect(store.read()).rejects.toEqual(refusal);
    await expect(store.append([event('three')])).rejects.toEqual(refusal);
    writeFileSync(path, `${HEADER}${JSON.stringify(event('one'))}\n${JSON.stringify(event('two'))}\n`); // mended
    await store.append([event('two'), event('three')]);
    expect(await idsIn(path)).toEqual(['one', 'two', 'three']);
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
