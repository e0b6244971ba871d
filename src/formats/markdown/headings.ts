import type { Remark } from '../imported.js';
import { clozeAsks, type Room, roomForClozes } from './cloze.js';
import { ankiClozesIn } from './deletions.js';
import { type Ask, dropped, type Entry, type Foreign } from './entry.js';
import { frontMatterOf, membersOf } from './front-matter.js';
import { keyCommentOf } from './key-comment.js';
import { headingOf } from './own-words.js';
import { isBlank, joined, type Source } from './source.js';

/** A heading of the second level asks, the text below it answers; one of the first level names the deck. */
export function readHeadings(source: Source): Foreign {
  const remarks: Remark[] = [];
  const entries: Entry[] = [];
  const descriptions = new Map<string, string>();
  const room = roomForClozes();
  const front = frontMatterOf(source);
  const members = membersOf(front);
  for (const name of members.keys()) {
    if (name !== 'title' && name !== 'description') {
      remarks.push(dropped(0, `"${name}" in the front matter is left out`));
    }
  }
  let deck = '';
  const read = (line: number, to: number) => {
    const heading = line < front.end ? undefined : headingOf(source.lines[line] as string);
    if (heading?.level !== 2) {
      if (heading) deck = withoutMarks(heading.text);
      const text = joined(source.lines.slice(heading ? line + 1 : front.end, to));
      if (!isBlank(text)) descriptions.set(deck, text);
      return;
    }
    const { key, to: end, keyPlace } = keyCommentOf(source, line, to);
    const question = withoutMarks(heading.text);
    const asks = asksOf(question, joined(source.lines.slice(line + 1, end)), room);
    // A cloze in the heading is known by the heading with its words revealed, which the answer begins with.
    const isCloze = ankiClozesIn(question).length > 0;
    const wording = isCloze ? (asks[0]?.answer.split('\n', 1)[0] ?? question) : question;
    entries.push({ place: `line ${line + 1}`, deck, key, wording, asks, keyPlace });
  };
  let last = front.end - 1;
  for (let at = front.end; at < source.lines.length; at++) {
    if (source.fences[at] !== 0 || headingOf(source.lines[at] as string) === undefined) continue;
    read(last, at);
    last = at;
  }
  read(last, source.lines.length);
  const title = members.get('title');
  const description = members.get('description');
  const first = entries[0]?.deck ?? '';
  if (description && !descriptions.has(first)) descriptions.set(first, description);
  return { ...(title && { title }), descriptions, entries, remarks };
}

function asksOf(question: string, body: string, room: Room): readonly Ask[] {
  const inQuestion = ankiClozesIn(question);
  if (inQuestion.length > 0) {
    const asks = clozeAsks(question, inQuestion, room);
    return body === '' ? asks : asks.map((ask) => ({ ...ask, answer: `${ask.answer}\n\n${body}` }));
  }
  const inBody = ankiClozesIn(body);
  if (inBody.length === 0) return [{ ending: '', prompt: question, answer: body }];
  return clozeAsks(body, inBody, room).map((ask) => ({ ...ask, prompt: `${question}\n\n${ask.prompt}` }));
}

/** A heading without the marks that may close it. */
function withoutMarks(heading: string): string {
  let end = heading.length;
  while (heading[end - 1] === '#') end--;
  return end === 0 ? '' : /\s/.test(heading[end - 1] as string) ? heading.slice(0, end).trimEnd() : heading;
}
