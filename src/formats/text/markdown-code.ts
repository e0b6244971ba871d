/** The lengths of the runs of a character in a text. */
function runsOf(text: string, character: '`' | '$'): ReadonlySet<number> {
  const lengths = new Set<number>();
  for (let start = text.indexOf(character); start >= 0; start = text.indexOf(character, start)) {
    const { length } = text;
    const from = start;
    while (start < length && text[start] === character) start++;
    lengths.add(start - from);
  }
  return lengths;
}

/** A mark that is no part of the text: as many of the character as no run in it has. */
function markFor(text: string, character: '`' | '$'): string {
  const runs = runsOf(text, character);
  let length = 1;
  while (runs.has(length)) length++;
  return character.repeat(length);
}

/** A mark that is longer than any run of the character in the text. */
function fenceFor(text: string, character: '`' | '$', least: number): string {
  let length = least;
  for (const run of runsOf(text, character)) length = Math.max(length, run + 1);
  return character.repeat(length);
}

/** A text as code within a line. */
export function codeInLine(text: string): string {
  const mark = markFor(text, '`');
  const isPadded = /^`|`$/.test(text) || (text.startsWith(' ') && text.endsWith(' ') && text.trim() !== '');
  return isPadded ? `${mark} ${text} ${mark}` : mark + text + mark;
}

/** A text of lines as a block of code. */
export function fencedCode(text: string, language = ''): string {
  const fence = fenceFor(text, '`', 3);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The source of maths within a line. */
export function mathInLine(source: string): string {
  const text = source.replace(/\s+/g, ' ').trim();
  const mark = markFor(text, '$');
  return /^\$|\$$/.test(text) ? `${mark} ${text} ${mark}` : mark + text + mark;
}

/** The source of maths on lines of its own. */
export function displayedMath(source: string): string {
  const fence = fenceFor(source, '$', 2);
  return `${fence}\n${source}\n${fence}`;
}

/** Markdown of one line as it stands in the cell of a table; in maths, whose escapes are its own, bars are spelled out. */
export function inCell(line: string): string {
  return line.replaceAll('|', '\\|');
}
