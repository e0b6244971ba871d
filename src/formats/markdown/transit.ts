import { isRecord } from '../../json.js';
import { damaged, keyOf, MOST_LEVELS, type PlainData } from './plain-data.js';

/** The mark of a map that is written as a list, and of what stands in the cache. */
const MAP = '^ ';
const FIRST_CODE = 48;
const CODES = 44;
const SHORTEST_CACHED = 4;

/**
 * Data in Transit's JSON, in its verbose and in its compact form: https://github.com/cognitect/transit-format
 * @throws StudyError `invalid-file`
 */
export function fromTransit(json: unknown): PlainData {
  let cache: string[] = [];
  const isCompact = Array.isArray(json);

  /** The text itself, which a compact form writes once and then as a code. */
  const spelled = (text: string, isKey: boolean): string => {
    if (!isCompact) return text;
    if (text.startsWith('^') && text !== MAP) {
      const [high = 0, low] = [...text.slice(1)].map((character) => character.charCodeAt(0) - FIRST_CODE);
      const known = cache[low === undefined ? high : high * CODES + low];
      if (known === undefined) throw damaged(`the code ${text.slice(0, 10)} stands for nothing`);
      return known;
    }
    if (text.length >= SHORTEST_CACHED && (isKey || /^~[:$#]/.test(text))) {
      if (cache.length === CODES * CODES) cache = [];
      cache.push(text);
    }
    return text;
  };

  const decode = (value: unknown, levels: number, isKey = false): PlainData => {
    if (levels === 0) throw damaged(`it is nested deeper than ${MOST_LEVELS} levels`);
    if (typeof value === 'string') return scalarOf(spelled(value, isKey));
    if (Array.isArray(value)) {
      if (value[0] === MAP) return mapOf(value.slice(1), levels);
      const tag = typeof value[0] === 'string' && value.length === 2 ? spelled(value[0], false) : '';
      if (tag.startsWith('~#')) return tagged(tag.slice(2), decode(value[1], levels - 1));
      const first = tag === '' ? [] : [scalarOf(tag)];
      return [...first, ...value.slice(first.length).map((each) => decode(each, levels - 1))];
    }
    if (!isRecord(value)) return value === undefined ? null : (value as PlainData);
    const entries = Object.entries(value);
    const [tag, inner] = entries[0] ?? [];
    if (entries.length === 1 && tag?.startsWith('~#')) return tagged(tag.slice(2), decode(inner, levels - 1));
    return mapOf(entries.flat(), levels);
  };

  const mapOf = (flat: readonly unknown[], levels: number): PlainData => {
    const map = new Map<string, PlainData>();
    for (let at = 0; at + 1 < flat.length; at += 2) {
      const key = keyOf(decode(flat[at], levels - 1, true));
      map.set(key, decode(flat[at + 1], levels - 1));
    }
    return map;
  };

  return decode(json, MOST_LEVELS);
}

/** A map whose keys are no texts is a list of keys and values in turn. */
function tagged(tag: string, value: PlainData): PlainData {
  if (tag !== 'cmap' || !Array.isArray(value)) return value;
  const map = new Map<string, PlainData>();
  for (let at = 0; at + 1 < value.length; at += 2) map.set(keyOf(value[at]), value[at + 1]);
  return map;
}

function scalarOf(text: string): PlainData {
  if (!text.startsWith('~')) return text;
  const rest = text.slice(2);
  switch (text[1]) {
    case ':':
    case '$':
    case 'u':
    case 'r':
    case 'c':
      return rest;
    case 'i':
    case 'n':
    case 'd':
    case 'f':
      return Number(rest);
    case 'm':
      return Number(rest);
    case 't':
      return /^-?\d+$/.test(rest) ? Number(rest) : Date.parse(rest);
    case '?':
      return rest === 't';
    case '_':
      return null;
    default:
      return text.slice(1);
  }
}
