import { fileURLToPath } from 'node:url';
import { type BuildResult, build } from 'esbuild';

/** The program of the page, for browsers: its exports are the members of `app`. */
export async function bundlePage(): Promise<{ readonly code: string; readonly inputs: readonly string[] }> {
  const { outputFiles, metafile }: BuildResult<{ write: false; metafile: true }> = await build({
    entryPoints: [fileURLToPath(new URL('./page.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'app',
    target: 'es2022',
  });
  return { code: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}
