import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Study } from 'ownwords';
import { fileStore } from 'ownwords/file';
import type { Place, Task } from './case.js';
import { type Desk, decksOf, openDesk } from './desk.js';
import { logPath } from './inputs.js';

/** A copy of the log for one process alone: opening a long log writes a checkpoint beside it, and grades are written into it. */
export function copyOfLog({ inputs, scratch }: Place): string {
  const path = join(scratch, 'log.ndjson');
  copyFileSync(logPath(inputs), path);
  return path;
}

function checkpointPath(log: string): string {
  return `${log}.checkpoint`;
}

/** The checkpoint of the log of a study, saved by a study that was closed. Made when it is first asked for. */
export async function savedCheckpoint({ inputs, cards, scratch }: Place): Promise<string> {
  const saved = checkpointPath(logPath(inputs)); // whoever wants none takes a copy of the log
  if (!existsSync(saved)) {
    const copy = copyOfLog({ inputs, cards, scratch });
    const { study } = await openDesk(decksOf(cards), fileStore(copy));
    await study.close();
    copyFileSync(checkpointPath(copy), saved);
  }
  return saved;
}

/**
 * Opens a copy of the log again and again.
 * @param checkpoint what lies beside it each time; by default no checkpoint does
 * @param use what is done first with the study that is open
 */
export function openings(place: Place, { checkpoint = '', use = (_: Study): unknown => undefined } = {}): Task {
  const path = copyOfLog(place);
  const decks = decksOf(place.cards);
  let desk: Desk | undefined;
  return {
    async before() {
      await desk?.study.close(); // when what it saves is saved
      desk = undefined;
      if (checkpoint) copyFileSync(checkpoint, checkpointPath(path));
      else rmSync(checkpointPath(path), { force: true });
      globalThis.gc?.();
    },
    async run() {
      desk = await openDesk(decks, fileStore(path));
      use(desk.study);
    },
    result: () => (desk as Desk).study.exportProgress().events.map((event) => JSON.stringify(event)),
  };
}
