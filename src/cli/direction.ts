/** What is written from right to left: the scripts of Unicode with the bidirectional classes R and AL, as letters and as codes of ISO 15924. */
const RIGHT_TO_LEFT =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}|\p{Script=Adlam}|\p{Script=Hanifi_Rohingya}|\p{Script=Mandaic}|\p{Script=Samaritan}/u;
const RIGHT_TO_LEFT_CODES = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Keeps a text to itself, and lets its first letter tell its direction (Unicode Standard Annex #9). */
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Seen by nobody; the letter that it stands for begins a line from the left or from the right. */
const LEFT_TO_RIGHT_MARK = '\u200e';
const RIGHT_TO_LEFT_MARK = '\u200f';

/** What terminals are asked for: each line's first letter tells its direction ("BiDi in Terminal Emulators", autodetection). */
export const DETECT_DIRECTION = '\u001b[?2501h';
export const FORGET_DIRECTION = '\u001b[?2501l';

/** Whether a text begins from the right. Its language says so, or else its first letter: an Arabic sentence may begin with an English word. */
export function isRightToLeft(text: string, language?: string): boolean {
  const script = language === undefined ? undefined : scriptOf(language);
  if (script !== undefined) return RIGHT_TO_LEFT_CODES.has(script);
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '');
}

/** The script that a language is most often written in; nothing for a tag that only looks like one. */
function scriptOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().script;
  } catch {
    return undefined;
  }
}

/** A text within a line of another language, so that neither disorders the other. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

/** The lines of one text, each in the direction of the whole, whatever it begins with. */
export function directed(lines: readonly string[], language?: string): readonly string[] {
  const text = lines.join('\n');
  if (!RIGHT_TO_LEFT.test(text)) return lines;
  const mark = isRightToLeft(text, language) ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK;
  return lines.map((line) => (line === '' ? line : `${mark}${line}`));
}
