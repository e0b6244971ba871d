import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parseDeck } from 'ownwords';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finished } from './store/processes.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (path: string) => join(root, path);
const readme = readFileSync(at('README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([whole, language = '', code = ''], index) => {
  const title =
    readme
      .slice(0, readme.indexOf(whole))
      .replace(/^```\w+\n.*?^```$/gms, '')
      .match(/^## .*$/gm)
      ?.at(-1)
      ?.slice(3) ?? 'the beginning';
  return { name: `${index + 1}, in “${title}”`, language, code };
});
const inLanguage = (language: string) => blocks.filter((block) => block.language === language);
const folder = mkdtempSync(join(tmpdir(), 'ownwords-readme-'));
/** Where drivers are found, which do not like to be bundled. */
const scripts = mkdtempSync(at('node_modules/.readme-'));
afterAll(() => {
  for (const made of [folder, scripts]) rmSync(made, { recursive: true });
});

/** Runs the code as a program of its own, in a folder of its own; returns what it wrote. */
async function run(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: 'ts', resolveDir: root },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    tsconfig: at('tsconfig.json'),
    external: ['@electric-sql/pglite', 'sql.js'],
  });
  const script = join(scripts, 'block.mjs');
  writeFileSync(script, outputFiles[0]?.text as string);
  const { output, errors, status } = await finished(spawn(process.execPath, [script], { cwd: folder }));
  expect(errors).toBe('');
  expect(status).toBe(0);
  return output;
}

/** The files that the guide shows, and a collection to come from, for its programs to read. */
const FILES: Readonly<Record<string, string>> = { csv: 'capitals.csv', markdown: 'capitals.md' };

describe('the guide', () => {
  beforeAll(() => {
    copyFileSync(at('tests/fixtures/anki/fsrs-legacy2.colpkg'), join(folder, 'collection.colpkg'));
    for (const [language, name] of Object.entries(FILES)) {
      const [block] = inLanguage(language);
      writeFileSync(join(folder, name), block?.code as string);
    }
  });

  it.each(inLanguage('ts'))('is true in block $name', async ({ code }) => {
    const promised = [...code.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
    expect(await run(code)).toBe(promised);
  });

  it('compiles, block by block', () => {
    const { config } = ts.readConfigFile(at('tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const codes = new Map(inLanguage('ts').map(({ code }, index) => [at(`tests/block-${index}.ts`), code]));
    const { readFile, fileExists, getSourceFile } = host;
    host.fileExists = (name) => codes.has(name) || fileExists(name);
    host.readFile = (name) => codes.get(name) ?? readFile(name);
    host.getSourceFile = (name, version, ...rest) => {
      const code = codes.get(name);
      return code === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, code, version);
    };
    const program = ts.createProgram([...codes.keys()], options, host);
    const faults = ts.getPreEmitDiagnostics(program).filter(({ file }) => file && codes.has(file.fileName));
    expect(faults.map(({ file, messageText }) => [codes.get(file?.fileName ?? ''), messageText])).toEqual([]);
  });

  it.each(inLanguage('json'))('shows a deck in block $name', ({ code }) => {
    expect(parseDeck(code).id).toBe('capitals');
  });

  it('names only commands that are run elsewhere: by the tests of the program, of the package, and by CI', () => {
    const ci = readFileSync(at('.ci/run'), 'utf8');
    expect(inLanguage('sh').map(({ code }) => code.trim())).toEqual([
      'npx ownwords study',
      'npm install ownwords',
      [
        'npx ownwords new deck capitals',
        'npx ownwords check capitals.json',
        'npx ownwords diff published.json capitals.json --write',
        'npx ownwords convert capitals.json capitals.apkg',
      ].join('\n'),
      'npm ci && npm test',
    ]);
    expect(ci).toContain('npm ci');
    expect(ci).toContain('npm test');
    expect(JSON.parse(readFileSync(at('package.json'), 'utf8')).scripts).toMatchObject({
      start: 'tsx src/cli/main.ts study',
      test: 'vitest run',
    });
  });

  it('holds no block of another kind, and no link to a file or a heading that is not there', () => {
    expect(
      blocks.filter(({ language }) => !['ts', 'json', 'sh', 'text', ...Object.keys(FILES)].includes(language)),
    ).toEqual([]);
    const headings = [...readme.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, target = ''] of readme.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('https://')) continue;
      if (target.startsWith('#')) expect(headings).toContain(target.slice(1));
      else expect(ts.sys.fileExists(at(target)) || ts.sys.directoryExists(at(target)), target).toBe(true);
    }
  });
});
