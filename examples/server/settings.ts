import { resolve } from 'node:path';

/** What the program is told by its environment. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Folder of the secret, and of the SQLite file. */
  readonly dataFolder: string;
  /** Of a PostgreSQL database; without it, a SQLite file is used. */
  readonly databaseUrl?: string | undefined;
  /** What tokens are signed with; without it, one is kept in the data folder. */
  readonly secret?: string | undefined;
  /** The one origin whose pages may call; without it, none may. */
  readonly corsOrigin?: string | undefined;
  /** Requests a second that each learner may make in the long run. */
  readonly ratePerSecond: number;
  /** Requests that a learner may make at once after a pause. */
  readonly rateBurst: number;
}

/** A setting that makes no sense. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const SHORTEST_SECRET = 32;

/** @throws SettingsError */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): Settings {
  const text = (name: string) => environment[name] || undefined; // an empty one counts as none
  const whole = (name: string, otherwise: number, least: number, most: number) => {
    const value = text(name) ?? String(otherwise);
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new SettingsError(`${name} is ${value}; it must be a whole number from ${least} to ${most}`);
  };
  const secret = text('SECRET');
  if (secret && secret.length < SHORTEST_SECRET) {
    throw new SettingsError(`SECRET is too short to be one; take ${SHORTEST_SECRET} random characters or more`);
  }
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: whole('PORT', 8080, 0, 65_535),
    dataFolder: resolve(text('DATA_DIR') ?? 'ownwords-data'),
    databaseUrl: databaseUrl(text('DATABASE_URL')),
    secret,
    corsOrigin: origin(text('CORS_ORIGIN')),
    ratePerSecond: whole('RATE_PER_SECOND', 20, 1, 1_000_000),
    rateBurst: whole('RATE_BURST', 100, 1, 1_000_000),
  };
}

function databaseUrl(value: string | undefined): string | undefined {
  if (value === undefined || /^postgres(ql)?:\/\//.test(value)) return value;
  throw new SettingsError('DATABASE_URL must begin with postgres://'); // and may hold a password, so it is not shown
}

function origin(value: string | undefined): string | undefined {
  if (value === undefined || (URL.canParse(value) && new URL(value).origin === value)) return value;
  throw new SettingsError(`CORS_ORIGIN is ${value}; it must be one origin such as https://cards.example.com`);
}
