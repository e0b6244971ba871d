import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';

const bin = join(inject('consumer'), 'node_modules/.bin/ownwords');

/** Runs the command that came with the package, in an empty folder. */
function ownwords(args: readonly string[], input = '') {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-bin-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const done = new Promise<{ code: unknown; output: string; errors: string }>((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', XDG_DATA_HOME: join(folder, 'data') };
    const child = execFile(bin, args, { cwd: folder, env }, (error, output, errors) => {
      resolve({ code: error ? error.code : 0, output, errors });
    });
    child.stdin?.end(input);
  });
  return { folder, done };
}

it('who installs the package can study the bundled decks at once', async () => {
  const { folder, done } = ownwords(['study'], '1\n\n1 2\n\nq\n');
  const { code, output, errors } = await done;
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('9  Communication and influence');
  expect(output).toContain('1 review in this sitting: 0 again · 0 hard · 1 good · 0 easy');
  if (process.platform === 'linux') {
    expect(readFileSync(join(folder, 'data/ownwords/progress.ndjson'), 'utf8')).toContain('"type":"reviewed"');
  }
});

it('the commands are there, and the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(inject('installed'), 'package.json'), 'utf8'));
  expect(await ownwords(['--version']).done).toEqual({ code: 0, output: `${version}\n`, errors: '' });
  const { output } = await ownwords([]).done;
  for (const command of ['study', 'new', 'check', 'diff', 'convert', 'progress', 'completions']) {
    expect(output).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  }
});

it('a mistyped command ends with 2 and says which one is near', async () => {
  expect(await ownwords(['chek']).done).toMatchObject({
    code: 2,
    output: '',
    errors: expect.stringContaining('check'),
  });
});

it('a deck that was begun with the package is as it should be', async () => {
  const { folder, done } = ownwords(['new', 'deck', 'capitals']);
  expect(await done).toMatchObject({ code: 0, errors: '' });
  expect(readdirSync(folder)).toEqual(['capitals.json']);
});
