import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { StudyError } from '../../../src/errors.js';
import { crc32 } from '../../../src/formats/archive/crc32.js';
import { openZip } from '../../../src/formats/archive/zip.js';
import { bytesOf, largeZipOf, type Packing, textOf, zipOf } from './archives.js';

const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });
const invalid = code('invalid-file');
const tooLarge = code('too-large');

const poem = bytesOf('Ô temps, suspends ton vol ! '.repeat(50));
const stored: Packing = { name: 'stored', bytes: poem };
const deflated: Packing = { name: 'deflated', bytes: poem, isDeflated: true };

describe('an archive', () => {
  it('gives its files by name, stored and deflated, and nothing for other names', () => {
    const zip = openZip(zipOf(stored, deflated, { name: 'é/ü.txt', bytes: new Uint8Array(0) }));
    expect([...zip.sizes]).toEqual([
      ['stored', poem.length],
      ['deflated', poem.length],
      ['é/ü.txt', 0],
    ]);
    expect(textOf(zip.bytes('stored'))).toBe(textOf(poem));
    expect(textOf(zip.bytes('deflated'))).toBe(textOf(poem));
    expect(zip.bytes('é/ü.txt')).toEqual(new Uint8Array(0));
    expect(zip.bytes('other')).toBeUndefined();
  });

  it('gives bytes of its own: changing them changes no archive', () => {
    const zip = openZip(zipOf(stored));
    zip.bytes('stored')?.fill(0);
    expect(textOf(zip.bytes('stored'))).toBe(textOf(poem));
  });

  it('may be written by another program, hold large files, end in a comment, and lie in a larger buffer', () => {
    const large = Uint8Array.from({ length: 300_000 }, (_, at) => (at * at) >> 7);
    const bytes = zipSync({ large, small: poem }, { comment: 'made by another' });
    const around = new Uint8Array(bytes.length + 20);
    around.set(bytes, 7);
    const zip = openZip(around.subarray(7, 7 + bytes.length));
    expect(Buffer.compare(zip.bytes('large') as Uint8Array, large)).toBe(0);
    expect(textOf(zip.bytes('small'))).toBe(textOf(poem));
  });

  it('is refused if it is none, or its end is missing', () => {
    const bytes = zipOf(stored, deflated);
    for (const wrong of [new Uint8Array(0), bytesOf('PK'), poem, bytes.subarray(0, -1), bytes.subarray(0, 100)]) {
      expect(() => openZip(wrong)).toThrow(invalid);
    }
  });

  it('is refused if it is cut in front, so that nothing is where it should be', () => {
    expect(() => openZip(zipOf(stored, deflated).subarray(1))).toThrow(invalid);
  });

  it('is refused if a file in it is encrypted, or compressed in a way not known', () => {
    expect(() => openZip(zipOf({ ...stored, flags: 1 }))).toThrow(invalid);
    expect(() => openZip(zipOf({ ...stored, method: 12 }))).toThrow(invalid);
  });

  it('is refused if two files have one name, or share bytes', () => {
    expect(() => openZip(zipOf(stored, { ...deflated, name: 'stored' }))).toThrow(invalid);
    expect(() => openZip(zipOf(stored, { ...stored, name: 'again', at: 0 }))).toThrow(invalid);
  });

  it('is refused if a file lies outside of it', () => {
    expect(() => openZip(zipOf({ ...stored, at: 1_000_000 }))).toThrow(invalid);
    expect(() => openZip(zipOf({ ...stored, size: poem.length + 1 }))).toThrow(invalid);
  });

  it('is refused if it holds more files, larger ones or more of them than is allowed', () => {
    const bytes = zipOf(stored, deflated);
    expect(() => openZip(bytes, { entries: 1 })).toThrow(tooLarge);
    expect(() => openZip(bytes, { bytesOfEntry: poem.length - 1 })).toThrow(tooLarge);
    expect(() => openZip(bytes, { bytes: 2 * poem.length - 1 })).toThrow(tooLarge);
    expect(openZip(bytes, { entries: 2, bytesOfEntry: poem.length, bytes: 2 * poem.length }).sizes.size).toBe(2);
  });

  it('is refused if a file would swell beyond what is honest', () => {
    const bomb = zipOf({ name: 'bomb', bytes: new Uint8Array(40_000_000), isDeflated: true });
    expect(bomb.length).toBeLessThan(50_000);
    expect(() => openZip(bomb)).toThrow(tooLarge);
  });

  it('does not give a file that holds more or less than it declares, or other bytes', () => {
    for (const lie of [{ size: poem.length - 1 }, { size: poem.length + 1 }, { size: 0 }, { crc: 1 }]) {
      const zip = openZip(zipOf({ ...deflated, ...lie }));
      expect(() => zip.bytes('deflated')).toThrow(invalid);
    }
    const noise = openZip(zipOf({ ...deflated, stream: poem }));
    expect(() => noise.bytes('deflated')).toThrow(invalid);
    const cut = openZip(zipOf({ ...deflated, stream: new Uint8Array(0) }));
    expect(() => cut.bytes('deflated')).toThrow(invalid);
  });

  it('does not fill up with zeros what is shorter than it declares, even if the checksum fits', () => {
    const padded = new Uint8Array(poem.length + 1);
    padded.set(poem);
    const zip = openZip(zipOf({ ...deflated, size: padded.length, crc: crc32(padded) }));
    expect(() => zip.bytes('deflated')).toThrow(invalid);
  });

  it('stops a bomb when it has given as much as it declares', () => {
    const zeros = zipOf({ name: 'bomb', bytes: new Uint8Array(30_000_000), isDeflated: true, size: 100_000 });
    expect(() => openZip(zeros).bytes('bomb')).toThrow(invalid);
  });

  it('with large numbers in the places of 64 bits is read', () => {
    expect(textOf(openZip(largeZipOf('hello.txt', poem)).bytes('hello.txt'))).toBe(textOf(poem));
    expect(() => openZip(largeZipOf('hello.txt', poem).subarray(1))).toThrow(invalid);
  });

  it('gives bytes or a StudyError, however it is damaged', () => {
    const bytes = zipOf(stored, deflated, { name: 'x', bytes: bytesOf('x'), isDeflated: true });
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    const check = (changes: readonly (readonly [number, number])[], length: number) => {
      const damaged = bytes.slice();
      for (const [at, byte] of changes) damaged[at] = byte;
      try {
        const zip = openZip(damaged.subarray(0, length), { bytesOfEntry: 100_000 });
        for (const name of zip.sizes.keys()) expect(zip.bytes(name)?.length).toBe(zip.sizes.get(name));
      } catch (error) {
        expect(error).toBeInstanceOf(StudyError);
      }
    };
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(20), (changes, cut) =>
        check(changes, bytes.length - Math.max(0, cut - 15)),
      ),
      { numRuns: 1_000 },
    );
  });
});

it('the checksum is that of the standard', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});
