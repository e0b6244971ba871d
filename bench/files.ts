import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

const LINES_AT_ONCE = 10_000; // a string holds no more than half a gigabyte

export function writeLines(path: string, lines: Iterable<string>): void {
  writeFileSync(path, '');
  let some: string[] = [];
  const flush = () => {
    appendFileSync(path, some.map((line) => `${line}\n`).join(''));
    some = [];
  };
  for (const line of lines) if (some.push(line) === LINES_AT_ONCE) flush();
  flush();
}

export function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}
