import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStudy, parseDeck, parseProgress } from 'ownwords';
import { expect, it } from 'vitest';
import { finished, freshFolder } from '../store/processes.js';

const run = (...args: string[]) =>
  finished(spawn(process.execPath, ['--import', 'tsx', 'examples/anki/main.ts', ...args], { env: process.env }));

it('turns a package into decks, progress and media that can be studied', async () => {
  const folder = join(freshFolder(), 'out');
  const { output, errors, status } = await run('tests/fixtures/anki/fsrs-modern-sched.apkg', folder);
  expect({ errors, status }).toEqual({ errors: '', status: 0 });
  expect(output).toContain('Geo::Europe: 3 cards, decks/geo.europe.json');
  expect(output).toContain('changed: card 1736517615047: it hides parts of a picture');
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const study = await openStudy({ decks: [parseDeck(json('decks/geo.europe.json'))] });
  const progress = parseProgress(json('progress.json'));
  expect(progress.events.filter(({ type }) => type === 'reviewed')).toHaveLength(160);
  expect(await study.importProgress(progress)).toEqual({ added: progress.events.length });
  expect(study.cards().map(({ phase }) => phase)).toEqual(['review', 'review', 'review']);
  expect(json('remarks.json').length).toBeGreaterThan(0);
  expect(readdirSync(join(folder, 'media'))).toHaveLength(3);
});

it('says what is wrong, and writes nothing', async () => {
  const place = freshFolder();
  const folder = join(place, 'out');
  const broken = join(place, 'broken.apkg');
  writeFileSync(broken, 'no package');
  expect(await run(broken, folder)).toMatchObject({ status: 1, errors: expect.stringContaining('(invalid-file)') });
  expect(await run(join(place, 'none.apkg'), folder)).toMatchObject({ status: 1 });
  expect(await run()).toMatchObject({ status: 2, errors: expect.stringContaining('Usage') });
  expect(await run(broken, place)).toMatchObject({ status: 2, errors: expect.stringContaining('already') });
  expect(existsSync(folder)).toBe(false);
});
