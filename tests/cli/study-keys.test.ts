import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { type Run, run, startInTerminal, temporaryFolder } from './study-program.js';

const DECK = ['--deck', 'initiative-and-leadership'];
const ENTER = '\r';

/** What every sitting in a terminal must leave behind, however it ended. */
function expectTerminalRestored({ output }: Run): void {
  const end = output.slice(output.lastIndexOf('exit code'));
  expect(end).toMatch(/^exit code 0\r?\n/);
  expect(end).toMatch(/[^-]icanon/);
  expect(end).toMatch(/[^-]echo\b/);
  expect(output.lastIndexOf('\u001b[?2501l')).toBeGreaterThan(output.lastIndexOf('\u001b[?2501h')); // directions are its own again
  expect(output.lastIndexOf('\u001b[?25h')).toBeGreaterThan(output.lastIndexOf('\u001b[?25l')); // the cursor is shown
}

it('lets one tick key points, grade with one key, undo and quit in a terminal', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const terminal = startInTerminal(['--file', file]);
  const { see, type } = terminal;
  await see('Which deck?');
  type(ENTER);
  await see('14 of 14 left');
  await see('Your answer');
  type(`In my own words${ENTER}`);
  await see('Model answer');
  await see('Which of these did you say?');
  type(' \u001b[B '); // the first two: space, down, space
  type(ENTER);
  await see('How well did you know it?');
  await see('Enter takes good');
  type(ENTER);
  await see('good · due in 10 minutes');

  await see('13 new · 1 learning');
  await see('Your answer');
  type(ENTER);
  await see('Which of these did you say?');
  type(ENTER);
  await see('How well did you know it?');
  type('u');
  await see('Taken back: When an interviewer asks');
  await see('14 new · 0 learning');
  await see('Your answer');
  type(ENTER);
  await see('Which of these did you say?');
  type(ENTER);
  await see('How well did you know it?');
  type('4');
  await see('easy · due on');
  await see('Your answer');
  type(`q${ENTER}`);
  await see('1 review in this sitting: 0 again · 0 hard · 0 good · 1 easy');
  const end = await terminal.ended;
  expectTerminalRestored(end);
  expect(stripVTControlCharacters(end.output)).toMatch(/In my own words\r?\n/); // and no cursor any more

  const { output } = await run(['--file', file, '--export', '-']);
  expect(JSON.parse(output).events).toMatchObject([
    { type: 'reviewed', grade: 'good', recalled: ['only-assigned', 'steps-up'] },
    { type: 'undone' },
    { type: 'reviewed', grade: 'easy', recalled: [] },
  ]);
});

/** Where a learner can be, what is to be seen there, and the key that leads on. */
const WAY = [
  ['in the choice of a deck', 'Which deck?', ENTER],
  ['at a prompt', 'Your answer', ENTER],
  ['at the key points', 'Which of these did you say?', ENTER],
  ['at the grades', 'How well did you know it?', '3'],
  ['at the next prompt', 'Your answer', ENTER],
] as const;

const WAYS_OUT = WAY.flatMap(([place], stop) => [
  ['Ctrl-C', place, '\u0003', stop] as const,
  ['Ctrl-D', place, '\u0004', stop] as const,
]);

it.each(WAYS_OUT)('%s %s ends the sitting, with the terminal as it was and the grades kept', async (...way) => {
  const [, , key, stop] = way;
  const file = join(temporaryFolder(), 'progress.ndjson');
  const terminal = startInTerminal(['--file', file]);
  for (const [index, [, sight, next]] of WAY.slice(0, stop + 1).entries()) {
    await terminal.see(sight);
    terminal.type(index === stop ? key : next);
  }
  const end = await terminal.ended;
  expectTerminalRestored(end);
  expect(end.output.includes('in this sitting')).toBe(stop > 0);
  const { output } = await run(['--file', file, '--export', '-']);
  expect(JSON.parse(output).events).toHaveLength(stop > 3 ? 1 : 0);
});

it.each([80, 60])('keeps within %i columns', async (columns) => {
  const terminal = startInTerminal([...DECK, '--file', join(temporaryFolder(), 'progress.ndjson')], columns);
  await terminal.see('Your answer');
  terminal.type(`h${ENTER}`);
  await terminal.see('Hint');
  await terminal.see('Your answer');
  terminal.type(ENTER);
  await terminal.see('Which of these did you say?');
  terminal.type(ENTER);
  await terminal.see('How well did you know it?');
  terminal.type('2');
  await terminal.see('Your answer');
  terminal.type(`q${ENTER}`);
  const { output } = await terminal.ended;
  const lines = stripVTControlCharacters(output.slice(0, output.indexOf('exit code'))).split(/\r?\n/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

it('needs no colors: with NO_COLOR there are none, and key points are named by numbers', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const terminal = startInTerminal([...DECK, '--file', file], 80, { NO_COLOR: '1' });
  await terminal.see('Your answer');
  terminal.type('ab\u001b[D');
  await terminal.see('a█b');
  terminal.type(ENTER);
  await terminal.see('Numbers from 1 to 3');
  terminal.type(`1 2${ENTER}`);
  await terminal.see('Enter takes good');
  terminal.type(ENTER);
  await terminal.see('good · due');
  await terminal.see('Your answer');
  terminal.type(`q${ENTER}`);
  const end = await terminal.ended;
  expectTerminalRestored(end);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a color is
  expect(end.output).not.toMatch(/\u001b\[[\d;]*m/);
  expect(readFileSync(file, 'utf8')).toContain('"recalled":["only-assigned","steps-up"]');
});

it('moves no cursor in a terminal that cannot', async () => {
  const args = [...DECK, '--file', join(temporaryFolder(), 'progress.ndjson')];
  const terminal = startInTerminal(args, 80, { TERM: 'dumb' });
  await terminal.see('Your answer');
  terminal.type('\n');
  await terminal.see('Numbers from 1 to 3');
  terminal.type('q\n');
  const { output } = await terminal.ended;
  expect(output).toContain('exit code 0');
  expect(output).not.toContain('\u001b');
});
