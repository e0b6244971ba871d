import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PostgreSQL server of our own, in a temporary folder. */
export interface Cluster {
  /** Of the superuser, over TCP, with a password. */
  readonly url: string;
  /** The folder of its Unix socket, where no password is asked for. */
  readonly socketFolder: string;
  readonly port: number;
  start(): void;
  /** As a crash does, unless told otherwise: nothing is finished, and connections are cut. */
  stop(mode?: 'immediate' | 'fast'): void;
  /** Stops it and deletes all of it. */
  remove(): Promise<void>;
}

const SUPERUSER = 'postgres';
const PASSWORD = 'only for these tests';

/** Makes a cluster and starts it. It is gone when this process ends, however that may happen. */
export async function createCluster(): Promise<Cluster> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-postgres-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const log = join(folder, 'log');
  const port = await freePort();
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const run = (name: string, ...args: string[]) => {
    execFileSync(join(bin, name), args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const janitor = janitorOf(join(bin, 'pg_ctl'), folder, data, user);

  const cluster: Cluster = {
    url: `postgres://${SUPERUSER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`,
    socketFolder: folder,
    port,
    start() {
      const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`;
      try {
        run('pg_ctl', 'start', '--pgdata', data, '--wait', '--silent', '--log', log, '--options', options);
      } catch (error) {
        throw new Error(`PostgreSQL does not start: ${existsSync(log) ? readFileSync(log, 'utf8') : error}`);
      }
    },
    stop(mode = 'immediate') {
      run('pg_ctl', 'stop', '--pgdata', data, '--wait', '--silent', '--mode', mode);
    },
    async remove() {
      janitor.stdin.end();
      await once(janitor, 'close');
    },
  };
  try {
    writeFileSync(passwordFile, PASSWORD, { mode: 0o644 });
    const who = ['--username', SUPERUSER, '--pwfile', passwordFile, '--auth-local=trust', '--auth-host=scram-sha-256'];
    run('initdb', '--pgdata', data, '--encoding=UTF8', '--locale=C', '--no-sync', ...who);
    cluster.start();
  } catch (error) {
    await cluster.remove();
    throw error;
  }
  return cluster;
}

/** A process that waits for the end of its input, which comes also when this process is killed, and cleans up. */
function janitorOf(pgCtl: string, folder: string, data: string, user: ReturnType<typeof unprivileged>) {
  const work = 'cat; "$1" stop --pgdata "$2" --wait --silent --mode immediate; rm -rf "$3"';
  const janitor = spawn('sh', ['-c', work, 'janitor', pgCtl, data, folder], {
    ...user,
    cwd: '/',
    detached: true, // an interrupt from the keyboard is not for it
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  janitor.unref();
  return janitor;
}

/** Where initdb and pg_ctl are: `POSTGRES_BIN`, the path, or where Debian keeps them; nothing if there are none. */
export function installedBinaries(): string | undefined {
  const { POSTGRES_BIN, PATH = '' } = process.env;
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = POSTGRES_BIN
    ? [POSTGRES_BIN]
    : [...PATH.split(delimiter), ...versions.map((version) => join(debian, version, 'bin'))];
  return folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name))));
}

function binaries(): string {
  const found = installedBinaries();
  if (found) return found;
  throw new Error(
    `These tests need a PostgreSQL server, and there is no initdb in ${process.env.POSTGRES_BIN ?? 'the path or /usr/lib/postgresql/*/bin'}: ` +
      'run `apt-get install postgresql`, or name the folder of its programs in POSTGRES_BIN',
  );
}

/** PostgreSQL refuses to run as root, so it runs as the user that its package made. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (which: string) => Number(execFileSync('id', [which, SUPERUSER], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
