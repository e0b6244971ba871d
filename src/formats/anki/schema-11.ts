import { isRecord } from '../../json.js';
import type { Notetype, Preset, Template } from './collection.js';
import { byId, type CollectionParts, type DeckSource } from './collection-parts.js';
import { presetOf } from './preset.js';
import { type Settings, settingsOf } from './settings.js';
import { damagedCollection, rowsOf, type SqlDatabase, type SqlValue } from './sqlite.js';
import { isTrue, json, loose, looseText } from './values.js';

type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members => (isRecord(value) ? value : {});
const list = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const numbers = (value: unknown): number[] | undefined =>
  Array.isArray(value) ? value.flatMap((each) => loose(each) ?? []) : undefined;

/** The parts of a collection in the form Anki had up to 2.1.27 and still exports: JSON in the one row of `col`. */
export function partsOfSchema11(database: SqlDatabase): CollectionParts {
  const { settings } = oldSettings(database);
  return { ...settings, ...oldNotetypes(database), ...oldDecks(database), ...oldPresets(database) };
}

function oldSettings(database: SqlDatabase): { settings: Settings } {
  const values = column(database, 'conf') ?? {};
  return { settings: settingsOf((name) => values[name]) };
}

export function oldNotetypes(database: SqlDatabase): Pick<CollectionParts, 'notetypes'> {
  return { notetypes: byId(entries(database, 'models', notetypeOf)) };
}

export function oldDecks(database: SqlDatabase): Pick<CollectionParts, 'decks'> {
  return { decks: byId(entries(database, 'decks', deckOf)) };
}

function oldPresets(database: SqlDatabase): Pick<CollectionParts, 'presets'> {
  return { presets: byId(entries(database, 'dconf', presetOfJson)) };
}

/** The JSON object in a column; the columns are read one at a time, as each can be large. */
function column(database: SqlDatabase, name: 'conf' | 'models' | 'decks' | 'dconf'): Members | undefined {
  const [value] = rowsOf<SqlValue>(database, `SELECT ${name} FROM col LIMIT 1`, ([only = null]) => only);
  const found = json(value);
  return isRecord(found) ? found : undefined;
}

function entries<Part>(
  database: SqlDatabase,
  name: 'models' | 'decks' | 'dconf',
  partOf: (id: number, value: Members) => Part,
): Part[] {
  const found = column(database, name);
  if (!found) throw damagedCollection(`its ${name} are not JSON`);
  return Object.entries(found).flatMap(([key, value]) => {
    const id = loose(members(value).id) ?? loose(key);
    return isRecord(value) && id !== undefined ? [partOf(id, value)] : [];
  });
}

function notetypeOf(id: number, value: Members): Notetype {
  return {
    id,
    name: looseText(value.name),
    kind: loose(value.type) === 1 ? 'cloze' : 'normal',
    css: looseText(value.css),
    fields: inOrder(list(value.flds)).map(({ name }) => looseText(name)),
    templates: inOrder(list(value.tmpls)).map(templateOf),
  };
}

function templateOf({ name, qfmt, afmt }: Members): Template {
  return { name: looseText(name), question: looseText(qfmt), answer: looseText(afmt) };
}

/** Sorted by `ord`; what has none stays where it stands. */
function inOrder(parts: readonly Members[]): readonly Members[] {
  return parts
    .map((part, index) => ({ part, place: loose(part.ord) ?? index }))
    .sort((one, other) => one.place - other.place)
    .map(({ part }) => part);
}

function deckOf(id: number, value: Members): DeckSource {
  const isFiltered = isTrue(value.dyn);
  const presetId = isFiltered ? undefined : loose(value.conf);
  return {
    id,
    name: looseText(value.name),
    description: looseText(value.desc),
    isFiltered,
    ...(presetId !== undefined && { presetId }),
    reschedules: value.resched === undefined || isTrue(value.resched),
  };
}

function presetOfJson(id: number, value: Members): Preset {
  const [fresh, review, lapse] = [members(value.new), members(value.rev), members(value.lapse)];
  return presetOf(id, {
    learningSteps: numbers(fresh.delays),
    relearningSteps: numbers(lapse.delays),
    newPerDay: loose(fresh.perDay),
    reviewsPerDay: loose(review.perDay),
    maximumIntervalDays: loose(review.maxIvl),
    leechThreshold: loose(lapse.leechFails),
    desiredRetention: loose(value.desiredRetention),
    historicalRetention: loose(value.sm2Retention),
    parameters: [value.fsrsParams6, value.fsrsParams5, value.fsrsWeights].map((each) => numbers(each) ?? []),
    ignoreReviewsBefore: looseText(value.ignoreRevlogsBeforeDate),
  });
}
