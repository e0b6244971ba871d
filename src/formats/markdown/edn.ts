import { damaged, keyOf, MOST_LEVELS, type PlainData } from './plain-data.js';

const TOKEN = /[^\s,()[\]{}";]*/y;
const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const WORDS = new Map<string, PlainData>([
  ['nil', null],
  ['true', true],
  ['false', false],
]);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Data in EDN: https://github.com/edn-format/edn
 * @throws StudyError `invalid-file`
 */
export function fromEdn(text: string): PlainData {
  let at = 0;

  const skip = () => {
    while (at < text.length) {
      const character = text[at] as string;
      if (character === ';') {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end;
      } else if (character === ',' || character.trim() === '') at++;
      else return;
    }
  };

  const read = (levels: number): PlainData => {
    skip();
    if (levels === 0) throw damaged(`it is nested deeper than ${MOST_LEVELS} levels`);
    const character = text[at];
    if (character === undefined) throw damaged('it ends too early');
    if (character === '"') return string();
    if (CLOSES[character] !== undefined) {
      at++;
      const values = until(CLOSES[character], levels);
      return character === '{' ? mapOf(values) : values;
    }
    if (character !== '#') return word();
    at++;
    if (text[at] === '{') {
      at++;
      return until('}', levels);
    }
    const tag = token();
    const value = read(levels - 1);
    return tag === 'inst' && typeof value === 'string' ? Date.parse(value) : value;
  };

  const until = (close: string, levels: number): PlainData[] => {
    const values: PlainData[] = [];
    for (;;) {
      skip();
      if (text[at] === close) {
        at++;
        return values;
      }
      if (text.startsWith('#_', at)) {
        at += 2;
        read(levels - 1);
      } else values.push(read(levels - 1));
    }
  };

  const string = (): string => {
    const pieces: string[] = [];
    for (let from = ++at; ; at++) {
      const character = text[at];
      if (character === undefined) throw damaged('a text in it does not end');
      if (character !== '"' && character !== '\\') continue;
      pieces.push(text.slice(from, at));
      at++;
      if (character === '"') return pieces.join('');
      const escaped = text[at] ?? '';
      const code = escaped === 'u' ? /^[0-9a-fA-F]{4}/.exec(text.slice(at + 1, at + 5))?.[0] : undefined;
      pieces.push(code === undefined ? (ESCAPES[escaped] ?? escaped) : String.fromCharCode(Number.parseInt(code, 16)));
      if (code !== undefined) at += 4;
      from = at + 1;
    }
  };

  const token = (): string => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };

  const word = (): PlainData => {
    const found = token();
    if (found === '') throw damaged(`it has a "${text[at]}" where a value belongs`);
    if (/^[+-]?\d/.test(found)) return Number(found.replace(/[NM]$/, ''));
    return WORDS.has(found) ? (WORDS.get(found) as PlainData) : found.replace(/^:/, '');
  };

  return read(MOST_LEVELS);
}

function mapOf(values: readonly PlainData[]): PlainData {
  const map = new Map<string, PlainData>();
  for (let at = 0; at + 1 < values.length; at += 2)
    map.set(keyOf(values[at] as PlainData), values[at + 1] as PlainData);
  return map;
}
