import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refusal } from './errors.js';
import { at, putInPlace, STANDARD, targetOf, write } from './files.js';

/** A file to be written, or what goes to standard output. */
export interface Output {
  readonly path: string;
  /** What is in it, or who writes it to the place that is named then. */
  readonly content: string | Uint8Array | ((path: string) => Promise<unknown>);
}

export interface OutputOptions {
  /** Whether a file that is there already may be replaced. */
  readonly isForced: boolean;
  /** To be made, with those above them, if they are not there. */
  readonly folders?: readonly string[];
  readonly signal?: AbortSignal;
}

/** @throws Refusal for a path at which something is that would be lost */
export async function refuseTaken(paths: readonly string[], isForced: boolean): Promise<void> {
  for (const path of paths) {
    const present = path === STANDARD ? undefined : await stat(path).catch(() => undefined);
    if (present?.isDirectory()) throw new Refusal(`${path} is a folder; name a file`);
    if (!isForced && present?.isFile()) {
      throw new Refusal(`${path} is there already; name another file, or overwrite it with --force`);
    }
  }
}

/** @throws Refusal for a path at which, by whatever name, something is that was read */
export async function refuseRead(outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  const read = new Set<string>();
  for (const path of inputs) for (const name of await namesOf(path)) read.add(name);
  for (const path of outputs) {
    if ((await namesOf(path)).some((name) => read.has(name))) {
      throw new Refusal(`${path} is read; write to another file`);
    }
  }
}

/** A place by its path and, where something is, by what it is. */
async function namesOf(path: string): Promise<string[]> {
  if (path === STANDARD) return [];
  const present = await stat(path).catch(() => undefined);
  return [resolve(path), ...(present ? [`${present.dev} ${present.ino}`] : [])];
}

/** Some systems do not tell capitals from small letters, nor a letter from its parts. */
function refuseTwice(paths: readonly string[]): void {
  const places = new Map<string, string>();
  for (const path of paths) {
    const place = resolve(path).normalize('NFC').toLowerCase();
    const other = places.get(place);
    if (other !== undefined) throw new Refusal(`${path} and ${other} would be one file; write them to two places`);
    places.set(place, path);
  }
}

/**
 * Writes all of them, or none: each is written whole beside its place before the first is put there. What goes to standard output
 * goes last.
 * @throws Refusal, InputError
 */
export async function writeAll(outputs: readonly Output[], options: OutputOptions): Promise<void> {
  const { isForced, folders = [], signal } = options;
  const files = outputs.filter(({ path }) => path !== STANDARD);
  refuseTwice(files.map(({ path }) => path));
  await refuseTaken(
    files.map(({ path }) => path),
    isForced,
  );
  const undo: string[] = []; // what is there only because of us
  const drafts: [draft: string, path: string, target: string][] = [];
  try {
    for (const folder of folders) {
      const made = await at(folder, () => mkdir(folder, { recursive: true }));
      if (made !== undefined) undo.push(made);
    }
    for (const { path, content } of files) {
      const target = await targetOf(path);
      const draft = (await isSpecial(path)) ? path : `${target}.${process.pid}.new`;
      if (draft !== path) undo.push(draft);
      await at(path, () => (typeof content === 'function' ? content(draft) : writeFile(draft, content)));
      if (draft !== path) drafts.push([draft, path, target]);
      signal?.throwIfAborted();
    }
    for (const [draft, path, target] of drafts) await at(path, () => putInPlace(draft, target));
  } catch (error) {
    for (const path of undo.reverse()) await rm(path, { recursive: true, force: true });
    throw error;
  }
  for (const { path, content } of outputs) {
    if (path === STANDARD && typeof content !== 'function') await write(path, content);
  }
}

/** A pipe or a device: nothing can be put in its place. */
async function isSpecial(path: string): Promise<boolean> {
  const present = await stat(path).catch(() => undefined);
  return present !== undefined && !present.isFile();
}
