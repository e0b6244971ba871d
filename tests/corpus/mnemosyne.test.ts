import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deck, StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { writeAnki } from '../../src/formats/anki/write.js';

/** Where Mnemosyne's Python packages lie: as Debian installs them, or unpacked from its package elsewhere. */
const PLACE = process.env.MNEMOSYNE ?? '/usr/lib/python3/dist-packages';
const SCRIPT = fileURLToPath(new URL('mnemosyne.py', import.meta.url));

const deck: Deck = {
  id: 'capitals',
  title: 'Geography::Capitals',
  cards: {
    france: { prompt: 'France?', answer: 'Paris é', hint: 'P', keyPoints: { a: 'Seine' }, tags: ['west europe', 'eu'] },
    italy: { prompt: 'Italy?', answer: 'Rome' },
  },
};
const events = [
  ['2026-03-18', 'good', '2026-03-20'],
  ['2026-03-20', 'easy', '2026-03-28'],
].map(([day, grade, due], index) => ({
  id: `e${index}`,
  type: 'reviewed',
  at: Date.parse(`${day}T12:00:00Z`),
  cardId: 'capitals/italy',
  grade,
  day,
  nth: index + 1,
  due,
})) as unknown as StudyEvent[];

describe.skipIf(!existsSync(join(PLACE, 'mnemosyne')))('Mnemosyne', () => {
  it('imports a package of the oldest form, with fields, files, tags and schedules', async () => {
    const progress = { format: 'ownwords-progress', version: 1, exportedAt: '2026-04-01T12:00:00Z', events } as const;
    const media = new Map([['map.png', Uint8Array.of(1, 2, 3)]]);
    const { bytes } = await writeAnki([deck], progress, { container: 'legacy1', media, timeZone: 'UTC' });
    const folder = mkdtempSync(join(tmpdir(), 'ownwords-mnemosyne-'));
    try {
      const path = join(folder, 'capitals.apkg');
      writeFileSync(path, bytes);
      const cards = JSON.parse(execFileSync('python3', [SCRIPT, PLACE, path], { encoding: 'utf8', stdio: 'pipe' }));
      expect(cards).toMatchObject([
        {
          fields: { 0: 'France?', 1: 'Paris é', 2: '<ul><li>Seine</li></ul>', 3: 'P' },
          grade: -1,
          tags: ['Geography::Capitals', 'eu', 'west_europe'],
          files: ['map.png'],
          question: expect.stringContaining('France?'),
          answer: expect.stringContaining('<li>Seine</li>'),
        },
        {
          fields: { 0: 'Italy?', 1: 'Rome' },
          reviews: 2,
          lapses: 0,
          due: Date.parse('2026-03-28T04:00:00Z') / 1000,
          reviewed: Date.parse('2026-03-20T04:00:00Z') / 1000,
          tags: ['Geography::Capitals'],
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
