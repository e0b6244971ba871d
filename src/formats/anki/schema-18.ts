import type { Notetype, Preset, Template } from './collection.js';
import { byId, type CollectionParts, type DeckSource } from './collection-parts.js';
import { presetOf } from './preset.js';
import { readMessage } from './protobuf.js';
import { oldDecks, oldNotetypes } from './schema-11.js';
import { settingsOf } from './settings.js';
import { rowsOf, type SqlDatabase, type SqlValue } from './sqlite.js';
import { blob, json, text, whole } from './values.js';

/** What stands between the levels of a deck's name in this form. */
const BETWEEN_LEVELS = '\x1f';

/**
 * The parts of a collection in the form that Anki has since 2.1.28: a table for each kind, with messages in it. In schema
 * 14, notetypes and decks were still as before.
 */
export function partsOfSchema18(database: SqlDatabase, version: number): CollectionParts {
  const values = new Map(
    rowsOf(database, 'SELECT KEY, val FROM config', ([key, value]) => [text(key), value] as const),
  );
  const settings = settingsOf((name) => json(values.get(name)));
  const presets = byId([...rowsOf(database, 'SELECT id, config FROM deck_config NOT INDEXED', presetOfRow)]);
  if (version === 14) return { ...settings, ...oldNotetypes(database), ...oldDecks(database), presets };
  return {
    ...settings,
    notetypes: notetypesIn(database),
    decks: byId([...rowsOf(database, 'SELECT id, name, kind FROM decks NOT INDEXED', deckOfRow)]),
    presets,
  };
}

function notetypesIn(database: SqlDatabase): ReadonlyMap<number, Notetype> {
  const fields = partsOf(database, 'SELECT ntid, ord, name FROM fields', ([, , name]) => text(name));
  const templates = partsOf(database, 'SELECT ntid, ord, name, config FROM templates', templateOfRow);
  const notetypeOf = ([id, name, config]: SqlValue[]): Notetype => {
    const message = readMessage(blob(config));
    return {
      id: whole(id),
      name: text(name),
      kind: message.number(1) === 1 ? 'cloze' : 'normal',
      css: message.text(3),
      fields: fields.get(whole(id)) ?? [],
      templates: templates.get(whole(id)) ?? [],
    };
  };
  return byId([...rowsOf(database, 'SELECT id, name, config FROM notetypes NOT INDEXED', notetypeOf)]);
}

function templateOfRow([, , name, config]: SqlValue[]): Template {
  const message = readMessage(blob(config));
  return { name: text(name), question: message.text(1), answer: message.text(2) };
}

/** The parts of each notetype, in order; the rows begin with its id and the part's place. */
function partsOf<Part>(
  database: SqlDatabase,
  query: string,
  partOf: (row: SqlValue[]) => Part,
): ReadonlyMap<number, Part[]> {
  const rows = [
    ...rowsOf(database, query, (row) => ({
      owner: whole(row[0]),
      place: whole(row[1]),
      part: partOf(row),
    })),
  ];
  const parts = new Map<number, Part[]>();
  for (const { owner, part } of rows.sort((one, other) => one.place - other.place)) {
    const list = parts.get(owner);
    if (list) list.push(part);
    else parts.set(owner, [part]);
  }
  return parts;
}

function deckOfRow([id, name, kind]: SqlValue[]): DeckSource {
  const message = readMessage(blob(kind));
  const filtered = message.bytes(2);
  const normal = readMessage(message.bytes(1) ?? new Uint8Array(0));
  const presetId = filtered ? undefined : normal.number(1);
  return {
    id: whole(id),
    name: text(name).replaceAll(BETWEEN_LEVELS, '::'),
    description: filtered ? '' : normal.text(4),
    isFiltered: filtered !== undefined,
    ...(presetId !== undefined && { presetId }),
    reschedules: filtered !== undefined && readMessage(filtered).number(1) === 1,
  };
}

function presetOfRow([id, config]: SqlValue[]): Preset {
  const message = readMessage(blob(config));
  return presetOf(whole(id), {
    learningSteps: message.floats(1),
    relearningSteps: message.floats(2),
    newPerDay: message.number(9) ?? 0, // what is zero is not written
    reviewsPerDay: message.number(10) ?? 0,
    maximumIntervalDays: message.number(16),
    leechThreshold: message.number(22),
    desiredRetention: message.number(37),
    historicalRetention: message.number(40),
    parameters: [6, 5, 3].map((field) => message.floats(field)),
    ignoreReviewsBefore: message.text(46),
  });
}
