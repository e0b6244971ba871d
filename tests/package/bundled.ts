import { type BuildOptions, build } from 'esbuild';
import { inject } from 'vitest';

/** What the package depends on, and what it asks for where a door needs it. */
export const DEPENDENCIES = ['ts-fsrs', 'date-fns', '@date-fns/tz', 'sql.js'];

/** The code as an app would ship it that has the package installed. */
export async function bundled(code: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: inject('consumer') },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}
