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
import { type AuthoredCard, asPublished, authorBy, decksOf, idOf } from './diff-author.js';
import { learnerBy, type Release, wrongsOf } from './diff-learner.js';
import { randomOf } from './diff-random.js';
import { shortAuthorBy } from './diff-short-author.js';

/** What makes decks fit to be published, given those that were published before. */
type Publish = (before: readonly Deck[], draft: readonly Deck[]) => Promise<readonly Deck[]>;

const withProposals: Publish = async (before, draft) => withFormerly(draft, diffDecks(before, draft).proposals);
const asTheyAre: Publish = async (_, draft) => draft;

interface Author {
  readonly first: () => AuthoredCard[];
  readonly next: (release: readonly AuthoredCard[]) => AuthoredCard[];
}

/** Several releases by one author, each an edit of the one before as it was published. */
async function releasesOf(author: Author, count: number, publish: Publish): Promise<Release[]> {
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

/** What so many learners of these releases would miss, or find where it does not belong. */
async function wrongsIn(releases: readonly Release[], learners: number, seed: number): Promise<string[]> {
  const found: string[] = [];
  for (let learner = 1; learner <= learners; learner++) {
    const wrong = await wrongsOf(await learnerBy(randomOf(seed * 1_000 + learner), releases), releases);
    found.push(...wrong.map((each) => `author ${seed}, learner ${learner}: ${each}`));
  }
  return found;
}

/** The same for so many authors. */
async function wrongs(
  authors: number,
  learners: number,
  publish: Publish,
  authorOf: (seed: number) => Author = (seed) => authorBy(randomOf(seed)),
): Promise<string[]> {
  const found: string[] = [];
  for (let seed = 1; seed <= authors; seed++) {
    const releases = await releasesOf(authorOf(seed), 4, publish);
    found.push(...(await wrongsIn(releases, learners, seed)));
  }
  return found;
}

describe('cards that are renamed, moved, split, merged and reworded over several releases', () => {
  it('keep every review of 1,000 learners, and get none of another card, when the proposals are followed', async () => {
    expect(await wrongs(200, 5, withProposals)).toEqual([]);
  });

  it('lose many of them otherwise', async () => {
    expect((await wrongs(5, 20, asTheyAre)).length).toBeGreaterThan(100);
  });
});

/** An author who gives another key to a card that is asked about, if it is not what had its id. */
function heeding(author: Author): Author {
  const heeded = (before: readonly AuthoredCard[], draft: readonly AuthoredCard[]): AuthoredCard[] => {
    const { changes, losses } = diffDecks(decksOf(before), decksOf(draft));
    const told = [...changes, ...losses].filter(({ kind }) => kind === 'replaced' || kind === 'reused-id');
    const asked = new Set(told.map(({ cardId }) => cardId));
    const isOther = (card: AuthoredCard) => asked.has(idOf(card)) && !card.was.some((was) => idOf(was) === idOf(card));
    return draft.map((card) => (isOther(card) ? { ...card, key: `${card.key}-anew` } : card));
  };
  return { first: author.first, next: (release) => heeded(release, author.next(release)) };
}

describe('short cards of few forms, whose keys pass to others of the same form', () => {
  const careful = (seed: number) => heeding(shortAuthorBy(randomOf(seed)));

  it('keep every review of 500 learners, and get none of another card, when the author does what is said', async () => {
    expect(await wrongs(100, 5, withProposals, careful)).toEqual([]);
  });

  it('get those of others when the author leaves the keys', async () => {
    expect((await wrongs(5, 20, withProposals, (seed) => shortAuthorBy(randomOf(seed)))).length).toBeGreaterThan(50);
  });

  it('are never said to live on where no word of the answer does', async () => {
    let pairs = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const author = shortAuthorBy(randomOf(seed));
      const first = author.first();
      const byId = (cards: readonly AuthoredCard[]) => new Map(cards.map((card) => [idOf(card), card]));
      const next = author.next(first);
      const [old, now] = [byId(first), byId(next)];
      for (const loss of diffDecks(decksOf(first), decksOf(next)).losses) {
        if (loss.kind !== 'undeclared-heir') continue;
        expect(now.get(loss.heir)?.answer).toEqual(old.get(loss.cardId)?.answer);
        pairs++;
      }
    }
    expect(pairs).toBeGreaterThan(500);
  });
});

/** Of long cards, in each release; and one of short cards, for of two such authors both may ask the same. */
const AUTHORS_IN_FILES = 8;
const LEARNERS_OF_FILES = 60;

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

/** Several authors whose decks are one release, so that one start of the command serves all of them. */
function together(authors: readonly Author[]): Author {
  const placed = (card: AuthoredCard, place: number): AuthoredCard => {
    const deck = card.deck.startsWith('by-') ? card.deck : `by-${place}-${card.deck}`;
    return { ...card, deck, formerly: card.formerly.filter((id) => id !== `${deck}/${card.key}`) };
  };
  const named = (cards: readonly AuthoredCard[], place: number) => cards.map((card) => placed(card, place));
  return {
    first: () => authors.flatMap((author, place) => named(author.first(), place)),
    next: (release) =>
      authors.flatMap((author, place) => {
        const own = release.filter(({ deck }) => deck.startsWith(`by-${place}-`));
        return named(author.next(own), place);
      }),
  };
}

describe('the command with --write', () => {
  for (const [place, form] of FORMS.entries()) {
    it(`keeps them likewise in files of ${form.ending}, by several authors`, async () => {
      const seeds = Array.from({ length: AUTHORS_IN_FILES }, (_, n) => 1 + place * AUTHORS_IN_FILES + n);
      const authors = [...seeds.map((seed) => authorBy(randomOf(seed))), shortAuthorBy(randomOf(1_000 + place))];
      const releases = await releasesOf(heeding(together(authors)), 3, byCommand(form));
      expect(await wrongsIn(releases, LEARNERS_OF_FILES, place)).toEqual([]);
    });
  }
});
