import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Size } from './case.js';
import { generateStudy } from './generate.js';
import { writeStudy } from './inputs.js';

/** A folder that is gone when the program ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return folder;
}

/** Studies in folders, each generated when it is first asked for. */
export function studiesIn(folder: string): (size: Size) => string {
  const studies = new Map<string, string>();
  return (size) => {
    const name = `${size.cards}-${size.reviewsPerCard}`;
    let study = studies.get(name);
    if (study === undefined) {
      study = join(folder, name);
      mkdirSync(study);
      if (size.cards > 0) writeStudy(study, generateStudy(size));
      studies.set(name, study);
    }
    return study;
  };
}
