import { appendFileSync, closeSync, openSync, readSync, writeFileSync } from 'node:fs';

/** A string holds no more than half a gigabyte. */
const LINES_AT_ONCE = 10_000;
const BYTES_AT_ONCE = 2 ** 26;

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

/** The lines of a file of any length. */
export function linesOf(path: string): string[] {
  const file = openSync(path, 'r');
  try {
    const lines: string[] = [];
    const bytes = Buffer.alloc(BYTES_AT_ONCE);
    let kept = 0; // bytes of a line that goes on
    for (let read = -1; read !== 0; ) {
      read = readSync(file, bytes, kept, bytes.length - kept, null);
      const length = kept + read;
      const end = read === 0 ? length : bytes.lastIndexOf('\n', length - 1) + 1;
      if (end > 0) for (const line of bytes.toString('utf8', 0, end).trimEnd().split('\n')) lines.push(line);
      bytes.copyWithin(0, end, length);
      kept = length - end;
    }
    return lines;
  } finally {
    closeSync(file);
  }
}
