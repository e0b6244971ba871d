import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createClock } from 'ownwords';
import type { MarkdownDialect } from 'ownwords/markdown';
import type { Call } from '../command.js';
import { type DeckFormat, formatOf, type ReadOptions } from '../deck-file.js';
import { UsageError } from '../errors.js';
import { STANDARD } from '../files.js';
import type { options } from './command.js';
import { FORMATS, type WrittenFormat, writtenFormatOf } from './formats.js';

/** What to convert into what. */
export interface Request {
  readonly input: string;
  /** Whether the input is a folder: then all files in it that hold decks are meant. */
  readonly isFolderRead: boolean;
  /** In a folder, without one, each file is what its name tells. */
  readonly from: DeckFormat | undefined;
  readonly reading: ReadOptions;
  readonly output: string;
  readonly to: WrittenFormat;
  /** Whether each deck becomes a file in a folder. */
  readonly isFolder: boolean;
  readonly isForced: boolean;
  readonly forSpreadsheets: boolean;
  readonly progress?: string | undefined;
  readonly media?: string | undefined;
  readonly remarks?: string | undefined;
}

type Values = Call<typeof options>['values'];

/** @throws UsageError for wishes that do not go together */
export async function requestOf({ values, words }: Call<typeof options>): Promise<Request> {
  const [input, output, tooMuch] = words;
  if (input === undefined || output === undefined) throw new UsageError('name what to convert, and what to write');
  if (tooMuch !== undefined) throw new UsageError(`${tooMuch} is too much; one input becomes one output, or a folder`);
  const from = (values.from as DeckFormat | undefined) ?? (input === STANDARD ? undefined : formatOf(input));
  if (input !== STANDARD) await stat(input); // or else the system says that it is not there
  const isFolderRead = await isFolderAt(input);
  if (from === undefined && !isFolderRead) throw new UsageError(`say with --from what ${input} is`);
  const isFolder = /[/\\]$/.test(output) || (await isFolderAt(output));
  const to = (values.to as WrittenFormat | undefined) ?? (isFolder ? undefined : writtenFormatOf(output));
  if (to === undefined) throw new UsageError(`say with --to what to write ${isFolder ? 'into' : 'as'} ${output}`);
  checkFitting(values, from, to, isFolder);
  checkPlaces(input, output, to, values);
  const { 'deck-id': deckId, title, 'time-zone': timeZone, reversed = false, dialect } = values;
  return {
    input,
    isFolderRead,
    from,
    reading: {
      ...(deckId !== undefined && { deckId }),
      ...(title !== undefined && { title }),
      ...(timeZone !== undefined && { timeZone: knownZone(timeZone) }),
      ...(dialect !== undefined && { dialect: dialect as MarkdownDialect }),
      reversed,
    },
    output,
    to,
    isFolder,
    isForced: values.force ?? false,
    forSpreadsheets: values['for-spreadsheets'] ?? false,
    progress: values.progress,
    media: values.media,
    remarks: values.remarks,
  };
}

async function isFolderAt(path: string): Promise<boolean> {
  return path !== STANDARD && (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

/** An option that would do nothing was meant for something else. */
function checkFitting(values: Values, from: DeckFormat | undefined, to: WrittenFormat, isFolder: boolean): void {
  const refuse = (name: keyof Values, where: string) => {
    if (values[name] !== undefined) throw new UsageError(`--${name} is for ${where}`);
  };
  if (isFolder && (to === 'anki' || to === 'anki-text')) {
    throw new UsageError(`${FORMATS[to].name} holds all decks; name a file instead of a folder`);
  }
  if (to !== 'csv') refuse('for-spreadsheets', 'CSV that is written');
  if (from === undefined) return;
  if (from !== 'markdown' && from !== 'csv') {
    refuse('deck-id', 'Markdown and CSV; other files say it themselves');
    refuse('title', 'Markdown and CSV; other files say it themselves');
  }
  if (from !== 'markdown') refuse('dialect', 'Markdown');
  if (from !== 'csv') refuse('reversed', 'CSV and other tables that are read');
  if (to === 'anki') return;
  if (from === 'json' || from === 'csv') {
    const why = `, and there is none in ${from === 'json' ? 'JSON decks' : 'tables'}`;
    refuse('progress', `progress that the input holds or an Anki package takes along${why}`);
    refuse('time-zone', `progress${why}`);
  }
  if (from !== 'anki' && from !== 'mochi') refuse('media', 'Anki and Mochi, which hold pictures and sounds');
}

/** No file is written over another one of the same call, and each stream has one use. */
function checkPlaces(input: string, output: string, to: WrittenFormat, { progress, remarks }: Values): void {
  if (/\.colpkg$/i.test(output)) {
    throw new UsageError('Anki gives up its whole collection for a .colpkg; write an .apkg, which it merges');
  }
  const known = [progress].filter((path) => path !== undefined);
  const reads = to === 'anki' ? [input, ...known] : [input];
  const writes = [output, remarks, ...(to === 'anki' ? [] : known)].filter((path) => path !== undefined);
  for (const paths of [reads, writes]) {
    if (paths.filter((path) => path === STANDARD).length > 1) throw new UsageError('- stands for one thing at a time');
  }
  const places = [...reads, ...writes].filter((path) => path !== STANDARD).map((path) => resolve(path));
  const twice = places.find((path, index) => places.indexOf(path) < index);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice; write to another file`);
}

function knownZone(timeZone: string): string {
  try {
    createClock({ timeZone });
    return timeZone;
  } catch (error) {
    throw new UsageError(`--time-zone: ${(error as Error).message}`);
  }
}
