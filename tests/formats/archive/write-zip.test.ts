import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeZip, type ZipEntry } from '../../../src/formats/archive/write-zip.js';
import { paceOf } from '../../../src/formats/pace.js';

const write = (entries: readonly ZipEntry[]) => writeZip(entries, paceOf({}));

describe('a written archive', () => {
  it('holds any files, in their order', async () => {
    const entry = fc.record({
      name: fc.oneof(fc.string({ minLength: 1, unit: 'grapheme' }), fc.nat().map(String)),
      bytes: fc.oneof(
        fc.uint8Array(),
        fc.nat(255).map((step) => Uint8Array.from({ length: 300_000 }, (_, at) => at * step)),
      ),
      stored: fc.boolean(),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const names: string[] = [];
        const found = unzipSync(await write(all), {
          filter: ({ name, compression }) => {
            names.push(`${name} ${compression}`);
            return true;
          },
        });
        expect(names).toEqual(all.map(({ name, stored }) => `${name} ${stored ? 0 : 8}`));
        for (const { name, bytes } of all) expect(Buffer.from(found[name] ?? []).equals(bytes)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('may be empty', async () => {
    expect(unzipSync(await write([]))).toEqual({});
  });

  it('refuses more files than the format can count', async () => {
    const entry = { name: 'a', bytes: new Uint8Array(0) };
    await expect(write(new Array(65_536).fill(entry))).rejects.toMatchObject({ code: 'too-large' });
  });
});
