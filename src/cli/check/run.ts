import { deckList } from 'ownwords/decks';
import { checkDecks } from 'ownwords/decks/tools';
import type { Call } from '../command.js';
import { UsageError } from '../errors.js';
import { STANDARD } from '../files.js';
import { nearest } from '../nearest.js';
import { colorsFor, note } from '../terminal.js';
import { safe } from '../text.js';
import type { options } from './command.js';
import { type DeckInput, inputsAt } from './input.js';
import { type Found, printJson, printText, type Report } from './report.js';
import { RULE_NAMES, RULES, type RuleName } from './rules.js';

export async function run({ values, words }: Call<typeof options>): Promise<number> {
  const isLookedFor = wishOf(values);
  if (words.length === 0) throw new UsageError('check needs files: decks, folders of decks, or - for what comes in');
  if (values.from !== undefined && !words.includes(STANDARD)) {
    throw new UsageError('--from says what comes in, and nothing does; add - to the files');
  }
  const { files, isWhole } = await inputsAt(words, (values.from ?? 'json') as 'json' | 'markdown' | 'csv');
  if (files.length === 0) {
    note('ownwords: nothing was checked, for there was no deck in what was given');
    return 1;
  }
  const report = reportOn(files, isLookedFor);
  const unchecked = files.filter(
    ({ faulty = [], faults }) => faulty.length > 0 && !faults.some(({ rule }) => isLookedFor(rule)),
  );
  for (const { file } of unchecked) {
    note(
      safe(
        `ownwords: ${file} could not be checked, for it breaks a rule that is not looked for; see them all without --rule and --ignore`,
      ),
    );
  }
  if (values.format === 'json') printJson(report);
  else printText(report, colorsFor(process.stdout));
  const isFine = report.errors === 0 && (report.advice === 0 || values.strict !== true);
  return isFine && isWhole && unchecked.length === 0 ? 0 : 1;
}

type Wish = (rule: RuleName) => boolean;

/** Which rules are looked for. */
function wishOf({ rule, ignore }: Call<typeof options>['values']): Wish {
  const only = new Set(rule?.split(',').map(known) ?? RULE_NAMES);
  const never = new Set(ignore?.split(',').map(known));
  return (name) => only.has(name) && !never.has(name);
}

function known(word: string): RuleName {
  const name = RULE_NAMES.find((each) => each === word.trim());
  if (name !== undefined) return name;
  const near = nearest(word.trim(), RULE_NAMES);
  throw new UsageError(
    `there is no rule ${word}; ${near ? `did you mean ${near}?` : `there are ${RULE_NAMES.join(', ')}`}`,
  );
}

function reportOn(files: readonly DeckInput[], isLookedFor: Wish): Report {
  const found = foundIn(files);
  const findings = files.flatMap((_, index) => inOrder((found[index] ?? []).filter(({ rule }) => isLookedFor(rule))));
  const errors = findings.filter(({ rule }) => RULES[rule].severity === 'error').length;
  const all = files.flatMap(({ decks, faulty = [] }) => [
    ...decks.map(({ cards }) => Object.keys(cards).length),
    ...faulty.map(({ cards }) => cards),
  ]);
  const cards = all.reduce((sum, count) => sum + count, 0);
  return { findings, decks: all.length, cards, errors, advice: findings.length - errors };
}

/** What is found in each file: when it was read, and when all decks were looked at together. */
function foundIn(files: readonly DeckInput[]): readonly (readonly Found[])[] {
  const decks = files.flatMap(({ decks }, file) => decks.map((deck, place) => ({ deck, file, place })));
  const knownDecks = [
    ...deckList.map(({ id }) => id),
    ...files.flatMap(({ faulty = [] }) => faulty.flatMap(({ id }) => id ?? [])),
  ];
  const findings = checkDecks(
    decks.map(({ deck }) => deck),
    { knownDecks },
  );
  const parts = files.map((): { deck: number; path: string; finding: (typeof findings)[number] }[] => []);
  for (const finding of findings) {
    const { file, place } = decks[finding.deckIndex] as (typeof decks)[number];
    parts[file]?.push({ deck: place, path: finding.path, finding });
  }
  return files.map(({ file, faults, placesOf }, index) => {
    const own = parts[index] ?? [];
    const places = own.length > 0 ? placesOf?.(own) : undefined;
    return [
      ...faults.map((fault): Found => ({ file, ...fault })),
      ...own.map(({ finding: { rule, message, deckId, path } }, at): Found => {
        return { file, rule, message, deckId, path, place: places?.[at] };
      }),
    ];
  });
}

/** By place; what stands in one place stays in the order in which it was found. */
function inOrder(found: readonly Found[]): Found[] {
  return [...found].sort(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
