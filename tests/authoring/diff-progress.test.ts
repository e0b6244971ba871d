import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Deck, parseDeck } from 'ownwords';
import { formatDeckCsv, parseDeckCsv } from 'ownwords/csv';
import { formatMarkdown, parseMarkdown } from 'ownwords/markdown';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diffDecks } from '../../src/authoring/diff.js';
import { withFormerly } from '../../src/authoring/diff-proposals.js';
import { asPublished, authorBy, decksOf } from './diff-author.js';
import { learnerBy, type Release, wrongsOf } from './diff-learner.js';
import { randomOf } from './diff-random.js';

/** What makes decks fit to be published, given those that were published before. */
type Publish = (before: readonly Deck[], draft: readonly Deck[]) => Promise<readonly Deck[]>;

const withProposals: Publish = async (before, draft) => withFormerly(draft, diffDecks(before, draft).proposals);
const asTheyAre: Publish = async (_, draft) => draft;

/** Several releases by one author, each an edit of the one before as it was published. */
async function releasesOf(seed: number, count: number, publish: Publish): Promise<Release[]> {
  const author = authorBy(randomOf(seed));
  const first = author.first();
  const releases: Release[] = [{ cards: first, decks: decksOf(first) }];
  while (releases.length < count) {
    const { cards, decks } = releases.at(-1) as Release;
    const draft = author.next(cards);
    const published = await publish(decks, decksOf(draft));
    releases.push({ cards: asPublished(draft, published), decks: published });
  }
  return releases;
}

/** What so many learners of each of so many authors would miss, or find where it does not belong. */
async function wrongs(authors: number, learners: number, count: number, publish: Publish): Promise<string[]> {
  const found: string[] = [];
  for (let seed = 1; seed <= authors; seed++) {
    const releases = await releasesOf(seed, count, publish);
    for (let learner = 1; learner <= learners; learner++) {
      const wrong = await wrongsOf(await learnerBy(randomOf(seed * 1_000 + learner), releases), releases);
      found.push(...wrong.map((each) => `author ${seed}, learner ${learner}: ${each}`));
    }
  }
  return found;
}

describe('cards that are renamed, moved, split, merged and reworded over several releases', () => {
  it('keep every review of 1,000 learners, and get none of another card, when the proposals are followed', async () => {
    expect(await wrongs(200, 5, 4, withProposals)).toEqual([]);
  });

  it('lose many of them otherwise', async () => {
    expect((await wrongs(5, 20, 4, asTheyAre)).length).toBeGreaterThan(100);
  });
});

const ROOT = new URL('../../', import.meta.url);
const COMMAND = ['--import', 'tsx', 'src/cli/main.ts', 'diff'];

/** A way to keep decks in files. */
interface Form {
  readonly ending: string;
  readonly format: (deck: Deck) => string;
  readonly parse: (text: string) => Deck;
}

const FORMS: readonly Form[] = [
  { ending: 'json', format: (deck) => JSON.stringify(deck, undefined, 2), parse: parseDeck },
  { ending: 'md', format: formatMarkdown, parse: (text) => parseMarkdown(text).decks[0] as Deck },
  { ending: 'csv', format: formatDeckCsv, parse: (text) => parseDeckCsv(text).decks[0] as Deck },
];

/** Publishes as authors do: in a folder of files, by the command. */
function byCommand({ ending, format, parse }: Form): Publish {
  const folderOf = (decks: readonly Deck[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'ownwords-diff-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const deck of decks) writeFileSync(join(folder, `${deck.id}.${ending}`), format(deck));
    return folder;
  };
  return async (before, draft) => {
    const folder = folderOf(draft);
    await promisify(execFile)(process.execPath, [...COMMAND, folderOf(before), folder, '--write'], { cwd: ROOT });
    return readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8')));
  };
}

describe('the command with --write', () => {
  for (const form of FORMS) {
    it(`keeps them likewise in files of ${form.ending}`, async () => {
      expect(await wrongs(1, 50, 3, byCommand(form))).toEqual([]);
    });
  }
});
