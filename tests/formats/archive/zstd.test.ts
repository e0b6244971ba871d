import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decompress } from 'fzstd';
import { describe, expect, it } from 'vitest';
import { StudyError } from '../../../src/errors.js';
import { openZip } from '../../../src/formats/archive/zip.js';
import { unzstd, zstdOf } from '../../../src/formats/archive/zstd.js';
import { bytesOf, textOf } from './archives.js';

const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });
const invalid = code('invalid-file');
const tooLarge = code('too-large');
const MUCH = 10_000_000;

const file = new Uint8Array(readFileSync('tests/fixtures/anki/fsrs-modern-sched.apkg'));
/** A collection that Anki has written: one frame that does not tell its size, with blocks of several kinds. */
const packed = openZip(file).bytes('collection.anki21b') as Uint8Array;

const little = (value: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, place) => Math.floor(value / 2 ** (8 * place)) & 0xff);
const block = (form: number, size: number, isLast: boolean) => little((size << 3) | (form << 1) | (isLast ? 1 : 0), 3);
const concat = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const MAGIC = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd);
/** A frame with a window of 128 KiB that does not tell its size. */
const frame = (...blocks: Uint8Array[]) => concat(MAGIC, Uint8Array.of(0x00, 0x38), ...blocks);
const skippable = concat(little(0x184d2a53, 4), little(5, 4), bytesOf('aside'));

describe('Zstandard data', () => {
  it('of a collection is read as another decoder reads it', () => {
    const bytes = unzstd(packed, MUCH);
    expect(textOf(bytes.subarray(0, 15))).toBe('SQLite format 3');
    expect(Buffer.compare(bytes, decompress(packed))).toBe(0);
  });

  it('of a text is read, with copies from places used before', () => {
    const text = readFileSync('tests/fixtures/text/fsrs-cards-html.txt');
    const bytes = unzstd(new Uint8Array(readFileSync('tests/fixtures/fsrs-cards-html.txt.zst')), MUCH);
    expect(Buffer.compare(bytes, text)).toBe(0);
  });

  it('may be several frames, with others to be skipped between them', () => {
    const frames = concat(skippable, zstdOf(bytesOf('one ')), skippable, packed, zstdOf(bytesOf(' two')));
    const bytes = unzstd(frames, MUCH);
    const inner = unzstd(packed, MUCH);
    expect(bytes.length).toBe(inner.length + 8);
    expect(textOf(bytes.subarray(0, 10))).toBe('one SQLite');
    expect(textOf(bytes.subarray(-4))).toBe(' two');
    expect(unzstd(skippable, 0)).toEqual(new Uint8Array(0));
  });

  it('may repeat a byte', () => {
    const bytes = unzstd(frame(concat(block(1, 1_000, false), bytesOf('a')), block(0, 0, true)), 1_000);
    expect(textOf(bytes)).toBe('a'.repeat(1_000));
  });

  it('is read up to the limit, and not one byte beyond', () => {
    const { length } = unzstd(packed, MUCH);
    expect(unzstd(packed, length).length).toBe(length);
    expect(() => unzstd(packed, length - 1)).toThrow(tooLarge);
    expect(() => unzstd(zstdOf(new Uint8Array(10)), 9)).toThrow(tooLarge);
  });

  it('that would come to too much is refused before the memory is spent', () => {
    const flood = concat(block(1, 131_072, false), bytesOf('a'));
    const bomb = frame(concat(...new Array<Uint8Array>(5_000).fill(flood)), block(0, 0, true));
    expect(() => unzstd(bomb, 1_000_000)).toThrow(tooLarge);
  });

  it('that declares more than it can hold is refused', () => {
    const declared = (size: number) => concat(MAGIC, Uint8Array.of(0xe0), little(size, 8), block(0, 0, true));
    expect(unzstd(declared(0), 0)).toEqual(new Uint8Array(0));
    expect(() => unzstd(declared(2 ** 52), Number.MAX_SAFE_INTEGER)).toThrow(invalid);
    expect(() => unzstd(declared(1), MUCH)).toThrow(invalid);
  });

  it('with blocks larger than blocks are, or of no form, is refused', () => {
    expect(() => unzstd(frame(concat(block(1, 131_073, true), bytesOf('a'))), MUCH)).toThrow(invalid);
    expect(() => unzstd(frame(block(3, 0, true)), MUCH)).toThrow(invalid);
  });

  it('that needs a dictionary is refused', () => {
    expect(() => unzstd(concat(MAGIC, Uint8Array.of(0x01, 0x38, 7), block(0, 0, true)), MUCH)).toThrow(invalid);
  });

  it('that is none, or breaks off anywhere, is refused', () => {
    for (const wrong of [new Uint8Array(0), bytesOf('SQLite format 3'), new Uint8Array(100)]) {
      expect(() => unzstd(wrong, MUCH)).toThrow(invalid);
    }
    for (let length = 0; length < packed.length; length += 97) {
      expect(() => unzstd(packed.subarray(0, length), MUCH)).toThrow(invalid);
    }
  });

  it('gives bytes or a StudyError, however it is damaged', () => {
    const change = fc.tuple(fc.nat(packed.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const damaged = packed.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        try {
          expect(unzstd(damaged, 1_000_000).length).toBeLessThanOrEqual(1_000_000);
        } catch (error) {
          expect(error).toBeInstanceOf(StudyError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('bytes as Zstandard data', () => {
  it('are read back, by any decoder', () => {
    for (const length of [0, 1, 255, 131_071, 131_072, 131_073, 400_000]) {
      const bytes = Uint8Array.from({ length }, (_, at) => at * 7);
      const written = zstdOf(bytes);
      expect(Buffer.compare(unzstd(written, length), bytes)).toBe(0);
      expect(Buffer.compare(decompress(written), bytes)).toBe(0);
    }
  });

  it('are the empty block, if there are none', () => {
    expect([...zstdOf(new Uint8Array(0)).subarray(4)]).toEqual([0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
  });
});
