import { fdatasync, openSync, readFileSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { fileStore } from 'ownwords/file';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { logPath, readGrades } from '../inputs.js';
import { copyOfLog } from '../log-copy.js';
import { atMost } from '../target.js';

const flushed = promisify(fdatasync);

export const about: About = {
  name: 'file-grade',
  work: '`grade()` on `fileStore`, durable',
  baseline: 'the same bytes appended to an open file, `fdatasync`',
  meaning: 'A grade costs the flush to disk that makes it durable, and little more.',
  targetNumber: 4,
  target: atMost(1.15),
  plan: { warmUps: 200, samples: 1_000 },
  checkedRuns: 100,
  sizes: USUAL,
};

export async function ours(place: Place): Promise<Task> {
  const path = copyOfLog(place);
  const { study, gradeNext } = await openWarmDesk(place, fileStore(path));
  await study.refresh(); // waits for the checkpoint that opening a long log saves beside it
  return { run: gradeNext, result: () => linesAdded(path, place) };
}

export function peer(place: Place): Task {
  const path = copyOfLog(place);
  const lines = readGrades(place.inputs).map((event) => Buffer.from(`${JSON.stringify(event)}\n`));
  const file = openSync(path, 'a');
  let given = 0;
  return {
    run() {
      writeSync(file, lines[given++] as Buffer);
      return flushed(file);
    },
    result: () => linesAdded(path, place),
  };
}

function linesAdded(path: string, { inputs }: Place): string[] {
  return readFileSync(path, 'utf8')
    .slice(readFileSync(logPath(inputs), 'utf8').length)
    .split('\n');
}
