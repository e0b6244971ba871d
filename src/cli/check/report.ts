import type { Colors } from '../terminal.js';
import { print } from '../terminal.js';
import { counted, oneLine } from '../text.js';
import type { Place } from './place.js';
import { keyOf } from './remarks.js';
import { RULES, type RuleName } from './rules.js';

/** What is found in a file. */
export interface Found {
  readonly file: string;
  readonly rule: RuleName;
  readonly message: string;
  readonly place?: Place | undefined;
  readonly deckId?: string | undefined;
  readonly path?: string | undefined;
}

/** All that a call comes to. */
export interface Report {
  readonly findings: readonly Found[];
  readonly decks: number;
  readonly cards: number;
  readonly errors: number;
  readonly advice: number;
}

/** Prints it for programs. */
export function printJson({ findings, ...counts }: Report): void {
  const rows = findings.map(({ file, place, rule, deckId, path, message }) => ({
    file,
    line: place?.line ?? null,
    column: place?.column ?? null,
    rule,
    severity: RULES[rule].severity,
    deckId: deckId ?? null,
    path: path ?? null,
    message,
  }));
  print(JSON.stringify({ findings: rows, ...counts }, undefined, 2));
}

/** Prints it for people: places in the form that terminals and editors know, so that they lead there. */
export function printText(report: Report, colors: Colors): void {
  const lines = report.findings.map((each) => lineOf(each, colors));
  print([...lines, ...(lines.length > 0 ? [''] : []), summaryOf(report, colors)].join('\n'));
}

function lineOf({ file, place, rule, deckId, path, message }: Found, { red, yellow, cyan, dim }: Colors): string {
  const key = path === undefined ? undefined : keyOf(path);
  const id = [deckId, key].filter((each) => each !== undefined).join('/');
  const where = place ? `:${place.line}:${place.column}` : id && `:${id}`;
  const severity = RULES[rule].severity === 'error' ? red('error') : yellow('advice');
  return `${cyan(oneLine(`${file}${where}`))}  ${severity}  ${oneLine(message)}  ${dim(rule)}`;
}

function summaryOf({ decks, cards, errors, advice }: Report, { bold, green }: Colors): string {
  const all = `${counted(decks, 'deck')}, ${counted(cards, 'card')}`;
  if (errors + advice === 0) return green(`${all}: all is well`);
  const pieces = advice === 1 ? '1 piece of advice' : `${advice} pieces of advice`;
  const parts = [...(errors > 0 ? [counted(errors, 'error')] : []), ...(advice > 0 ? [pieces] : [])];
  return bold(`${parts.join(' and ')} in ${all}`);
}
