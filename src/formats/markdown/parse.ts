import { progressOf } from '../../log/progress.js';
import type { FileBytes } from '../bytes.js';
import type { Imported, Remark } from '../imported.js';
import { dialectOf, noCards } from './dialect.js';
import { dropped, type Foreign } from './entry.js';
import { importedOf, keylessRemark, keysOf } from './foreign.js';
import { readHashcards } from './hashcards.js';
import { readHeadings } from './headings.js';
import { readMochiCard } from './mochi.js';
import { readObsidian } from './obsidian.js';
import { checkOptions, type MarkdownDialect, type MarkdownOptions } from './options.js';
import { readOwn } from './own-read.js';
import type { Insertion } from './own-values.js';
import { faultyFile, type Source, sourceOf, textOf } from './source.js';

/**
 * Decks from a Markdown file: in our own form, or as hashcards, Obsidian, Mochi or markdown-anki-decks have them.
 *
 * Our own form is read as it stands, and refused with every fault and its line if it has any. Of a file of another program
 * each card that is faulty is left out with a remark, and raw HTML is cleaned. A text with several questions gives several cards: `key`,
 * `key-reversed` the other way round, and `key-c2`, `key-c3` for the second and third cloze. Schedules in Obsidian's comments become
 * `seeded` events.
 * @param file its text, or its bytes in UTF-8
 * @throws StudyError `invalid-file` whose `issues` name the lines, or where no card is found; `too-large` for clozes that come to too much
 * text; `invalid-argument`, `invalid-time-zone`
 * @example
 * const { decks, remarks } = parseMarkdown(`
 * # Capitals {#capitals}
 *
 * ## What is the capital of Peru? {#peru}
 *
 * Lima
 * `);
 */
export function parseMarkdown(file: string | FileBytes, options: MarkdownOptions = {}): Imported {
  checkOptions(options);
  const source = sourceOf(textOf(file));
  const dialect = options.dialect ?? dialectOf(source, options);
  const imported = dialect === 'ownwords' ? ownImported(source, options) : foreignImported(source, dialect, options);
  if (imported.decks.length === 0) throw noCards(dialect);
  return imported;
}

/**
 * The text of a Markdown file with a key written into it for each card that has none, so that its text can be changed from then on and
 * the card stays the same. Nothing else of the file changes, keys that are there least of all; doing it again changes nothing.
 *
 * In our own form a key stands in braces at the end of a heading or a key point, in Obsidian it is a block id (` ^key`) that
 * Obsidian hides. In other dialects it is a comment on the card's last line, `<!-- key: peru -->`, which no program shows; but hashcards knows a card by its
 * text, and takes one with a comment for a new one.
 * @throws StudyError as `parseMarkdown`
 * @example
 * assignKeys('# Capitals\n\n## What is the capital of Peru?\n\nLima\n', { dialect: 'ownwords' });
 * // '# Capitals {#capitals}\n\n## What is the capital of Peru? {#what-is-the-capital-of-peru}\n\nLima\n'
 */
export function assignKeys(text: string, options: MarkdownOptions = {}): string {
  checkOptions(options);
  const source = sourceOf(textOf(text));
  const dialect = options.dialect ?? dialectOf(source, options);
  if (dialect !== 'ownwords') return withInsertions(text, foreignInsertions(source, dialect, options));
  const { insertions, issues, decks } = readOwn(source, options);
  if (issues.length > 0) throw faultyFile(issues);
  if (decks.length === 0) throw noCards(dialect);
  return withInsertions(text, insertions);
}

function ownImported(source: Source, options: MarkdownOptions): Imported {
  const { decks, issues, keyless, strays } = readOwn(source, options);
  if (issues.length > 0) throw faultyFile(issues);
  const remarks: Remark[] = strays.map(([line, what]) => dropped(line, `${what} is left out`));
  const [first] = keyless;
  if (first !== undefined) remarks.push(keylessRemark(`line ${first + 1}`, keyless.length));
  return { decks, progress: progressOf([], 0), remarks };
}

function foreignImported(source: Source, dialect: MarkdownDialect, options: MarkdownOptions): Imported {
  const file = readForeign(source, dialect, options);
  const imported = importedOf(file, options);
  if (imported.decks.length > 0 || imported.remarks.length === 0) return imported;
  // Nothing is left: what was wrong with each card is then what is wrong with the file.
  const issues = imported.remarks.map(({ place, message }) => {
    const line = Number(/^line (\d+)$/.exec(place)?.[1] ?? 1);
    return { path: '', line, message };
  });
  throw faultyFile(issues);
}

function foreignInsertions(source: Source, dialect: MarkdownDialect, options: MarkdownOptions): Insertion[] {
  const file = readForeign(source, dialect, options);
  const keys = keysOf(file, []);
  if (keys.size === 0) throw noCards(dialect);
  return [...keys].flatMap(([{ key: written, keyPlace }, { key }]) =>
    written !== undefined || keyPlace === undefined
      ? []
      : [{ at: keyPlace.at, text: keyPlace.before + key + keyPlace.after }],
  );
}

/** What a file of another program holds, as it stands there. */
export function readForeign(source: Source, dialect: MarkdownDialect, options: MarkdownOptions): Foreign {
  if (dialect === 'hashcards') return readHashcards(source);
  if (dialect === 'obsidian') return readObsidian(source, options.obsidian);
  return dialect === 'mochi' ? readMochiCard(source) : readHeadings(source);
}

function withInsertions(text: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const { at, text: inserted } of [...insertions].sort((a, b) => a.at - b.at)) {
    pieces.push(text.slice(end, at), inserted);
    end = at;
  }
  return pieces.join('') + text.slice(end);
}
