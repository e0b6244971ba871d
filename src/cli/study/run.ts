import { resolve } from 'node:path';
import { createClock, type Deck, openStudy } from 'ownwords';
import { deckList } from 'ownwords/decks';
import { fileStore } from 'ownwords/file';
import type { Call } from '../command.js';
import { readDeckFile } from '../deck-file.js';
import { type Request, requestOf } from './arguments.js';
import type { options } from './command.js';
import { deckToStudy } from './deck-choice.js';
import { usualFile } from './places.js';
import { studyDeck } from './session.js';
import { synchronized } from './sync.js';
import { openScreen } from './terminal.js';
import { exportTo, importFrom } from './transfer.js';

export async function run(call: Call<typeof options>): Promise<number> {
  const request = requestOf(call);
  const decks =
    request.deckFile === undefined
      ? await Promise.all(deckList.map(({ load }) => load()))
      : (await readDeckFile(request.deckFile)).decks;
  await runWith(decks, resolve(request.file ?? usualFile), request);
  return 0;
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
