/** Control characters, which show nothing; all but those that are spaces. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g;
const SPECIAL = /[\\`*_[\]<&~$]/g;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,31});/iy;
/** What begins a heading, a list, a quotation, a rule, the underline of a heading or that of a table's head. */
const BLOCK_START = /^(?:#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|=+\s*$|(?=[^-]*-)[-:|\s]+$|(\d{1,9})(?=[.)](?:\s|$)))/;
/** Letters and digits in the sense of Markdown's rules for emphasis: neither spaces nor punctuation nor symbols. */
const WORD = /[^\s\p{P}\p{S}]/u;

/** Whether Markdown takes the character for a part of a word. */
export const isWordCharacter = (character: string): boolean => WORD.test(character);

/** The text without control characters, which show nothing. Spaces stay as they are. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}

/**
 * Text as Markdown that shows it, within one line; a backslash comes only where the character would mean something.
 * @param before the character that it follows; a space at the start of a line
 * @param after the character that follows it, where that is known
 * @param isLabel whether it stands in the brackets of a link or an image
 */
export function escapedInline(text: string, before = ' ', after = '', isLabel = false): string {
  return text.replace(SPECIAL, (character, place: number) => {
    const previous = place > 0 ? (text[place - 1] as string) : before;
    const next = text[place + 1] ?? after;
    const isBracket = character === '[' || character === ']';
    return (isBracket && isLabel) || isMeaningful(character, previous, next, text, place)
      ? `\\${character}`
      : character;
  });
}

function isMeaningful(character: string, previous: string, next: string, text: string, place: number): boolean {
  switch (character) {
    case '\\':
      return next === '' || /[!-/:-@[-`{-~]/.test(next);
    case '*':
      return !(/\s/.test(previous) && /\s/.test(next));
    case '_':
      return !((isWordCharacter(previous) && isWordCharacter(next)) || (/\s/.test(previous) && /\s/.test(next)));
    case '[':
      return false;
    case ']':
      return next === '(' || next === '[' || next === ':';
    case '<':
      return next === '' || /[a-z/!?]/i.test(next);
    case '&':
      ENTITY.lastIndex = place;
      return ENTITY.test(text);
    case '~':
      return next === '~' || !/\s/.test(previous);
    default:
      return true;
  }
}

/** A line of Markdown that is to be taken as text, however it begins. */
export function escapedLineStart(line: string): string {
  return line.replace(BLOCK_START, (start, digits?: string) => (digits ? `${digits}\\` : `\\${start}`));
}

/** The end of a line in Markdown after which the text goes on in the next line. */
export const HARD_BREAK = '  \n';

/**
 * Plain text as Markdown that shows it: its lines stay lines, and an empty line parts paragraphs. What Markdown would take for
 * markup is escaped. Spaces at both ends of a line and control characters are left out; several empty lines count as one.
 */
export function markdownOfText(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => {
    const shown = withoutControls(line).replaceAll('\f', ' ').trim();
    return escapedLineStart(escapedInline(shown));
  });
  return lines
    .join('\n')
    .trim()
    .replace(/\n{2,}/g, '\n\n')
    .replace(/(?<!\n)\n(?!\n)/g, HARD_BREAK);
}

/**
 * Where a link or an image leads, as Markdown writes it.
 * @param url in one line
 */
export function destinationOf(url: string): string {
  const escaped = url.replace(/[\\<>&]/g, (character, place: number) => {
    ENTITY.lastIndex = place;
    return character === '&' && !ENTITY.test(url) ? character : `\\${character}`;
  });
  return /[\s()]|^$|^</.test(url) ? `<${escaped}>` : escaped;
}
