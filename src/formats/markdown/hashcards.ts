import { parse as parseToml } from 'smol-toml';
import type { Remark } from '../imported.js';
import { clozeAsks, type Deletion, roomForClozes } from './cloze.js';
import { type Ask, dropped, type Entry, type Foreign } from './entry.js';
import { frontMatterOf } from './front-matter.js';
import { keyCommentOf } from './key-comment.js';
import { isBlank, joined, type Source } from './source.js';

/** So much front matter names a deck; more is something else. */
const LONGEST_FRONT_MATTER = 65_536;

/** A card while its lines are read. */
interface Open {
  readonly line: number;
  readonly kind: 'question' | 'cloze';
  /** The line with the answer. */
  answer?: number;
  /** What is wrong with it. */
  fault?: string;
}

/**
 * Cards between `Q:`, `A:` and `C:` at the start of lines: https://github.com/eudoxia0/hashcards. Where hashcards refuses the
 * file, only the card concerned is left out here.
 */
export function readHashcards(source: Source): Foreign {
  const remarks: Remark[] = [];
  const entries: Entry[] = [];
  const seen = new Map<string, number>();
  const room = roomForClozes();
  const front = frontMatterOf(source);
  const title = titleOf(front.lines, remarks);
  let open: Open | undefined;

  const finish = (to: number) => {
    if (open === undefined) return;
    const { line, kind, answer } = open;
    const fault =
      open.fault ?? (kind === 'question' && answer === undefined ? 'the question has no answer' : undefined);
    const { key, to: end, keyPlace } = keyCommentOf(source, line, to);
    const text = (from: number, until: number) =>
      joined([(source.lines[from] as string).slice(2), ...source.lines.slice(from + 1, until)]).trimStart();
    open = undefined;
    if (fault !== undefined) {
      remarks.push(dropped(line, `The card is left out: ${fault}`));
      return;
    }
    const question = text(line, answer ?? end);
    const asks: readonly Ask[] =
      answer === undefined ? clozesOf(question, room) : [{ ending: '', prompt: question, answer: text(answer, end) }];
    if (asks.length === 0) {
      remarks.push(dropped(line, 'The card is left out: the cloze has no deletion in brackets'));
      return;
    }
    const identity = JSON.stringify([question, answer === undefined ? 0 : text(answer, end)]);
    const twin = seen.get(identity);
    if (twin !== undefined) remarks.push(dropped(line, `The card is the same as the one on line ${twin + 1}`));
    else entries.push({ place: `line ${line + 1}`, deck: '', key, wording: wordingOf(asks, answer), asks, keyPlace });
    seen.set(identity, twin ?? line);
  };

  for (let at = front.end; at < source.lines.length; at++) {
    const line = source.lines[at] as string;
    if (line.startsWith('Q:') || line.startsWith('C:')) {
      finish(at);
      open = { line: at, kind: line.startsWith('Q:') ? 'question' : 'cloze' };
    } else if (line.startsWith('A:')) {
      if (open === undefined) remarks.push(dropped(at, 'The answer is left out: no question stands before it'));
      else if (open.kind === 'cloze') open.fault = 'an answer stands in a cloze';
      else if (open.answer !== undefined) open.fault = 'it has two answers';
      else open.answer = at;
    } else if (line.trim() === '---') {
      finish(at);
    } else if (open === undefined && !isBlank(line)) {
      remarks.push(dropped(at, 'The text is left out: it belongs to no card'));
    }
  }
  finish(source.lines.length);
  return { ...(title !== undefined && { title }), entries, remarks };
}

const wordingOf = ([first]: readonly Ask[], answer: number | undefined): string =>
  (answer === undefined ? first?.answer : first?.prompt) ?? '';

function titleOf(lines: readonly string[], remarks: Remark[]): string | undefined {
  const text = lines.join('\n');
  if (isBlank(text)) return undefined;
  try {
    if (text.length > LONGEST_FRONT_MATTER) throw new RangeError('it is too long');
    const { name, ...others } = parseToml(text);
    for (const other of Object.keys(others)) remarks.push(dropped(0, `"${other}" in the front matter is left out`));
    if (typeof name === 'string' && !isBlank(name)) return name.trim();
  } catch (error) {
    remarks.push(dropped(0, `The front matter is left out, for it is no TOML: ${(error as Error).message}`));
  }
  return undefined;
}

/** `[so]` hides a part; `![so]` is an image, and `\[so\]` stands for the brackets themselves. */
function clozesOf(text: string, room: { left: number }): readonly Ask[] {
  const deletions: Deletion[] = [];
  const kept: string[] = [];
  let length = 0;
  const keep = (piece: string) => {
    kept.push(piece);
    length += piece.length;
  };
  let start: number | undefined;
  let isImage = false;
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(/\\[[\]]|!?\[|\]/g)) {
    keep(text.slice(from, index));
    from = index + mark.length;
    if (mark.length === 2 && mark[0] === '\\') keep(mark[1] as string);
    else if (isImage) {
      keep(mark);
      isImage = mark !== ']';
    } else if (mark === '![') {
      keep(mark);
      isImage = true;
    } else if (mark === '[') start = length;
    else if (start !== undefined) {
      if (length > start) deletions.push({ start, end: length, text: '' });
      start = undefined;
    }
  }
  keep(text.slice(from));
  const clean = kept.join('');
  return clozeAsks(
    clean,
    deletions.map((deletion) => ({ ...deletion, text: clean.slice(deletion.start, deletion.end) })),
    room,
  );
}
