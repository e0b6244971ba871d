import { beforeAll, describe, expect, it } from 'vitest';
import type { Collection } from '../../src/formats/anki/collection.js';
import { openCollection } from '../../src/formats/anki/open-collection.js';
import { type AnkiPackage, openPackage } from '../../src/formats/anki/package.js';
import { loadSql, type SqlJs } from '../../src/formats/anki/sqlite.js';
import { bytesOf, expectedOf, isHere } from './place.js';

/** Packages of others, with how many notes, cards, reviews and files are known to be in them. */
const PACKAGES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  'alemayhu-capitals.apkg': [1, 1, 0, 0],
  'alemayhu-html-test.apkg': [15, 16, 2, 5],
  'emnudge-ap-gov-vocab.apkg': [242, 484, 0, 0],
  'emnudge-music-intervals.apkg': [340, 340, 0, 0],
  'fsrs-legacy2.colpkg': [19, 28, 197, 4],
  'fsrs-modern-nosched.apkg': [19, 28, 0, 3],
  'fsrs-modern-sched.apkg': [19, 28, 197, 3],
  'genanki-probe.apkg': [4, 7, 0, 2],
  'mauriciopoppe-french.apkg': [1639, 1639, 3470, 0],
  'npm-anki-apkg-export-fixture.apkg': [3, 3, 0, 1],
  'o957-benton.apkg': [3, 3, 0, 0],
  'orbit-testCollection.colpkg': [5, 7, 1, 2],
  'out-npm-anki-apkg-export.apkg': [3, 3, 0, 1],
  'srf-collection-2021-08-16.colpkg': [17, 31, 5, 3],
  'srf-coursera-chinese.apkg': [17, 31, 0, 3],
  'zfletch-test.apkg': [2, 2, 0, 0],
};

/** What Anki leaves as it is until its owner moves to the newer scheduler: the third button of three was "easy". */
const OLD_BUTTONS = new Set(['orbit-testCollection.colpkg']);

interface Expected {
  readonly notes: readonly { guid: string; fields: string[]; tags: string[] }[];
  readonly cards: readonly {
    readonly id: number;
    readonly ord: number;
    readonly type?: number;
    readonly queue: number;
    readonly ivl: number;
    readonly reps: number;
    readonly lapses: number;
    readonly flags: number;
    readonly revlog: readonly { button: number; kind: number; interval_secs: number; time: number; taken: number }[];
  }[];
}

const secondsOf = (interval: number) => (interval < 0 ? -interval : interval * 86_400);

describe.skipIf(!isHere).each(Object.entries(PACKAGES))('the package %s', (file, [notes, cards, reviews, media]) => {
  let opened: AnkiPackage;
  let collection: Collection;
  let expected: Expected;

  beforeAll(async () => {
    const sql: SqlJs = await loadSql();
    opened = openPackage(bytesOf(`anki/${file}`));
    collection = openCollection(opened.database, sql);
    expected = expectedOf<Expected>(file);
    return () => collection.close();
  });

  it('holds as much as is known of it', () => {
    expect(collection.counts).toEqual({ notes, cards, reviews });
    expect([...collection.notes()]).toHaveLength(notes);
    expect([...collection.cards()]).toHaveLength(cards);
    expect([...collection.reviews()]).toHaveLength(reviews);
    expect([...opened.media]).toHaveLength(media);
    expect(opened.remarks).toEqual([]);
  });

  it('has the notes that Anki reads in it', () => {
    const found = [...collection.notes()].map(({ guid, fields, tags }) => [guid, fields, [...tags].sort()]);
    const theirs = expected.notes.map(({ guid, fields, tags }) => [guid, fields, [...tags].sort()]);
    expect(found.sort()).toEqual(theirs.sort());
  });

  it('has the cards that Anki reads in it', () => {
    const found = [...collection.cards()].map((card) => [
      card.id,
      card.ord,
      card.queue,
      card.interval,
      card.reps,
      card.lapses,
      card.flags,
    ]);
    const theirs = expected.cards.map((card) => [
      card.id,
      card.ord,
      card.queue,
      card.ivl,
      card.reps,
      card.lapses,
      card.flags,
    ]);
    expect(found.sort()).toEqual(theirs.sort());
  });

  it('has the reviews that Anki reads in it', () => {
    const known = new Set(expected.cards.map(({ id }) => id));
    const found = [...collection.reviews()]
      .filter(({ cardId }) => known.has(cardId))
      .map((review) => [
        review.cardId,
        Math.floor(review.id / 1000),
        review.button,
        review.kind,
        secondsOf(review.interval),
      ]);
    const theirs = expected.cards.flatMap(({ id, revlog }) =>
      revlog.map((review) => [
        id,
        review.time,
        OLD_BUTTONS.has(file) && review.button > 1 ? review.button + 1 : review.button,
        review.kind,
        review.interval_secs,
      ]),
    );
    expect(found.sort()).toEqual(theirs.sort());
  });
});

it.skipIf(!isHere)('an archive without a collection is refused', () => {
  expect(() => openPackage(bytesOf('anki/srf-bad.apkg'))).toThrow(
    expect.objectContaining({ name: 'StudyError', code: 'invalid-file' }),
  );
});
