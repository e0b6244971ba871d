import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Metafile, type Plugin, transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

/** By their ids. Each is a file of plain JSON and a few lines that give it its types. */
const decks = readdirSync('decks')
  .flatMap((file) => /^([^.]+)\.json$/.exec(file)?.[1] ?? [])
  .filter((id) => id !== 'list' && existsSync(`decks/${id}.ts`));

const doors: Record<string, string> = {
  index: 'src/index.ts',
  file: 'src/store/file.ts',
  sqlite: 'src/store/sqlite.ts',
  postgres: 'src/store/postgres.ts',
  indexeddb: 'src/store/indexeddb.ts',
  http: 'src/store/http.ts',
  anki: 'src/formats/anki.ts',
  csv: 'src/formats/csv.ts',
  markdown: 'src/formats/markdown.ts',
  schedulers: 'src/formats/schedulers.ts',
  render: 'src/formats/render.ts',
  testing: 'src/testing/index.ts',
  decks: 'decks/index.ts',
  'decks/tools': 'src/authoring/index.ts',
  ...Object.fromEntries(decks.map((id) => [`decks/${id}`, `decks/${id}.ts`])),
};

/** The folders of the packages that a bundle holds parts of. */
function packagesIn({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort();
}

/** The source with a map that leads nowhere: all that it maps is the comment below it, from which no code is made. */
function unmapped(source: string): string {
  const mappings = `${';'.repeat(source.split('\n').length)}AAAA`;
  const map = { version: 3, sources: [''], sourcesContent: [''], names: [], mappings };
  return `${source}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** What is bundled holds the libraries it needs: their licenses go along, and their sources stay out of our maps. */
const libraries = (folder: string): Plugin => ({
  name: 'libraries',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onLoad({ filter: /node_modules\/.*\.[cm]?js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
      return { contents: unmapped(source) };
    });
    build.onEnd(({ metafile }) => {
      const licenses = packagesIn(metafile as Metafile).map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
        if (!file) throw new Error(`${name} comes without the text of its license`);
        return `# ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
      });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'licenses.txt'), licenses.join('\n'));
    });
  },
});

/** SQLite in WebAssembly for the command line: it asks for parts of Node by `require`, and its `.wasm` lies beside it. */
const sqlite = (folder: string): Plugin => ({
  name: 'sqlite',
  setup(build) {
    build.onLoad({ filter: /[\\/]sql\.js[\\/]dist[\\/]sql-wasm\.js$/ }, ({ path }) => ({
      contents: `const require = process.getBuiltinModule, __dirname = '';\n${readFileSync(path, 'utf8')}`,
    }));
    build.onEnd(() => {
      mkdirSync(folder, { recursive: true });
      copyFileSync('node_modules/sql.js/dist/sql-wasm.wasm', join(folder, 'sql-wasm.wasm'));
    });
  },
});

const code: Options = {
  // As an entry of its own it stays a module of its own, and is still evaluated before ts-fsrs.
  entry: { ...doors, 'date-prototype': 'src/schedule/date-prototype.ts' },
  format: 'esm',
  target: 'es2022',
  platform: 'neutral', // what is bundled must run anywhere
  external: [/^node:/],
  splitting: true, // one StudyError for all doors
  removeNodeProtocol: false,
};

export default defineConfig([
  { ...code, sourcemap: true, esbuildPlugins: [libraries('dist')] },
  {
    ...code,
    outExtension: () => ({ js: '.cjs' }),
    // tsup's own way to split CommonJS rewrites optional chaining and class fields into slow helpers.
    plugins: [
      {
        name: 'commonjs',
        renderChunk: (source) =>
          transform(source, {
            format: 'cjs',
            target: 'es2022',
            banner: '"use strict";',
            supported: { 'dynamic-import': false }, // else what is loaded later comes without its names
          }),
      },
    ],
  },
  {
    ...code,
    entry: ['src/cli/main.ts'],
    outDir: 'dist/cli',
    platform: 'node',
    noExternal: [/^(?!ownwords(\/|$)|node:)/],
    external: [/^ownwords(\/|$)/, /^node:/], // it comes in by the doors, as everybody does
    esbuildPlugins: [sqlite('dist/cli'), libraries('dist/cli')],
    esbuildOptions: (options) => {
      options.mainFields = ['module', 'main'];
    },
  },
  { entry: doors, format: ['esm', 'cjs'], dts: { only: true, banner: '/// <reference lib="esnext.disposable" />' } },
]);
