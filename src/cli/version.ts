import { readFileSync } from 'node:fs';

/** The version of the package: of the one this file lies in, whether as source or bundled. */
export function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
