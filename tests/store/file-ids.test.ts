import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { hashOf } from '../../src/store/file-hash.js';
import { FileIds } from '../../src/store/file-ids.js';

/** Few of them, at the ends of what there is, so that many share a slot, and tables run over their end. */
const hash = fc.oneof(fc.constantFrom(1, 2, 2 ** 32 - 2, 2 ** 32 - 1), fc.integer({ min: 1, max: 2 ** 32 - 1 }));
/** Also of files of more than four gigabytes. */
const place = fc.oneof(fc.nat(), fc.constantFrom(2 ** 32 - 1, 2 ** 32, 2 ** 33 + 5));

it('the places of ids are found again by their hash, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hash, place), { maxLength: 300 }), (entries) => {
      const ids = new FileIds();
      const expected = new Map<number, number[]>();
      for (const [hash, place] of entries) {
        ids.add(hash, place);
        expected.set(hash, [...(expected.get(hash) ?? []), place]);
      }
      for (const [hash, places] of expected) expect([...ids.placesOf(hash)].sort()).toEqual([...places].sort());
      if (!expected.has(7)) expect(ids.placesOf(7)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

it('ids take twelve bytes each at most', () => {
  let bytes = 0;
  class Counted extends Uint32Array {
    constructor(slots: number) {
      super(slots);
      bytes = 2 * this.byteLength; // hashes and places of the table made last
    }
  }
  vi.stubGlobal('Uint32Array', Counted);
  onTestFinished(() => void vi.unstubAllGlobals());
  const ids = new FileIds();
  for (let n = 1; n <= 20_000; n++) {
    ids.add(hashOf(`event-${n}`), n);
    if (n > 100) expect(bytes / n).toBeLessThanOrEqual(12);
  }
});

it('a hash is a number of 32 bits other than 0', () => {
  for (const id of ['', 'a', 'e1', '\ud800', 'é', 'x'.repeat(1_000)]) {
    const hash = hashOf(id);
    expect(Number.isInteger(hash) && hash > 0 && hash < 2 ** 32).toBe(true);
  }
});
