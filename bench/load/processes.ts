import { type ChildProcess, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Outcome, World } from './order.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A process that is ended by whoever started it. */
interface Started {
  stop(): Promise<void>;
}

/** The example server, as its guide starts it. */
export async function startServer(
  databaseUrl: string,
  secret: string,
  dataFolder: string,
): Promise<Started & { readonly url: string }> {
  const limits = { RATE_PER_SECOND: '1000000', RATE_BURST: '1000000' };
  const env = { ...process.env, ...limits, DATABASE_URL: databaseUrl, SECRET: secret, DATA_DIR: dataFolder, PORT: '0' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/server/main.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const found = /on (http:\S+),/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  return { url, stop: () => ended(child, () => child.kill('SIGTERM')) };
}

/** The process that drives load. */
export function startClient(world: World): Started & { carryOut(order: Order): Promise<Outcome> } {
  const client = fileURLToPath(new URL('client.ts', import.meta.url));
  const child = fork(client, [JSON.stringify(world)], { execArgv: ['--import', 'tsx'], cwd: ROOT });
  return {
    carryOut: (order) =>
      new Promise((resolve, reject) => {
        const exit = (code: number | null) => reject(new Error(`The client ended with ${code}`));
        child.once('exit', exit);
        child.once('message', (outcome) => {
          child.off('exit', exit);
          resolve(outcome as Outcome);
        });
        child.send(order);
      }),
    stop: () => ended(child, () => child.kill('SIGKILL')),
  };
}

function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    end();
  });
}
