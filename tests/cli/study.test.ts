import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProgress, type StudyEvent } from 'ownwords';
import { expect, it } from 'vitest';
import { defaultProgressPath } from '../../src/cli/study/places.js';
import { run, start, temporaryFolder } from './study-program.js';

const DECK = ['--deck', 'initiative-and-leadership'];

/** What the learner types, a line each. */
const lines = (...typed: readonly string[]) => typed.map((line) => `${line}\n`).join('');

/** The events in a file, in the order of history. */
async function eventsIn(file: string): Promise<readonly StudyEvent[]> {
  const { output } = await run(['--file', file, '--export', '-']);
  return parseProgress(output).events;
}

/** A file with the progress of a sitting in which two cards were graded. */
async function studiedFile(): Promise<string> {
  const file = join(temporaryFolder(), 'new folder', 'progress.ndjson');
  await run([...DECK, '--file', file], lines('', '1 2', '3', '', '', '4'));
  return file;
}

it('studies through a pipe, takes a grade back, and finds the progress again the next time', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const typed = lines('1', '', '1 2', '', 'In my own words', '', '4', 'u', 'q');
  const first = await run(['--file', file], typed);
  expect(first).toMatchObject({ code: 0, errors: '' });
  expect(first.output).toContain('14 new · 0 learning · 0 review · done today 0');
  expect(first.output).toContain('What you typed\n│ In my own words\n');
  expect(first.output).toContain('easy · due');
  expect(first.output).toContain('13 new · 1 learning · 0 review · done today 1');
  expect(first.output).toContain('Taken back: Which change');
  expect(first.output).toContain('1 review in this sitting: 0 again · 0 hard · 1 good · 0 easy');
  expect(first.output).toContain('14 cards left for now, and the next tomorrow at 04:00.');

  const second = await run(['--file', file], lines('1', 'q'));
  expect(second.output).toContain('14 of 14 left · 13 new · 1 learning · 0 review · done today 1');
  expect(second.output).toContain('0 reviews in this sitting');

  const [good, easy, undone, ...more] = await eventsIn(file);
  expect(more).toEqual([]);
  expect(good).toMatchObject({ type: 'reviewed', grade: 'good', recalled: ['only-assigned', 'steps-up'] });
  expect(easy).toMatchObject({ type: 'reviewed', grade: 'easy', recalled: [], durationMs: expect.any(Number) });
  expect(undone).toMatchObject({ type: 'undone', target: easy?.id });
});

it('keeps the words of the learner when told to, and shows them the next time', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const typed = lines('My own words', '', 'k', '3', 'u', '', '2', 'u', 'u', 'u', 'q');
  const { output } = await run([...DECK, '--file', file], typed);
  expect(output).toContain('Your words are kept.');
  expect(output).toContain('Your own words, kept before\n│ My own words\n');
  expect((await eventsIn(file))[0]).toMatchObject({ type: 'answered', answer: 'My own words' });
});

it('shows a hint, asks again after a slip, suspends a card and takes that back', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const { output } = await run([...DECK, '--file', file], lines('h', '', '9', '2', '5', 's', 'u', 'u', 'q'));
  expect(output).toContain('Hint\n│ Picture two colleagues');
  expect(output.match(/That is none of them\./g)).toHaveLength(2);
  expect(output).toContain('Suspended: this card will not be shown.');
  expect(output).toContain('Taken back: When an interviewer');
  expect(output).toContain('There is nothing to take back.');
  expect((await eventsIn(file)).map(({ type }) => type)).toEqual(['suspended', 'undone']);
});

it.each([
  ['before the answer', ''],
  ['after the model answer', lines('')],
  ['after the key points', lines('typed', '1')],
  ['by q', lines('', '', 'q', '3')],
])('ends a sitting without an error, and without a grade, where the input ends: %s', async (_, typed) => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const { code, output, errors } = await run([...DECK, '--file', file], typed);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('0 reviews in this sitting');
  expect(existsSync(file)).toBe(false);
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('brings the sitting to its end on %s', async (signal) => {
  const program = start([...DECK, '--file', join(temporaryFolder(), 'progress.ndjson')]);
  program.type(lines('', '', '3'));
  await program.see('good · due in 10 minutes');
  await program.see('Your answer');
  program.child.kill(signal);
  expect(await program.ended).toMatchObject({ code: 0, output: expect.stringContaining('1 review in this sitting') });
});

it('offers to take back the last grade of all, and then ends, even if the pipe stays open', async () => {
  const folder = temporaryFolder();
  const deck = { id: 'mine', title: 'Mine', cards: { only: { prompt: 'Why?', answer: 'Because.' } } };
  const args = ['--deck-file', join(folder, 'deck.json'), '--file', join(folder, 'progress.ndjson')];
  writeFileSync(join(folder, 'deck.json'), JSON.stringify(deck));
  const program = start(args);
  program.type(lines('1', '', '4'));
  await program.see('That was the last card for now.');
  program.type(lines('u', '', '4'));
  await program.see('Taken back: Why?');
  await program.see('That was the last card for now.');
  program.type(lines(''));
  const { code, output } = await program.ended;
  expect(code).toBe(0);
  expect(output).toMatch(/Nothing more is due; the next card comes on \w+ \d+ \w+\.\n$/);

  const again = await run(args);
  expect(again).toMatchObject({ code: 0, errors: '' });
  expect(again.output.replaceAll('\n', ' ')).toContain('Nothing is due. You have done all of it for today. The next');
});

it('prints no control characters into a pipe, whatever a deck holds and wherever it runs', async () => {
  const folder = temporaryFolder();
  const evil = '\u001b[2J\u001b]0;title\u0007 \u009b31m\r\u0000\u007f';
  const point = { text: `Point ${evil}`, essential: true };
  const card = { prompt: `Why ${evil}?`, answer: `A **bold** ${evil} one`, hint: evil, keyPoints: { point } };
  const cards = { only: { ...card, fields: { askedBy: evil } } };
  writeFileSync(join(folder, 'deck.json'), JSON.stringify({ id: 'mine', title: `Mine ${evil}`, cards }));
  const args = ['--deck-file', join(folder, 'deck.json'), '--file', join(folder, 'progress.ndjson')];
  const { code, output } = await run(args, lines('1', 'h', evil, '1', 'k', 'u', '', '', ''), { CI: 'true' });
  expect(code).toBe(0);
  expect(output).toContain('A bold');
  expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

it('exports what another file imports, once', async () => {
  const file = await studiedFile();
  const [json, other] = [join(temporaryFolder(), 'progress.json'), join(temporaryFolder(), 'other.ndjson')];
  expect(await run(['--file', file, '--export', json])).toMatchObject({ code: 0, errors: '' });
  expect(await run(['--file', other, '--import', json])).toMatchObject({ code: 0, errors: '' });
  expect(await eventsIn(other)).toEqual(await eventsIn(file));
  expect(await eventsIn(other)).toHaveLength(2);
  const again = await run(['--file', other, '--import', '-'], readFileSync(json, 'utf8'));
  expect(again.output).toContain('Added 0 events');
  expect(await eventsIn(other)).toHaveLength(2);
});

it('keeps the progress in the data folder of the platform', async () => {
  const home = temporaryFolder();
  const env = { HOME: home, USERPROFILE: home, XDG_DATA_HOME: join(home, 'data'), APPDATA: join(home, 'data') };
  await run(DECK, lines('', '', '3'), env);
  expect(await eventsIn(defaultProgressPath({ platform: process.platform, env, home }))).toHaveLength(1);
});
