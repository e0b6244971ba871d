import type { Command, Option } from './command.js';
import { COMMANDS } from './commands.js';
import type { Colors } from './terminal.js';
import { fitted } from './text.js';

const WIDTH = 80;
const INDENT = 2;

/** What `ownwords --help` prints. */
export function overview({ bold }: Colors): string {
  const names = COMMANDS.map(({ name, words }) => `${name} ${words}`.trim());
  const rows = COMMANDS.map(({ summary }, index): Row => [names[index] as string, summary]);
  return [
    'ownwords: flashcards in your own words, and what their authors need',
    '',
    `${bold('Usage:')} ownwords <command> [options]`,
    '',
    ...table(rows),
    '',
    'ownwords <command> --help shows the options of a command,',
    'ownwords --version which version this is.',
    '',
  ].join('\n');
}

/** What `ownwords <command> --help` prints. */
export function helpFor({ name, summary, words, options, notes }: Command, { bold }: Colors): string {
  const rows = Object.entries({ ...options, help: HELP }).map(
    ([option, about]): Row => [optionOf(option, about), about.about],
  );
  return [
    `ownwords ${name}: ${summary}`,
    '',
    `${bold('Usage:')} ${['ownwords', name, words, '[options]'].filter(Boolean).join(' ')}`,
    '',
    ...table(rows),
    ...(notes === undefined ? [] : ['', notes.trimEnd()]),
    '',
  ].join('\n');
}

const HELP: Option = { type: 'boolean', short: 'h', about: 'show this page' };

type Row = readonly [left: string, right: string];

function optionOf(name: string, { short, value, choices }: Option): string {
  const what = choices?.join('|') ?? value;
  return `${short ? `-${short}, ` : ''}--${name}${what ? ` ${what}` : ''}`;
}

/** Two columns; what does not fit beside its left half stands below it. */
function table(rows: readonly Row[]): string[] {
  const left = Math.min(26, Math.max(...rows.map(([word]) => word.length)));
  const margin = ' '.repeat(INDENT + left + 2);
  return rows.flatMap(([word, about]) => {
    const [first = '', ...more] = fitted([about], WIDTH - margin.length);
    const head = `${' '.repeat(INDENT)}${word}`;
    const begun = word.length > left ? [head, `${margin}${first}`] : [`${head.padEnd(margin.length)}${first}`];
    return [...begun, ...more.map((line) => `${margin}${line}`)];
  });
}
