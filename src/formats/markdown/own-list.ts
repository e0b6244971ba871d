/** Texts in one line, with commas between them; those that hold a comma are quoted as JSON strings. */
export function listed(texts: readonly string[]): string {
  return texts.map((text) => (isPlain(text) ? text : JSON.stringify(text))).join(', ');
}

const isPlain = (text: string): boolean => !/^"|[,\r\n]|\p{Surrogate}/u.test(text) && text.trim() === text;

/** The texts of such a line; nothing if a quotation in it does not end, or is followed by something else. */
export function unlisted(line: string): string[] | undefined {
  const texts: string[] = [];
  for (let at = 0; at < line.length; ) {
    while (at < line.length && isSpace(line[at] as string)) at++;
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      const text = line.slice(at, end).trim();
      if (text !== '') texts.push(text);
      at = end + 1;
      continue;
    }
    let end = at + 1;
    while (end < line.length && line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
    try {
      texts.push(JSON.parse(line.slice(at, end + 1)));
    } catch {
      return undefined;
    }
    at = end + 1;
    while (at < line.length && isSpace(line[at] as string)) at++;
    if (at < line.length && line[at] !== ',') return undefined;
    at++;
  }
  return texts;
}

const isSpace = (character: string): boolean => character.trim() === '';
