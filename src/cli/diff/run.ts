import { diffDecks, type Loss, type Proposal } from 'ownwords/decks/tools';
import type { Call } from '../command.js';
import type { DeckFile } from '../deck-file.js';
import { UsageError } from '../errors.js';
import { STANDARD, write } from '../files.js';
import { colorsFor, note, print } from '../terminal.js';
import { counted, oneLine } from '../text.js';
import type { options } from './command.js';
import { CannotHold, edited } from './edit.js';
import { grouped } from './grouped.js';
import { releaseAt } from './release.js';
import { jsonReport, namesIn, report } from './report.js';

export async function run({ values, words }: Call<typeof options>): Promise<number> {
  const [oldPath, newPath, ...more] = words;
  if (oldPath === undefined || newPath === undefined || more.length > 0) {
    throw new UsageError('diff compares two things: ownwords diff <old> <new>');
  }
  if (oldPath === STANDARD && newPath === STANDARD) throw new UsageError('only one of the two can be standard input');
  if (values.write && newPath === STANDARD) throw new UsageError('--write needs a file or folder to write to, not -');
  const before = await releaseAt(oldPath);
  const after = await releaseAt(newPath);
  const diff = diffDecks(before.decks, after.decks);
  const names = namesIn(before, after);
  const drafts = values.write ? await draftsOf(diff.proposals, names.fileOf) : [];
  for (const { file, bytes } of drafts ?? []) await write(file.path, bytes);

  const written = (drafts ?? []).map(({ file }) => file.path);
  if (values.format === 'json') print(jsonReport(diff, names, written));
  else print(report(diff, names, colorsFor(process.stdout)).join('\n'));
  if (drafts && values.write) tellWritten(drafts, diff.losses);
  const left = values.write && drafts ? diff.losses.filter(({ kind }) => kind === 'reused-id') : diff.losses;
  return left.length > 0 ? 1 : 0;
}

/** A file as it is to be, and how many cards are changed in it. */
interface Draft {
  readonly file: DeckFile;
  readonly bytes: Uint8Array;
  readonly cards: number;
}

/** All files as they are to be; nothing if one of them cannot be so, for then none is written. */
async function draftsOf(
  proposals: readonly Proposal[],
  fileOf: (id: Proposal['cardId']) => DeckFile,
): Promise<Draft[] | undefined> {
  const drafts: Draft[] = [];
  const byFile = grouped(proposals, ({ cardId }) => fileOf(cardId));
  let isWhole = true;
  for (const [file, own] of byFile) {
    try {
      drafts.push({ file, bytes: await edited(file, own), cards: own.length });
    } catch (error) {
      if (!(error instanceof CannotHold)) throw error;
      note(`ownwords: ${oneLine(error.message)}`);
      isWhole = false;
    }
  }
  if (isWhole) return drafts;
  note('Nothing was written.');
  return undefined;
}

function tellWritten(drafts: readonly Draft[], losses: readonly Loss[]): void {
  if (drafts.length === 0) note('There was nothing to write.');
  for (const { file, cards } of drafts) note(oneLine(`Wrote former ids of ${counted(cards, 'card')} to ${file.path}.`));
  const likely = losses.filter((loss) => loss.kind === 'undeclared-heir' && loss.certainty === 'likely').length;
  if (likely > 0) note(`Look at what is only likely (${counted(likely, 'pair')}), and take back what is wrong.`);
}
