import { createApp } from './app.js';
import { openDatabase } from './database.js';
import { listen } from './listening.js';
import { rateLimiter } from './rate-limit.js';
import { type Settings, SettingsError, settingsFrom } from './settings.js';
import { NameError, secretIn, tokenFor } from './tokens.js';

const USAGE = `ownwords: a server for the progress of many learners

Usage: npm run server                    serve, as the environment says
       npm run server -- token LEARNER   print the token of a learner

What the environment can say: see examples/server/README.md
`;

const print = (...lines: readonly string[]) => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

async function serve(settings: Settings, secret: string): Promise<void> {
  const { host, port, ratePerSecond, rateBurst, corsOrigin } = settings;
  const stopping = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const database = await openDatabase(settings);
  const waitOf = rateLimiter({ perSecond: ratePerSecond, burst: rateBurst });
  const server = await listen(createApp({ database, secret, waitOf, corsOrigin }), host, port);
  print(
    `Listening on ${server.url}, progress is kept in ${database.name}`,
    `Token of the learner me: ${tokenFor('me', secret)}`,
    'Try it:',
    `  curl -H 'Authorization: Bearer ${tokenFor('me', secret)}' '${server.url}/due?limit=1'`,
  );
  await stopping;
  print('Stopping');
  await server.stop();
  await database.close();
}

async function main(args: readonly string[]): Promise<void> {
  const [command, name, ...rest] = args;
  if (command === '--help' || command === '-h') return print(USAGE.trimEnd());
  if (command !== undefined && (command !== 'token' || name === undefined || rest.length > 0)) {
    throw new SettingsError(`This is not understood: ${args.join(' ')}\n\n${USAGE.trimEnd()}`);
  }
  const settings = settingsFrom(process.env);
  const secret = settings.secret ?? secretIn(settings.dataFolder);
  if (name !== undefined) return print(tokenFor(name, secret));
  await serve(settings, secret);
}

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  const isTheirs = error instanceof SettingsError || error instanceof NameError;
  process.stderr.write(`${isTheirs || error instanceof Error ? error.message : error}\n`);
  process.exit(isTheirs ? 2 : 1);
}
