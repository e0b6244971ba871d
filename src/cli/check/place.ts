/** Where something stands in a text, counted from 1; columns are UTF-16 units, as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const TOP: Place = { line: 1, column: 1 };

const LF = 0x0a;
const CR = 0x0d;

/** Tells the line and the column of offsets in a text whose lines end with LF, CRLF or CR. */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}

/** The members that a JSON Pointer leads through. */
export function membersOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((member) => member.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The line in the place of a remark: `line 12`. */
export function lineOf(place: string): number | undefined {
  const line = /^line (\d+)$/.exec(place)?.[1];
  return line === undefined ? undefined : Number(line);
}
