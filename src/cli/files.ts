import { chmod, lstat, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { InputError, Refusal } from './errors.js';

/** Stands for standard input or output. */
export const STANDARD = '-';

/** What to call a place when talking of it. */
export function placeOf(path: string): string {
  return path === STANDARD ? 'standard input' : path;
}

/** What is at a path, or what comes in. */
export async function readBytes(path: string): Promise<Uint8Array> {
  return path === STANDARD ? await buffer(process.stdin) : await readFile(path);
}

/** The same as text in UTF-8, without a byte order mark. */
export async function readText(path: string): Promise<string> {
  return textOf(await readBytes(path), path);
}

/** @throws Refusal for bytes that are no UTF-8: letters would be lost without a word */
export function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${placeOf(path)} is no text in UTF-8; save it in UTF-8 and try again`);
  }
}

/**
 * The files that paths mean: a folder means the files in it and below it that are wanted, in the order of their names. Hidden
 * ones and `node_modules` are left out.
 */
export async function filesAt(paths: readonly string[], isWanted: (path: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (path !== STANDARD && (await stat(path)).isDirectory()) found.push(...(await filesIn(path)).filter(isWanted));
    else found.push(path);
  }
  return [...new Set(found)];
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesIn(path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** Writes a file, or to standard output. A file that was there before stays until the new one is whole. */
export async function write(path: string, content: string | Uint8Array): Promise<void> {
  if (path === STANDARD) {
    process.stdout.write(content);
    return;
  }
  const present = await stat(path).catch(() => undefined);
  await at(path, () => (present && !present.isFile() ? writeFile(path, content) : replace(path, content)));
}

/** Does something about a file; the system's errors then name the place that was meant. */
export async function at<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error ? new InputError(path, error) : error;
  }
}

/** Whether anything is at a path, be it a link that leads nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return path !== STANDARD && (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Where a file is to be put, through links: what a link leads to is replaced, and the link stays. */
export async function targetOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Puts a draft in the place of a file, which may be read and written by whom it could be before. */
export async function putInPlace(draft: string, target: string): Promise<void> {
  const present = await stat(target).catch(() => undefined);
  if (present) await chmod(draft, present.mode);
  await rename(draft, target);
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const target = await targetOf(path);
  const draft = `${target}.${process.pid}.new`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await putInPlace(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
