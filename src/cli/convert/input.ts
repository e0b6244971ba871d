import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deck, Progress } from 'ownwords';
import type { Media, Remark } from 'ownwords/anki';
import type { Work } from '../cancel.js';
import { type DeckFile, formatOf, readDeckFile } from '../deck-file.js';
import { Refusal } from '../errors.js';
import { STANDARD } from '../files.js';
import { progressWith } from '../progress/write.js';
import type { Request } from './request.js';

/** What is to be converted: what a file holds, or all files in a folder. */
export interface Input {
  readonly path: string;
  /** The files that were read. */
  readonly sources: readonly string[];
  readonly decks: readonly Deck[];
  readonly progress?: Progress;
  readonly media?: Media;
  readonly remarks: readonly Remark[];
  /** When the cards were last changed, in ms since 1970 UTC, as far as the files tell. */
  readonly modified?: number;
}

export async function readInput(request: Request, work: Work): Promise<Input> {
  const { input, from, reading, isFolderRead } = request;
  const paths = isFolderRead ? await deckFilesIn(request) : [input];
  const files: DeckFile[] = [];
  for (const path of paths) files.push(await readDeckFile(path, from ?? formatOf(path), { ...reading, ...work }));
  const modified = await modifiedAt(files);
  const dated = modified === undefined ? {} : { modified };
  const [first] = files;
  if (first && !isFolderRead) return { ...first, sources: paths, ...dated };
  return { path: input, sources: paths, ...(await together(files)), ...dated };
}

/** Only those in the folder itself: below it may lie what belongs to them, such as media. */
async function deckFilesIn({ input, from }: Request): Promise<string[]> {
  const entries = await readdir(input, { withFileTypes: true });
  const isWanted = (name: string) => !name.startsWith('.') && (from ? formatOf(name) === from : formatOf(name));
  const names = entries.filter((entry) => entry.isFile() && isWanted(entry.name)).map(({ name }) => name);
  if (names.length === 0) throw new Refusal(`there is no file with decks in ${input}`);
  return names.sort().map((name) => join(input, name));
}

/** @throws Refusal for two decks of one id: their cards could not be told apart */
async function together(files: readonly DeckFile[]): Promise<Omit<Input, 'path' | 'sources'>> {
  const homes = new Map<string, string>();
  for (const { path, decks } of files) {
    for (const { id } of decks) {
      const home = homes.get(id);
      if (home !== undefined) throw new Refusal(`${path} and ${home} both hold a deck with the id ${id}`);
      homes.set(id, path);
    }
  }
  const known = files.flatMap(({ progress }) => progress?.events ?? []);
  return {
    decks: files.flatMap(({ decks }) => decks),
    ...(known.length > 0 && { progress: await progressWith(known) }),
    media: mediaTogether(files),
    remarks: files.flatMap(({ path, remarks }) =>
      remarks.map((remark) => ({ ...remark, place: `${path}: ${remark.place}` })),
    ),
  };
}

/** @throws Refusal for two pictures or sounds of one name: a card would show another's */
function mediaTogether(files: readonly DeckFile[]): Media {
  const all = new Map<string, Uint8Array>();
  const homes = new Map<string, string>();
  for (const { path, media } of files) {
    for (const [name, bytes] of media ?? []) {
      const known = all.get(name);
      if (known && Buffer.compare(known, bytes) !== 0) {
        throw new Refusal(
          `${path} and ${homes.get(name)} hold different files called ${name}; convert them one by one`,
        );
      }
      all.set(name, bytes);
      homes.set(name, path);
    }
  }
  return all;
}

/** A package says it itself, and a stream does not. */
async function modifiedAt(files: readonly DeckFile[]): Promise<number | undefined> {
  let last = 0;
  for (const { path, format } of files) {
    if (format === 'anki' || path === STANDARD) return undefined;
    last = Math.max(last, (await stat(path)).mtimeMs);
  }
  return Math.floor(last);
}
