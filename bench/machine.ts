import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './processes.js';

const PACKAGES = ['ts-fsrs', 'date-fns', '@date-fns/tz', 'esbuild'];
const BYTES_PER_GB = 2 ** 30;

/** What the figures depend on. */
export function conditions(): Readonly<Record<string, string>> {
  const versions = PACKAGES.map((name): [string, string] => [name, versionOf(`node_modules/${name}/package.json`)]);
  return {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores`,
    memory: `${(totalmem() / BYTES_PER_GB).toFixed(0)} GB`,
    system: `${process.platform} ${process.arch}`,
    'load when it began': (loadavg()[0] as number).toFixed(1), // above 1, other programs are at work
    Node: process.versions.node,
    ownwords: versionOf('package.json'),
    ...Object.fromEntries(versions),
  };
}

function versionOf(path: string): string {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).version;
}
