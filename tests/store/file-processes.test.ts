import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStudy } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { beforeEach, describe, expect, it } from 'vitest';
import { argumentsOf } from './appending.js';
import { itIsSharedByProcesses } from './following.js';
import { finished, freshFolder, program } from './processes.js';

const idsIn = async (path: string) => {
  const store = fileStore(path);
  const { events } = await store.read();
  await store.close();
  return events.map(({ id }) => id as string);
};

let path: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.ndjson');
});

describe('a file of several processes', () => {
  itIsSharedByProcesses((log) => {
    const script = program('append-to-file');
    const place = join(freshFolder(), log);
    return {
      start: (_, share) => spawn(process.execPath, [script, place, ...argumentsOf(share)]),
      open: () => fileStore(place),
    };
  });
});

describe('several processes', () => {
  it('write to one file without a lost, doubled or broken line, and each sees the others', async () => {
    const script = program('append');
    const writers = Array.from({ length: 4 }, (_, n) =>
      finished(
        spawn(process.execPath, [
          script,
          path,
          n === 3 ? 'process-2' : `process-${n}`,
          '150',
          n === 0 ? '5' : '1',
          '3000',
        ]),
      ),
    );
    const reports = await Promise.all(writers);
    for (const { errors } of reports) expect(errors).toBe('');
    const seen = reports.map(({ output }) => JSON.parse(output.trim().split('\n').at(-1) as string).seen);
    expect(Math.max(...seen)).toBe(450);
    const ids = await idsIn(path);
    expect(ids).toHaveLength(450);
    expect(new Set(ids).size).toBe(450);
    for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) JSON.parse(line);
  });

  it('that write much while others write little never cut each other short', async () => {
    const script = program('append');
    const writers = [
      ['large', '15', '1', '3000000'],
      ['small', '300', '1', '10'],
      ['little', '300', '1', '10'],
    ].map((args) => finished(spawn(process.execPath, [script, path, ...args])));
    for (const { errors } of await Promise.all(writers)) expect(errors).toBe('');
    expect(new Set(await idsIn(path)).size).toBe(615);
  });

  it('that are killed at any moment lose nothing that was acknowledged, fifty times', async () => {
    const script = program('grade-for-ever');
    const acknowledged = new Set<string>();
    let torn = 0;
    for (let round = 0; round < 50; round++) {
      const child = spawn(process.execPath, [script, path, `round-${round}`]);
      const end = finished(child);
      await new Promise((resolve) => child.stdout.once('data', resolve)); // it has begun
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      const { output, signal } = await end;
      expect(signal).toBe('SIGKILL');
      // A line of the report that was cut short is no acknowledgement.
      for (const id of output.split('\n').slice(0, -1)) acknowledged.add(id);
      if (!readFileSync(path, 'utf8').endsWith('\n')) torn++;
      const ids = new Set(await idsIn(path));
      for (const id of acknowledged) if (!ids.has(id)) throw new Error(`${id} is lost after round ${round}`);
    }
    expect(acknowledged.size).toBeGreaterThan(100);
    expect(torn).toBeLessThanOrEqual(50);
    const study = await openStudy({ decks: [], store: fileStore(path) });
    expect(study.exportProgress().events.length).toBeGreaterThanOrEqual(acknowledged.size);
  });
});
