/** What is written from right to left: the scripts of Unicode with the bidirectional classes R and AL. */
const RIGHT_TO_LEFT =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}|\p{Script=Adlam}|\p{Script=Hanifi_Rohingya}|\p{Script=Mandaic}|\p{Script=Samaritan}/u;

/** Keeps a text to itself, and lets its first letter tell its direction (Unicode Standard Annex #9). */
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Seen by nobody; the letter that it stands for begins a line from the right. */
const RIGHT_TO_LEFT_MARK = '\u200f';

/** What terminals are asked for: each line's first letter tells its direction ("BiDi in Terminal Emulators", autodetection). */
export const DETECT_DIRECTION = '\u001b[?2501h';
export const FORGET_DIRECTION = '\u001b[?2501l';

/** Whether a text begins from the right: its first letter says so. */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '');
}

/** A text within a line of another language, so that neither disorders the other. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

/** The lines of one text, each in the direction of the whole, whatever it begins with. */
export function directed(lines: readonly string[]): string[] {
  const mark = isRightToLeft(lines.join('\n')) ? RIGHT_TO_LEFT_MARK : '';
  return lines.map((line) => (line === '' ? line : `${mark}${line}`));
}
