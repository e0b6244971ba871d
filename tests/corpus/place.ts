import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Where the files of others lie: `OWNWORDS_CORPUS`, or a folder beside the project. They may be read, but not passed on. */
const PLACE = resolve(process.env.OWNWORDS_CORPUS ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)));

/** Whether they are on this machine. */
export const isHere = existsSync(PLACE);

export const pathOf = (name: string) => join(PLACE, name);

export const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(pathOf(name)));

export const textOf = (name: string): string => readFileSync(pathOf(name), 'utf8');

/** What a real Anki read from a package. */
export function expectedOf<Expected>(file: string): Expected {
  const path = pathOf(`anki-expected/${file}.json`);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : gunzipSync(readFileSync(`${path}.gz`)).toString();
  return JSON.parse(text);
}
