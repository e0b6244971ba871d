import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { run } from './run.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A project that has the packed package installed, and nothing else. */
    consumer: string;
    tarball: string;
    /** Where its files lie, as installed. */
    installed: string;
    packed: { readonly size: number; readonly files: readonly { readonly path: string }[] };
  }
}

/** Packs the package as it would be published, and installs it into a fresh project. */
export default async function install(project: TestProject): Promise<() => void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ownwords-package-')));
  const [packed] = JSON.parse(await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]));
  const tarball = join(folder, packed.filename);
  const consumer = join(folder, 'consumer');
  mkdirSync(consumer);
  cpSync('tests/package/consumer', consumer, { recursive: true });
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball], consumer);

  project.provide('consumer', consumer);
  project.provide('tarball', tarball);
  project.provide('installed', join(consumer, 'node_modules', JSON.parse(readFileSync('package.json', 'utf8')).name));
  project.provide('packed', packed);
  return () => rmSync(folder, { recursive: true, force: true });
}
