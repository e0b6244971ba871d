import { join } from 'node:path';
import type { Remark } from 'ownwords/anki';
import { cancellable, heed, type Work } from '../cancel.js';
import type { Call } from '../command.js';
import { Refusal } from '../errors.js';
import { type Output, refuseRead, refuseTaken, writeAll } from '../outputs.js';
import { progressOutput, refuseLog } from '../progress/write.js';
import { ankiPackage } from './anki.js';
import type { options } from './command.js';
import { FORMATS, textOf } from './formats.js';
import { type Input, readInput } from './input.js';
import { mediaFolder, mediaOutputs } from './media.js';
import { report } from './report.js';
import { type Request, requestOf } from './request.js';

export async function run(call: Call<typeof options>): Promise<number> {
  const request = await requestOf(call);
  return cancellable((work) => convert(request, work));
}

async function convert(request: Request, work: Work): Promise<number> {
  const { output, to, isFolder, isForced, progress, remarks } = request;
  // What will be refused is refused before the long work.
  const written = [isFolder ? undefined : output, remarks, to === 'anki' ? undefined : progress];
  if (to !== 'anki' && progress !== undefined) await refuseLog(progress);
  await refuseTaken(
    written.filter((path) => path !== undefined),
    isForced,
  );
  const file = await readInput(request, work);
  const made = await (to === 'anki' ? ankiPackage(file, request, work) : files(file, request));
  const all = [...file.remarks, ...made.remarks];
  const outputs = [...made.outputs];
  if (remarks !== undefined) outputs.push({ path: remarks, content: `${JSON.stringify(all, null, 2)}\n` });
  const read = to === 'anki' && progress !== undefined ? [...file.sources, progress] : file.sources;
  await refuseRead(
    outputs.map(({ path }) => path),
    read,
  );
  await heed(work);
  await writeAll(outputs, { isForced, folders: made.folders, signal: work.signal });
  report(file, request, all);
  return 0;
}

/** What is to be written for an input. */
export interface Made {
  readonly outputs: readonly Output[];
  readonly folders: readonly string[];
  /** What writing it has changed. */
  readonly remarks: readonly Remark[];
}

async function files(file: Input, request: Request): Promise<Made> {
  const { media, progress } = file;
  const outputs = await deckOutputs(file, request);
  const folders = request.isFolder ? [request.output] : [];
  if (request.progress !== undefined && progress) outputs.push(progressOutput(request.progress, progress));
  const folder = mediaFolder(request);
  if (media && media.size > 0 && folder !== undefined) {
    outputs.push(...(await mediaOutputs(media, folder)));
    folders.push(folder);
  }
  return { outputs, folders, remarks: [] };
}

async function deckOutputs({ path, decks }: Input, request: Request): Promise<Output[]> {
  const { output, to, isFolder, forSpreadsheets } = request;
  if (to === 'anki') return [];
  const { holds, extensions, name } = FORMATS[to];
  if (!isFolder) {
    if (holds === 'one' && decks.length > 1) {
      throw new Refusal(
        `${path} holds ${decks.length} decks, and ${name} only one; name a folder, as decks/ with --to ${to}`,
      );
    }
    return [{ path: output, content: await textOf(decks, to, forSpreadsheets) }];
  }
  const outputs: Output[] = [];
  for (const deck of decks) {
    outputs.push({ path: join(output, deck.id + extensions[0]), content: await textOf([deck], to, forSpreadsheets) });
  }
  return outputs;
}
