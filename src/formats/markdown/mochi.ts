import { clozeAsks, type Room, roomForClozes } from './cloze.js';
import { mochiClozesIn } from './deletions.js';
import type { Ask, Foreign } from './entry.js';
import { keyCommentOf } from './key-comment.js';
import { fencesOf, isBlank, joined, type Source } from './source.js';

/** A file that holds one card of Mochi. */
export function readMochiCard(source: Source): Foreign {
  const { key, to, keyPlace } = keyCommentOf(source, 0, source.lines.length);
  const { asks, wording } = mochiAsks(source.lines.slice(0, to), roomForClozes());
  return { entries: [{ place: 'line 1', deck: '', key, wording, asks, keyPlace }], remarks: [] };
}

/**
 * The questions of a card: its first side asks, the others answer; clozes on the first side are asked group by group.
 * @returns none for a card that has but one side and no cloze
 */
export function mochiAsks(lines: readonly string[], room: Room): { asks: readonly Ask[]; wording: string } {
  const { fences } = fencesOf(lines);
  const isDivider = (line: string, at: number) => fences[at] === 0 && line.trim() === '---';
  const divider = lines.findIndex(
    (line, at) => isDivider(line, at) && lines.slice(0, at).some((each) => !isBlank(each)),
  );
  const front = joined(divider < 0 ? lines : lines.slice(0, divider));
  const back = divider < 0 ? '' : joined(lines.slice(divider + 1));
  const clozes = mochiClozesIn(front);
  if (clozes.length === 0) {
    return { asks: back === '' ? [] : [{ ending: '', prompt: front, answer: back }], wording: front };
  }
  const asks = clozeAsks(front, clozes, room);
  const answers = back === '' ? asks : asks.map((ask) => ({ ...ask, answer: `${ask.answer}\n\n${back}` }));
  return { asks: answers, wording: asks[0]?.answer ?? front };
}
