import { diffDecks, type Loss, type Proposal } from 'ownwords/decks/tools';
import type { Call } from '../command.js';
import { type DeckFile, readDeckFile, titleOf } from '../deck-file.js';
import { UsageError } from '../errors.js';
import { STANDARD } from '../files.js';
import { writeAll } from '../outputs.js';
import { colorsFor, note, print } from '../terminal.js';
import { counted, oneLine } from '../text.js';
import type { options } from './command.js';
import { CannotHold, edited } from './edit.js';
import { grouped } from './grouped.js';
import { type Release, releaseAt } from './release.js';
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
  await noteOtherName(before, after);
  const diff = diffDecks(before.decks, after.decks);
  const names = namesIn(before, after);
  const drafts = values.write ? await draftsOf(diff.proposals, names.fileOf) : [];
  await writeAll(
    (drafts ?? []).map(({ file, bytes }) => ({ path: file.path, content: bytes })),
    { isForced: true },
  );

  const written = (drafts ?? []).map(({ file }) => file.path);
  if (values.format === 'json') print(jsonReport(diff, names, written));
  else print(report(diff, names, colorsFor(process.stdout)).join('\n'));
  if (drafts && values.write) tellWritten(drafts, diff.losses);
  const left = values.write && drafts ? diff.losses.filter(({ kind }) => kind === 'reused-id') : diff.losses;
  return left.length > 0 ? 1 : 0;
}

/** A deck without an id of its own is known by the name of its file: then a copy under another name is taken for another deck. */
async function noteOtherName(before: Release, after: Release): Promise<void> {
  const [old, now] = [before.files[0], after.files[0]];
  if (!old || !now || before.files.length + after.files.length > 2 || old.path === STANDARD) return;
  if (titleOf(old.path) === titleOf(now.path) || !['markdown', 'csv'].includes(old.format)) return;
  const renamed = await readDeckFile(old.path, old.format, { title: titleOf(now.path) });
  const ids = (decks: DeckFile['decks']) => decks.map(({ id }) => id).join();
  if (ids(renamed.decks) === ids(old.decks)) return;
  const taken = `${old.path} states no id for its deck, so it is taken to be ${ids(old.decks)}, after its name`;
  note(
    `${oneLine(taken)}. If learners know the deck by the name of the other file, give both files that name, in two folders, and compare ` +
      'them again.',
  );
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
