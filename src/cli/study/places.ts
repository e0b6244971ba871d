import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What decides where a platform keeps the data of programs. */
interface Host {
  readonly platform: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly home: string;
}

/**
 * Where the progress is kept unless the learner says otherwise: the platform's folder for data, and in it `ownwords`. For
 * Linux see the XDG Base Directory Specification, by which a relative `XDG_DATA_HOME` does not count.
 */
export function defaultProgressPath({ platform, env, home }: Host): string {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix;
  const given = platform === 'win32' ? env.APPDATA : platform === 'darwin' ? undefined : env.XDG_DATA_HOME;
  const usual = { win32: ['AppData', 'Roaming'], darwin: ['Library', 'Application Support'] }[platform];
  const folder = given && isAbsolute(given) ? given : join(home, ...(usual ?? ['.local', 'share']));
  return join(folder, 'ownwords', 'progress.ndjson');
}

/** Where it is kept on this machine. */
export const usualFile = defaultProgressPath({ platform: process.platform, env: process.env, home: homedir() });
