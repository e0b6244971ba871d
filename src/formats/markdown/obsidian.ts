import type { Remark } from '../imported.js';
import { clozeAsks, type Room, roomForClozes } from './cloze.js';
import { obsidianClozesIn } from './deletions.js';
import { type Ask, changed, dropped, type Entry, type Foreign, type KeyPlace } from './entry.js';
import { deckOfTag, type Marks, marksOf, type NoteLine, type Passage, passagesOf } from './obsidian-note.js';
import { pastOf } from './obsidian-schedule.js';
import type { ObsidianOptions } from './options.js';
import { isBlank, joined, type Source } from './source.js';

/** The cards of a note for the Spaced Repetition plugin of Obsidian: https://www.stephenmwangi.com/obsidian-spaced-repetition/ */
export function readObsidian(source: Source, options: ObsidianOptions | undefined): Foreign {
  const marks = marksOf(options);
  const remarks: Remark[] = [];
  const room = roomForClozes();
  const entries = passagesOf(source, marks, remarks).flatMap((passage) =>
    entriesOf(source, passage, marks, room, remarks),
  );
  return { entries, remarks };
}

function entriesOf(source: Source, passage: Passage, marks: Marks, room: Room, remarks: Remark[]): Entry[] {
  const [first, ...others] = passage.lines as [NoteLine, ...NoteLine[]];
  const { text, deck, cut } = tagOf(first.text, marks);
  const lines = [text, ...others.map((line) => line.text)];
  const asks = asksOf(lines, passage, cut, marks, room);
  if (asks.length === 0) {
    if (passage.schedules.length > 0)
      remarks.push(dropped(first.at, 'The schedule is left out: it stands below no card'));
    return [];
  }
  const scheduled = asks.map((ask, index): Ask => {
    const segment = passage.schedules[index];
    return segment === undefined ? ask : { ...ask, past: pastOf(segment) };
  });
  if (passage.schedules.length > asks.length) {
    const message = `${passage.schedules.length - asks.length} of its schedules are left out: there are fewer cards`;
    remarks.push(changed(first.at, message));
  }
  const isCloze = passage.split === undefined;
  return [
    {
      place: `line ${first.at + 1}`,
      deck: deck ?? passage.deck,
      key: passage.blockId,
      wording: (isCloze ? asks[0]?.answer : asks[0]?.prompt) ?? '',
      asks: scheduled,
      keyPlace: keyPlaceOf(source, passage),
    },
  ];
}

/** The first line of a card without the tag that says in which deck it is. */
function tagOf(line: string, marks: Marks): { text: string; deck?: string; cut: number } {
  const word = /^#\S+/.exec(line)?.[0] ?? '';
  const deck = word === '' ? undefined : deckOfTag([word], marks);
  if (deck === undefined) return { text: line, cut: 0 };
  const text = line.slice(word.length).trimStart();
  return { text, deck, cut: line.length - text.length };
}

function asksOf(lines: readonly string[], { split }: Passage, cut: number, marks: Marks, room: Room): readonly Ask[] {
  if (split === undefined) {
    const text = joined(lines);
    const deletions = obsidianClozesIn(text, marks.clozes);
    return deletions.length > 0 ? clozeAsks(text, deletions, room) : [];
  }
  const line = lines[0] as string;
  const sides =
    split.kind === 'inline'
      ? [line.slice(0, Math.max(0, split.at - cut)).trim(), line.slice(split.at - cut + split.length).trim()]
      : [joined(lines.slice(0, split.at)), joined(lines.slice(split.at))];
  const [prompt, answer] = sides as [string, string];
  const ask: Ask = { ending: '', prompt, answer };
  return split.reversed ? [ask, { ending: '-reversed', prompt: answer, answer: prompt }] : [ask];
}

/** A block id stands at the end of the last line; after a table, code or a formula on a line of its own. */
function keyPlaceOf({ starts, fences, newline }: Source, { lines, split }: Passage): KeyPlace {
  const { at, text } = lines.at(-1) as NoteLine;
  const isOneLine = split?.kind === 'inline';
  const isBlock = !isOneLine && (fences[at] !== 0 || /^\s*(\||\$\$)/.test(text) || isBlank(text));
  const end = (starts[at] as number) + text.trimEnd().length;
  return { at: end, before: isBlock ? `${newline}^` : ' ^', after: '' };
}
