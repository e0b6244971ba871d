import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { createClock, type Deck, openStudy, parseDeck } from 'ownwords';
import * as library from 'ownwords/decks';
import { fileStore } from 'ownwords/file';
import { parseRequest, type Request, usage } from './arguments.js';
import { deckToStudy } from './deck-choice.js';
import { exitCodeOf, explained } from './errors.js';
import { defaultProgressPath } from './places.js';
import { studyDeck } from './session.js';
import { synchronized } from './sync.js';
import { openScreen } from './terminal.js';
import { exportTo, importFrom, parsed } from './transfer.js';

/** Does what the arguments ask for. */
async function run(args: readonly string[]): Promise<void> {
  const request = parseRequest(args);
  const usualFile = defaultProgressPath({ platform: process.platform, env: process.env, home: homedir() });
  if (request.task === 'help') {
    process.stdout.write(usage(usualFile));
    return;
  }
  const decks = request.deckFile === undefined ? Object.values(library) : [await parsed(request.deckFile, parseDeck)];
  await runWith(decks, resolve(request.file ?? usualFile), request);
}

async function runWith(decks: readonly Deck[], file: string, request: Request): Promise<void> {
  const { task, path = '-', deck, sync: url } = request;
  const clock = createClock();
  const store = fileStore(file);
  const study = await openStudy({ decks, store, clock });
  try {
    if (task === 'export') return await exportTo(path, study, file);
    if (task === 'import') return await importFrom(path, study, file);
    const screen = openScreen();
    const sync = async () => {
      if (url === undefined) return;
      const token = process.env.OWNWORDS_TOKEN;
      screen.print(screen.colors.dim(await synchronized({ study, store, file, url, token })));
    };
    try {
      await sync();
      const deckId = await deckToStudy(deck, decks, { study, screen, clock });
      if (deckId !== undefined) await studyDeck({ study, deckId, screen, clock });
      await sync();
    } finally {
      screen.close();
    }
  } finally {
    await study.close();
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodeOf(error);
  process.stderr.write(explained(error));
}
