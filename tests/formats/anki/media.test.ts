import { describe, expect, it } from 'vitest';
import { openPackage } from '../../../src/formats/anki/package.js';
import { zstdOf } from '../../../src/formats/archive/zstd.js';
import { mediaName } from '../../../src/formats/media-name.js';
import { bytesOf, type Packing, textOf, zipOf } from '../archive/archives.js';
import { packageOf } from './databases.js';

const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });
const stored = (name: string, bytes: Uint8Array | string): Packing => ({
  name,
  bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes,
});

/** A package of the older kind with this list of files, and files 0 and 1. */
const older = (list: unknown, limits = {}) =>
  openPackage(
    zipOf(
      stored('collection.anki2', 'not looked at here'),
      stored('media', typeof list === 'string' ? list : JSON.stringify(list)),
      stored('0', 'zero'),
      stored('1', 'one'),
    ),
    limits,
  );

const entry = (name: string, size?: number) => {
  const title = bytesOf(name);
  const fields = [0x0a, title.length, ...title, ...(size === undefined ? [] : [0x10, size])];
  return [0x0a, fields.length, ...fields];
};
/** Likewise of the newer kind. */
const newer = (entries: number[][], limits = {}) =>
  openPackage(
    zipOf(
      stored('meta', Uint8Array.of(8, 3)),
      stored('collection.anki21b', zstdOf(bytesOf('not looked at here'))),
      stored('media', zstdOf(Uint8Array.from(entries.flat()))),
      stored('0', zstdOf(bytesOf('zero'))),
      stored('1', zstdOf(bytesOf('one'))),
    ),
    limits,
  );

describe('the files of a package', () => {
  it.each([
    ['fsrs-legacy2.colpkg', ['_static.css', 'fake.png', 'tone.mp3', 'ünïcödé 音.png']],
    ['fsrs-modern-sched.apkg', ['fake.png', 'tone.mp3', 'ünïcödé 音.png']],
    ['genanki-probe.apkg', ['bild.jpg', 'ton.mp3']],
  ])('that Anki or another program made, %s, are there by their names', (file, names) => {
    const { media, remarks } = packageOf(file);
    expect([...media.keys()].sort()).toEqual(names);
    expect([...media].map(([name]) => name).sort()).toEqual(names);
    expect(media.size).toBe(names.length);
    expect(media.has(names[0] as string)).toBe(true);
    expect(remarks).toEqual([]);
  });

  it('are the same in both kinds', () => {
    const [one, other] = ['fsrs-legacy2.colpkg', 'fsrs-modern-sched.apkg'].map((file) => packageOf(file).media);
    expect(one?.get('tone.mp3')?.length).toBe(24_467);
    expect(Buffer.compare(one?.get('tone.mp3') as Uint8Array, other?.get('tone.mp3') as Uint8Array)).toBe(0);
  });

  it('are none under other names, or if there is no list', () => {
    expect(packageOf('genanki-probe.apkg').media.get('0')).toBeUndefined();
    expect(openPackage(zipOf(stored('collection.anki2', ''))).media.size).toBe(0);
  });

  it('need not be numbered without gaps; what is listed but not there is told', () => {
    const { media, remarks } = older({ 1: 'b.png', 7: 'c.png', 8: 5 });
    expect([...media].map(([name, bytes]) => [name, textOf(bytes)])).toEqual([['b.png', 'one']]);
    expect(remarks.map(({ kind, place }) => [kind, place])).toEqual([
      ['dropped', 'media 8'],
      ['dropped', 'media c.png'],
    ]);
    expect(newer([entry('a', 4), entry('b', 3), entry('c', 1)]).remarks).toMatchObject([
      { kind: 'dropped', place: 'media c' },
    ]);
  });

  it('of one name are one, and the others are told', () => {
    const { media, remarks } = older({ 0: 'a.png', 1: 'a.png' });
    expect(textOf(media.get('a.png'))).toBe('zero');
    expect(remarks).toMatchObject([{ kind: 'dropped', place: 'media a.png' }]);
  });

  it('get names that every system takes, and that is told', () => {
    const { media, remarks } = older({ 0: 'a?b.png', 1: '?' });
    expect([...media.keys()]).toEqual(['ab.png']);
    expect(remarks.map(({ kind, place }) => [kind, place])).toEqual([
      ['changed', 'media a?b.png'],
      ['dropped', 'media ?'],
    ]);
  });

  it('with names that lead elsewhere make the whole package unsafe', () => {
    for (const name of ['../a', 'a/b', '/etc/passwd', 'a\\b', '..', '.', 'C:\\a', 'a\0b']) {
      expect(() => older({ 0: name })).toThrow(code('unsafe-file'));
      expect(() => newer([entry(name, 4)])).toThrow(code('unsafe-file'));
    }
  });

  it('are refused if they are more or larger than allowed', () => {
    expect(() => older({ 0: 'a', 1: 'b', 2: 'c', 3: 'd', 4: 'e' }, { entries: 4 })).toThrow(code('too-large'));
    expect(() => newer([entry('a', 100)], { bytesOfEntry: 99 })).toThrow(code('too-large'));
    expect(() => newer([entry('a', 100), entry('b', 100)], { bytes: 199 })).toThrow(code('too-large'));
  });

  it('are refused if their list is none', () => {
    for (const list of ['', '{', '[]', '7']) expect(() => older(list)).toThrow(code('invalid-file'));
    expect(() => newer([[0x0a, 9]])).toThrow(code('invalid-file'));
  });

  it('are looked at when they are asked for: one that is not as large as it says does not keep the others', () => {
    const { media } = newer([entry('a', 5), entry('b', 3)]);
    expect(textOf(media.get('b'))).toBe('one');
    expect(() => media.get('a')).toThrow(code('invalid-file'));
    expect(() => newer([entry('a', 3)]).media.get('a')).toThrow(code('too-large'));
    expect(textOf(newer([entry('a')]).media.get('a'))).toBe('zero');
  });
});

describe('the name of a file', () => {
  it('is in its usual form', () => {
    expect(mediaName('e\u0301.png')).toBe('é.png');
    expect(mediaName('a\u00a0b.png')).toBe('a b.png');
    expect(mediaName('a[b]<c>:"d"|e*^\n.png')).toBe('abcde.png');
  });

  it('is none that Windows keeps for itself, and ends in no blank or dot', () => {
    expect(['CON', 'con.txt', 'lpt1.a.b', 'console.txt', 'a.', 'a '].map(mediaName)).toEqual([
      'CON_',
      'con_.txt',
      'lpt1_.a.b',
      'console.txt',
      'a._',
      'a _',
    ]);
  });

  it('has at most 120 bytes, and keeps what it ends in', () => {
    const name = mediaName(`${'音'.repeat(100)}.png`);
    expect(name).toMatch(/^音+\.png$/);
    expect(new TextEncoder().encode(name).length).toBe(118);
    expect(mediaName('a'.repeat(200))).toBe('a'.repeat(120));
    expect(mediaName('a'.repeat(120))).toBe('a'.repeat(120));
  });
});
