import type { Remark } from '../imported.js';
import { withoutCode } from './code-mask.js';
import { dropped } from './entry.js';
import { frontMatterOf, membersOf } from './front-matter.js';
import { isName } from './keys.js';
import type { ObsidianOptions } from './options.js';
import { INSIDE, isBlank, OPENS, type Source } from './source.js';

/** A line of a card. */
export interface NoteLine {
  readonly at: number;
  /** Without the schedule and the block id at its end. */
  readonly text: string;
}

/** Lines that stand together in a note and are a card, or may be one. */
export interface Passage {
  readonly lines: readonly NoteLine[];
  readonly deck: string;
  /** Where the question ends: at a separator in the only line, or at a line. */
  readonly split?: {
    readonly kind: 'inline' | 'lines';
    readonly at: number;
    readonly length: number;
    readonly reversed: boolean;
  };
  readonly blockId?: string;
  /** The segments of its schedule comment, one for each card. */
  readonly schedules: readonly string[];
}

type Building = { -readonly [Member in keyof Passage]: Passage[Member] } & { lines: NoteLine[] };

const SCHEDULE = '<!--SR:';

/** The marks in use: those of the plugin, with the learner's own laid over them. */
export function marksOf(options: ObsidianOptions = {}) {
  const { inline = '::', inlineReversed = ':::', multiline = '?', multilineReversed = '??', cardEnd } = options;
  const inlines = [
    { mark: inline, reversed: false },
    { mark: inlineReversed, reversed: true },
  ].sort((a, b) => b.mark.length - a.mark.length);
  const tags = (options.tags ?? ['#flashcards']).map((tag) => (tag.startsWith('#') ? tag : `#${tag}`));
  return { inlines, multiline, multilineReversed, cardEnd, tags, clozes: options.clozes ?? (['highlight'] as const) };
}
export type Marks = ReturnType<typeof marksOf>;

/** The passages of a note, in its order. */
export function passagesOf(source: Source, marks: Marks, remarks: Remark[]): Passage[] {
  const front = frontMatterOf(source);
  const members = membersOf(front);
  if (members.has('sr-due'))
    remarks.push(dropped(0, 'When the note as a whole is due is left out: only cards are taken'));
  const passages: Passage[] = [];
  let deck = deckOfTag(tagsIn(front.lines), marks) ?? '';
  let open: Building = { lines: [], deck, schedules: [] };
  const finish = () => {
    while (open.lines.length > 0 && isBlank((open.lines.at(-1) as NoteLine).text)) open.lines.pop();
    const last = open.lines.at(-1);
    if (last !== undefined && source.fences[last.at] === INSIDE) {
      // Code without an end, and behind it, perhaps, an id that was written there.
      const { text, blockId } = blockIdOf(last.text);
      if (text === '' && blockId !== undefined && open.blockId === undefined) {
        open.blockId = blockId;
        open.lines.pop();
      }
    }
    if (open.lines.length > 0) passages.push(open);
    open = { lines: [], deck, schedules: [] };
  };
  for (let at = front.end; at < source.lines.length; at++) {
    const whole = source.lines[at] as string;
    const isInCode = source.fences[at] !== 0;
    const { text, schedules } = isInCode ? { text: whole, schedules: [] } : scheduleOf(whole);
    const alone = text.trim();
    if (isInCode) {
      if (source.fences[at] === OPENS && open.lines.length === 0) open.deck = deck;
      open.lines.push({ at, text });
    } else if (schedules.length > 0 && (alone === '' || alone === '>')) {
      // A schedule stands below its card, and formatters put a blank line between the two.
      const owner = open.lines.length > 0 ? open : (passages.at(-1) as Building | undefined);
      if (owner && owner.schedules.length === 0) owner.schedules = schedules;
      else remarks.push(dropped(at, 'The schedule is left out: it stands below no card'));
    } else if (alone === '') {
      const isLong = marks.cardEnd !== undefined && open.split?.kind === 'lines';
      if (isLong) open.lines.push({ at, text });
      else finish();
    } else if (alone === marks.cardEnd) finish();
    else if (text.startsWith('<!--')) {
      while (at + 1 < source.lines.length && !(source.lines[at] as string).includes('-->')) at++;
    } else if (/^>\s*\[!sr\|/.test(text)) {
      // The frame that the plugin can draw around a schedule.
    } else if (isTagLine(alone, marks)) {
      finish();
      deck = deckOfTag(alone.split(/\s+/), marks) ?? deck;
      open.deck = deck;
    } else if (
      open.lines.length > 0 &&
      !open.split &&
      (alone === marks.multiline || alone === marks.multilineReversed)
    ) {
      open.split = { kind: 'lines', at: open.lines.length, length: 0, reversed: alone === marks.multilineReversed };
    } else addLine(at, text, schedules);
  }
  finish();
  return passages;

  function addLine(at: number, whole: string, schedules: readonly string[]): void {
    const { text, blockId } = blockIdOf(whole);
    let split: Passage['split'];
    const seen = open.split ? '' : withoutCode(text);
    for (const { mark, reversed } of marks.inlines) {
      const place = seen.indexOf(mark);
      if (place < 0) continue;
      split = { kind: 'inline', at: place, length: mark.length, reversed };
      break;
    }
    if (split) open = { lines: [], deck, schedules: [] }; // what stands directly above is no part of a card of one line
    if (schedules.length > 0) open.schedules = schedules;
    const owner = text === '' && open.lines.length === 0 ? (passages.at(-1) as Building | undefined) : open;
    if (owner && blockId !== undefined) owner.blockId ??= blockId;
    if (text !== '' || blockId === undefined) open.lines.push({ at, text });
    if (!split) return;
    open.split = split;
    finish();
  }
}

function scheduleOf(line: string): { text: string; schedules: readonly string[] } {
  const start = line.lastIndexOf(SCHEDULE);
  const end = start < 0 ? -1 : line.indexOf('-->', start);
  if (end < 0) return { text: line, schedules: [] };
  const inner = line.slice(start + SCHEDULE.length, end);
  const schedules = inner.startsWith('!') ? inner.slice(1).split('!') : [inner];
  return { text: line.slice(0, start).trimEnd(), schedules: schedules.map((each) => each.trim()) };
}

/** ` ^id` at the end of a line, or `^id` alone on it. */
function blockIdOf(line: string): { text: string; blockId?: string } {
  const text = line.trimEnd();
  const at = text.lastIndexOf('^');
  const id = text.slice(at + 1);
  const isBlockId = at >= 0 && (at === 0 || text[at - 1] === ' ') && /^[A-Za-z0-9-]+$/.test(id) && isName(id);
  return isBlockId ? { text: text.slice(0, at).trimEnd(), blockId: id } : { text: line };
}

/** Whether all words are tags, and one of them is a tag of cards. */
function isTagLine(line: string, marks: Marks): boolean {
  if (!line.startsWith('#')) return false;
  const words = line.split(/\s+/);
  return words.every((word) => /^#[^\s#]/.test(word)) && deckOfTag(words, marks) !== undefined;
}

/** The deck that the first tag of cards among words stands for; empty for the tag alone. */
export function deckOfTag(words: readonly string[], { tags }: Marks): string | undefined {
  for (const word of words) {
    const tag = tags.find((each) => word === each || word.startsWith(`${each}/`));
    if (tag !== undefined) return word.slice(tag.length + 1);
  }
  return undefined;
}

/** The tags in YAML: `tags: [a, b]`, `tags: a b`, or a list on the lines below. */
function tagsIn(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => /^tags?:/.test(line));
  if (from < 0) return [];
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => !/^\s|^-/.test(line) && !isBlank(line));
  const text = [(lines[from] as string).replace(/^tags?:/, ''), ...rest.slice(0, to < 0 ? rest.length : to)].join(' ');
  return text
    .split(/[\s,"'[\]]+/)
    .flatMap((word) => (/^[^-]/.test(word) ? (word.startsWith('#') ? word : `#${word}`) : []));
}
