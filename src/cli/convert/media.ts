import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Media } from 'ownwords/anki';
import { Refusal } from '../errors.js';
import { STANDARD } from '../files.js';
import type { Output } from '../outputs.js';
import type { Request } from './request.js';

/** Pictures and sounds for an Anki package: those of the input, and after them those of a folder. */
export async function mediaToTakeAlong(media: Media | undefined, folder: string | undefined): Promise<Media> {
  const files = new Map(media ?? []);
  if (folder === undefined) return files;
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const [known, bytes] = [files.get(entry.name), await readFile(path)];
    if (known && !bytes.equals(known))
      throw new Refusal(`the input holds another file called ${entry.name} than ${path}`);
    files.set(entry.name, bytes);
  }
  return files;
}

/** Where the pictures and sounds of a package go; nowhere beside standard output. */
export function mediaFolder({ media, output, isFolder }: Request): string | undefined {
  if (media !== undefined || output === STANDARD) return media;
  return join(isFolder ? output : dirname(output), 'media');
}

/** Pictures and sounds as files in a folder. What is there already is not written again. */
export async function mediaOutputs(media: Media, folder: string): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const name of media.keys()) {
    const path = join(folder, name);
    const bytes = () => media.get(name) ?? new Uint8Array();
    const isThere = (await stat(path).catch(() => undefined))?.isFile() && (await readFile(path)).equals(bytes());
    if (!isThere) outputs.push({ path, content: async (draft) => writeFile(draft, bytes()) });
  }
  return outputs;
}
