import { isBlank, type Source } from './source.js';

/** What stands between two lines of `---` at the very top of a file. */
export interface FrontMatter {
  /** The line after it; 0 where there is none. */
  readonly end: number;
  readonly lines: readonly string[];
}

export function frontMatterOf({ lines }: Source): FrontMatter {
  if (lines[0]?.trim() !== '---') return { end: 0, lines: [] };
  for (let at = 1; at < lines.length; at++) {
    if ((lines[at] as string).trim() === '---') return { end: at + 1, lines: lines.slice(1, at) };
  }
  return { end: 0, lines: [] };
}

/** The members on lines of the form `name: value`, as texts without quotation marks. What is nested is left aside. */
export function membersOf(front: FrontMatter): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (const line of front.lines) {
    const colon = line.indexOf(':');
    if (colon < 1 || /^[\s#-]/.test(line) || isBlank(line)) continue;
    members.set(line.slice(0, colon).trim(), unquoted(line.slice(colon + 1).trim()));
  }
  return members;
}

function unquoted(text: string): string {
  const isQuoted = text.length > 1 && /^["']/.test(text) && text.endsWith(text[0] as string);
  return isQuoted ? text.slice(1, -1) : text;
}
