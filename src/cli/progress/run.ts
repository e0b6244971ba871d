import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { formatReviewCsv } from 'ownwords/csv';
import type { Call } from '../command.js';
import { Refusal, UsageError } from '../errors.js';
import { placeOf, STANDARD } from '../files.js';
import { type Output, refuseRead, refuseTaken, writeAll } from '../outputs.js';
import { usualFile } from '../study/places.js';
import { note, print } from '../terminal.js';
import { counted } from '../text.js';
import type { options } from './command.js';
import { inspected } from './inspect.js';
import { linesOf } from './inspect-text.js';
import { isLogName, readProgressFile } from './read.js';
import { unionOf } from './union.js';
import { progressOutput, progressWith, refuseLog } from './write.js';

type Values = Call<typeof options>['values'];

export async function run({ values, words: [task, ...paths] }: Call<typeof options>): Promise<number> {
  if (task === 'inspect') return inspect(paths, values);
  if (task === 'merge') return merge(paths, values);
  if (task === 'export') return exportTo(paths, values);
  throw new UsageError(task === undefined ? 'say what to do: inspect, merge or export' : `there is no ${task}`);
}

async function inspect(paths: readonly string[], values: Values): Promise<number> {
  refuse(values, ['out', 'to', 'force'], 'merge and export');
  const facts = inspected(await readProgressFile(await only(paths)));
  print(...(values.format === 'json' ? [JSON.stringify(facts, null, 2)] : linesOf(facts)));
  return 0;
}

async function merge(paths: readonly string[], values: Values): Promise<number> {
  refuse(values, ['format'], 'inspect');
  refuse(values, ['to'], 'export; merge writes progress in JSON, or a log if the name ends in .ndjson');
  if (paths.length < 2) throw new UsageError('name the files to merge, two or more');
  if (paths.filter((path) => path === STANDARD).length > 1) throw new UsageError('- stands for one file');
  const { out = STANDARD } = values;
  await checkOut(out, paths, values);
  const files = [];
  for (const path of paths) files.push(await readProgressFile(path));
  const { events, added } = unionOf(files);
  await put(progressOutput(out, await progressWith(events)), values);
  for (const [index, file] of files.entries()) {
    note(`${placeOf(file.path)}: ${counted(file.events.length, 'event')}, ${added[index]} of them new`);
  }
  note(`${counted(events.length, 'event')} in all: ${out === STANDARD ? 'standard output' : out}`);
  return 0;
}

async function exportTo(paths: readonly string[], values: Values): Promise<number> {
  refuse(values, ['format'], 'inspect');
  const path = await only(paths);
  const { out = STANDARD } = values;
  const to = values.to ?? (isLogName(out) ? 'ndjson' : extname(out).toLowerCase() === '.csv' ? 'csv' : 'json');
  if ((to === 'ndjson') !== isLogName(out)) throw new UsageError('a log is a file whose name ends in .ndjson');
  await checkOut(out, [path], values);
  const { events } = unionOf([await readProgressFile(path)]);
  const isCsv = to === 'csv';
  await put(
    isCsv ? { path: out, content: formatReviewCsv(events) } : progressOutput(out, await progressWith(events)),
    values,
  );
  if (out !== STANDARD) note(`${isCsv ? 'The reviews' : counted(events.length, 'event')} of ${placeOf(path)}: ${out}`);
  return 0;
}

/** The one file that is meant; without a name it is the learner's own log. */
async function only([path, tooMuch]: readonly string[]): Promise<string> {
  if (tooMuch !== undefined) throw new UsageError(`${tooMuch} is too much; name one file`);
  if (path !== undefined) return path;
  if (await stat(usualFile).catch(() => undefined)) return usualFile;
  throw new Refusal(`there is no progress yet at ${usualFile}; name the file that is meant`);
}

/** What was read is never written to, by whatever name, and a log that is there only grows. */
async function checkOut(out: string, paths: readonly string[], { force = false }: Values): Promise<void> {
  if (out === STANDARD) return;
  await refuseRead([out], paths);
  await refuseLog(out);
  await refuseTaken([out], force);
}

async function put(output: Output, { force = false }: Values): Promise<void> {
  await writeAll([output], { isForced: force });
}

function refuse(values: Values, names: readonly (keyof Values)[], where: string): void {
  const name = names.find((each) => values[each] !== undefined);
  if (name !== undefined) throw new UsageError(`--${name} is for ${where}`);
}
