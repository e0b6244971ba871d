/** One record of a delimited text. */
export interface Row {
  readonly cells: readonly string[];
  /** The line it begins on, from 1. */
  readonly line: number;
  /** The place in the text where it begins, and the one behind it. */
  readonly start: number;
  readonly end: number;
}

/** The place in a text, and the line that is there. */
export interface RowStart {
  readonly place: number;
  readonly line: number;
}

export interface RowOptions {
  /** One UTF-16 code unit. */
  readonly delimiter: string;
  /** Whether records that begin with `#` are comments. */
  readonly commented?: boolean;
  /** Where to begin. */
  readonly from?: RowStart;
  /** Told on which line, and where in the text, a quote opens that nobody closes. */
  readonly onUnclosed?: (line: number, place: number) => void;
  /** Told where in the text each cell begins. */
  readonly onCell?: (place: number) => void;
}

const QUOTE = 0x22;
const HASH = 0x23;
const LF = 0x0a;
const CR = 0x0d;

/**
 * The records of a delimited text, in one go through it. The rules are those by which Anki reads; a file that keeps RFC 4180
 * reads as that says. A quote opens only at the start of a cell; what follows a closing quote belongs to the cell; a quote
 * that nobody closes runs to the end of the text; LF, CRLF and a lone CR end a record; empty lines are skipped.
 */
export function* rowsOf(
  text: string,
  { delimiter, commented = false, from, onUnclosed, onCell }: RowOptions,
): Generator<Row, void> {
  const end = text.length;
  const between = delimiter.charCodeAt(0);
  let at = from?.place ?? 0;
  let line = from?.line ?? 1;

  /** Goes past the end of a line. */
  const endLine = () => {
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
    at++;
    line++;
  };
  /** What stands until the next delimiter or the end of the line. */
  const plain = () => {
    const start = at;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === between || code === LF || code === CR) break;
      at++;
    }
    return text.slice(start, at);
  };
  const quoted = () => {
    let cell = '';
    const [opened, openedAt] = [line, at];
    let start = ++at;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) onUnclosed?.(opened, openedAt);
      const close = quote < 0 ? end : quote;
      const isDoubled = text.charCodeAt(close + 1) === QUOTE;
      const part = text.slice(start, isDoubled ? close + 1 : close);
      line += linesIn(part);
      cell += part;
      at = isDoubled ? close + 2 : close + 1;
      start = at;
      if (!isDoubled) break;
    }
    at = Math.min(at, end);
    return cell + plain();
  };

  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) {
      endLine();
      continue;
    }
    if (commented && code === HASH) {
      while (at < end && text.charCodeAt(at) !== LF && text.charCodeAt(at) !== CR) at++;
      continue;
    }
    const cells: string[] = [];
    const [start, startLine] = [at, line];
    for (;;) {
      onCell?.(at);
      cells.push(text.charCodeAt(at) === QUOTE ? quoted() : plain());
      if (at >= end || text.charCodeAt(at) !== between) break;
      at++;
    }
    if (at < end) endLine();
    yield { cells, line: startLine, start, end: at };
  }
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) lines++;
  }
  return lines;
}

/**
 * A record, without the end of its line.
 * @param special cells in which this is found are put in quotes, and so is an empty one that stands alone
 */
export function recordOf(cells: readonly string[], delimiter: string, special: RegExp): string {
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map((cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}
