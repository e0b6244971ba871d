import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudyError } from '../../../src/errors.js';
import { readMessage } from '../../../src/formats/anki/protobuf.js';

const message = (...bytes: number[]) => readMessage(Uint8Array.from(bytes));
const invalid = expect.objectContaining({ name: 'StudyError', code: 'invalid-file' });

describe('a message', () => {
  it('may be empty: nothing is written of what is zero', () => {
    const empty = message();
    expect(empty.number(1)).toBeUndefined();
    expect(empty.bytes(1)).toBeUndefined();
    expect(empty.text(1)).toBe('');
    expect(empty.all(1)).toEqual([]);
    expect(empty.floats(1)).toEqual([]);
  });

  it('has numbers of one byte and more, and negative ones of ten', () => {
    expect(message(0x08, 0x03).number(1)).toBe(3);
    expect(message(0x08, 0xac, 0x02).number(1)).toBe(300);
    expect(message(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f).number(1)).toBe(
      2 ** 53 - 1 - 2 ** 53 + 2 ** 53,
    );
    expect(message(0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01).number(1)).toBe(-(2 ** 63));
    expect(message(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01).number(1)).toBe(-1);
  });

  it('has texts, and fields with numbers of two bytes', () => {
    expect(message(0x12, 0x02, 0xc3, 0xa9).text(2)).toBe('é');
    expect(message(0xfa, 0x0f, 0x01, 0x41).text(255)).toBe('A');
    expect(message(0x12, 0x01, 0xff).text(2)).toBe('\ufffd');
  });

  it('has the last of what stands twice, and all of what is repeated', () => {
    const twice = message(0x08, 0x01, 0x0a, 0x01, 0x41, 0x08, 0x02, 0x0a, 0x01, 0x42);
    expect(twice.number(1)).toBe(2);
    expect(twice.text(1)).toBe('B');
    expect(twice.all(1).map((part) => [...part])).toEqual([[0x41], [0x42]]);
  });

  it('has floats one by one or packed, as the decimals they were written as', () => {
    const half = [0x00, 0x00, 0x00, 0x3f];
    const most = [0x9a, 0x99, 0x59, 0x3f];
    expect(message(0x0d, ...most).number(1)).toBe(0.85);
    expect(message(0x0a, 0x08, ...half, ...most).floats(1)).toEqual([0.5, 0.85]);
    expect(message(0x0d, ...half, 0x0d, ...most).floats(1)).toEqual([0.5, 0.85]);
  });

  it('passes over what nobody asks for', () => {
    expect(message(0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x10, 0x05).number(2)).toBe(5);
  });

  it('that breaks off, or has a form that does not exist, is refused', () => {
    const wrong = [[0x08], [0x08, 0x80], [0x0a, 0x02, 0x41], [0x09, 1, 2], [0x0d, 1, 2, 3], [0x0b], [0x0f]];
    for (const bytes of wrong) expect(() => message(...bytes)).toThrow(invalid);
    expect(() => message(0x08, ...new Array(11).fill(0x80))).toThrow(invalid);
    expect(() => message(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)).toThrow(invalid);
  });

  it('gives values or a StudyError, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          const read = readMessage(bytes);
          for (let field = 0; field < 40; field++) {
            expect([read.text(field), read.floats(field), read.all(field)]).toHaveLength(3);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(StudyError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
