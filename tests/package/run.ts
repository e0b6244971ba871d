import { execFile } from 'node:child_process';

/** What a program printed; if it fails, an error that shows all of it. */
export function run(program: string, args: readonly string[], cwd = process.cwd()): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args.join(' ')} failed\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}
