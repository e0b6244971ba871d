import type { NoteRow, Notetype } from './collection.js';
import type { SqlValue } from './sqlite.js';
import { text, whole } from './values.js';

export const NOTES = 'SELECT id, guid, mid, mod, tags, flds FROM notes NOT INDEXED ORDER BY id';

const BETWEEN_FIELDS = '\x1f';
/** Letters, signs and breaks that are as they should be in every text; most texts hold no others. */
const UNUSUAL = new RegExp(`[^\n\t${BETWEEN_FIELDS} -~\u00a0-\u02ff]`);
/** Signs that stand for nothing, but line breaks and tabs. */
const NO_TEXT = /[^\P{Cc}\n\t]/gu;
const NO_TAGS: readonly string[] = [];

/** How a row of `NOTES` is read: its fields come to as many as its notetype has. */
export function noteReader(notetypes: ReadonlyMap<number, Notetype>): (row: SqlValue[]) => NoteRow {
  return ([id, guid, mid, mod, tags, flds]) => {
    const notetypeId = whole(mid);
    const fields = fieldsOf(text(flds));
    const count = notetypes.get(notetypeId)?.fields.length ?? fields.length;
    return {
      id: whole(id),
      guid: text(guid),
      notetypeId,
      modified: whole(mod),
      tags: tagsOf(text(tags)),
      fields: fields.length === count ? fields : fitted(fields, count),
    };
  };
}

function fieldsOf(value: string): readonly string[] {
  const fields = value.split(BETWEEN_FIELDS);
  return UNUSUAL.test(value) ? fields.map(clean) : fields;
}

function clean(value: string): string {
  return value.replace(NO_TEXT, '').normalize('NFC');
}

/** Missing fields are empty, and what is too much goes into the last one, as in Anki. */
function fitted(fields: readonly string[], count: number): readonly string[] {
  if (fields.length < count) return [...fields, ...new Array<string>(count - fields.length).fill('')];
  return count === 0 ? [] : [...fields.slice(0, count - 1), fields.slice(count - 1).join('; ')];
}

function tagsOf(tags: string): readonly string[] {
  if (tags === '') return NO_TAGS;
  return (UNUSUAL.test(tags) ? clean(tags) : tags).split(/[ \u3000]+/).filter((tag) => /\S/.test(tag));
}
