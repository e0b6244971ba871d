// Turns an Anki package into files for other programs: a JSON file for each deck, progress.json, and the media.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudyError } from 'ownwords';
import { type AnkiImport, readAnki, type WorkDone } from 'ownwords/anki';

const USAGE = `Usage: npm run anki -- <package> <folder>

  <package>  an .apkg or .colpkg of Anki, exported with its scheduling
  <folder>   a new folder, for decks, media and progress.json

Then study: npm start -- --deck-file <folder>/decks/<deck>.json --file mine.ndjson
            after npm start -- --file mine.ndjson --import <folder>/progress.json
`;
/** As many remarks as anybody reads on a screen; all of them are in remarks.json. */
const REMARKS_SHOWN = 10;

/** Ends the program, with words for people and a code for programs. */
class Ending extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
  }
}

function tell({ step, done, total }: WorkDone): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${step}: ${done} of ${total}`);
}

async function read(path: string, signal: AbortSignal): Promise<AnkiImport> {
  try {
    return await readAnki(await readFile(path), { signal, onProgress: tell });
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
}

async function write(folder: string, { decks, progress, media, remarks }: AnkiImport): Promise<void> {
  for (const part of ['decks', 'media']) await mkdir(join(folder, part), { recursive: true });
  const json = (name: string, value: unknown) => writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  for (const deck of decks) await json(`decks/${deck.id}.json`, deck);
  await json('progress.json', progress);
  await json('remarks.json', remarks);
  for (const name of media.keys()) await writeFile(join(folder, 'media', name), media.get(name) ?? '');
}

function report(folder: string, { decks, progress, media, remarks }: AnkiImport): void {
  for (const { id, title, cards } of decks)
    console.log(`${title}: ${Object.keys(cards).length} cards, decks/${id}.json`);
  const reviews = progress.events.filter(({ type }) => type === 'reviewed').length;
  console.log(`${reviews} reviews, ${media.size} files of media, in ${folder}`);
  for (const { kind, place, message } of remarks.slice(0, REMARKS_SHOWN)) console.log(`${kind}: ${place}: ${message}`);
  if (remarks.length > REMARKS_SHOWN) console.log(`and ${remarks.length - REMARKS_SHOWN} more, in remarks.json`);
}

async function run([path, folder, ...others]: readonly string[]): Promise<void> {
  if (path === '--help') return console.log(USAGE);
  if (path === undefined || folder === undefined || others.length > 0) throw new Ending(USAGE, 2);
  if (existsSync(folder)) throw new Ending(`${folder} is there already; name a new folder\n`, 2);
  const cancelling = new AbortController();
  process.once('SIGINT', () => cancelling.abort(new Ending('Cancelled; nothing was written\n', 130)));
  const imported = await read(path, cancelling.signal);
  await write(folder, imported);
  report(folder, imported);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isKnown =
    error instanceof Ending || error instanceof StudyError || (error as { code?: unknown }).code === 'ENOENT';
  if (!isKnown) throw error;
  const code = error instanceof StudyError ? ` (${error.code})` : '';
  process.stderr.write(`${(error as Error).message.trimEnd()}${code}\n`);
  process.exitCode = error instanceof Ending ? error.exitCode : 1;
}
