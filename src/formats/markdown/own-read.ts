import type { Deck } from '../../deck/deck.js';
import { checkDeck } from '../../deck/parse.js';
import { StudyError } from '../../errors.js';
import { Names, readableName } from '../names.js';
import { type FrontMatter, frontMatterOf, membersOf } from './front-matter.js';
import { namedOf } from './keys.js';
import type { MarkdownOptions } from './options.js';
import { type Body, bodyOf } from './own-body.js';
import { type CardPlace, readCards, type Section } from './own-card.js';
import { type Insertion, jsonOf, lineOf, misnamedIssue, type Reading, suggestName } from './own-values.js';
import { DECK_WORDS, headingOf } from './own-words.js';
import { type Fault, faultAt, isBlank, type Source } from './source.js';
import { fromLine, fromLines } from './verbatim.js';

/** Where a deck stands. */
export interface DeckPlace {
  /** The line of its title. */
  readonly line: number;
  readonly body: Body;
  readonly cards: ReadonlyMap<string, CardPlace>;
}

/** What a file in our own form holds. */
export interface OwnFile {
  readonly decks: readonly Deck[];
  /** Of each deck. */
  readonly places: readonly DeckPlace[];
  readonly issues: readonly Fault[];
  /** The keys that are not written in it yet. */
  readonly insertions: readonly Insertion[];
  /** Lines of cards without a key. */
  readonly keyless: readonly number[];
  /** What is left out: the line, and what stands there. */
  readonly strays: readonly (readonly [line: number, what: string])[];
}

const KNOWN = ['id', 'title', 'language', 'description'];

/** Reads a file in our own form. */
export function readOwn(source: Source, options: MarkdownOptions): OwnFile {
  const reading: Reading = { source, issues: [], insertions: [] };
  const { issues } = reading;
  const keyless: number[] = [];
  const strays: [number, string][] = [];
  const decks: Deck[] = [];
  const places: DeckPlace[] = [];
  const ids = new Names();
  const front = frontMatterOf(source);
  const members = membersOf(front);
  for (const name of members.keys()) if (!KNOWN.includes(name)) strays.push([0, `"${name}" in the front matter`]);
  if (source.openFence !== undefined) {
    issues.push(faultAt(source.openFence, 'begins a code block that never ends; close it with the same marks'));
  }
  const sections = decksOf(sectionsOf(source, front));
  const [[preface, untitled]] = sections as [[Section, Section[]]];
  if (untitled.length === 0 && sections.length > 1) {
    // What the front matter says belongs to the first title then.
    sections.shift();
    const line = source.lines.slice(preface.from, preface.to).findIndex((each) => !isBlank(each));
    if (line >= 0) strays.push([preface.from + line, 'the text above the first title']);
  }
  for (const [index, [top, cards]] of sections.entries()) {
    const [deck, body] = index === 0 ? readTop(reading, top, members, options) : readTop(reading, top, new Map(), {});
    if (cards.length === 0) {
      strays.push([top.line, `the deck "${deck.title}", which has no card,`]);
      continue;
    }
    if (!ids.take(deck.id)) {
      issues.push(faultAt(top.line, `the deck id ${deck.id} stands in this file already`, 'twice'));
    }
    const read = readCards(reading, cards);
    for (const line of read.keyless) keyless.push(line);
    const whole: Deck = { ...deck, cards: Object.fromEntries(read.cards) };
    const place: DeckPlace = { line: top.line, body, cards: read.places };
    if (issues.length === 0) for (const fault of deckFaults(whole, decks.length, place)) issues.push(fault);
    decks.push(whole);
    places.push(place);
  }
  return { decks, places, issues, insertions: reading.insertions, keyless, strays };
}

function sectionsOf(source: Source, front: FrontMatter): Section[] {
  let last: Section = { line: 0, level: 1, heading: undefined, from: front.end, to: source.lines.length };
  const sections = [last];
  for (let at = front.end; at < source.lines.length; at++) {
    const heading = source.fences[at] === 0 ? headingOf(source.lines[at] as string) : undefined;
    if (!heading) continue;
    last.to = at;
    last = { line: at, level: heading.level, heading: heading.text, from: at + 1, to: source.lines.length };
    sections.push(last);
  }
  return sections;
}

/** Each deck's own section with those of its cards. */
function decksOf([first, ...others]: Section[]): [Section, Section[]][] {
  const decks: [Section, Section[]][] = [[first as Section, []]];
  for (const section of others) {
    if (section.level === 1) decks.push([section, []]);
    else decks.at(-1)?.[1].push(section);
  }
  return decks;
}

/** What a deck says about itself. */
function readTop(
  reading: Reading,
  section: Section,
  members: ReadonlyMap<string, string>,
  options: MarkdownOptions,
): [deck: Omit<Deck, 'cards'>, body: Body] {
  const body = bodyOf(reading.source, section.from, section.to, DECK_WORDS, reading.issues);
  const { text, name, misnamed } = namedOf(section.heading ?? '');
  if (misnamed !== undefined) reading.issues.push(misnamedIssue(section.line, misnamed));
  if (section.heading !== undefined && text === '')
    reading.issues.push(faultAt(section.line, 'the deck has no title', 'content'));
  const title = fromLine(text) || members.get('title') || options.title || options.deckId || 'Cards';
  const stated = name ?? members.get('id');
  const id = stated ?? options.deckId ?? readableName(title, 'deck');
  if (stated === undefined && section.heading !== undefined && misnamed === undefined) {
    suggestName(reading, section.line, id);
  }
  const description = fromLines(body.text) || members.get('description');
  const language = lineOf(body, 'Language') ?? members.get('language');
  const deck = {
    id,
    title,
    ...(description && { description }),
    ...(language !== undefined && { language }),
    ...jsonOf(body, 'Scheduling', 'scheduling', reading),
  };
  return [deck, body];
}

/** The faults of a deck as a whole, each on the line of its card. */
function deckFaults(deck: Deck, index: number, { line, cards }: DeckPlace): Fault[] {
  try {
    checkDeck(deck);
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.issues.map((issue): Fault => {
      const { path, message } = issue;
      const [, member, key = '', ...rest] = path.split('/');
      const card = member === 'cards' ? cards.get(key) : undefined;
      const fault = card
        ? faultAt(card.section.line, `${rest.join('/')} ${message}`, 'content')
        : faultAt(line, `${path.slice(1)} ${message}`, 'content');
      return { ...fault, ofDeck: { index, issue } };
    });
  }
}
