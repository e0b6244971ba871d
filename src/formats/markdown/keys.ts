import { isCardId } from '../../deck/parse.js';

/** Whether a text can be the id of a deck, the key of a card or the slug of a key point. */
export const isName = (text: string): boolean => isCardId(`deck/${text}`);

const LONGEST_NAME = 128;
/** Long enough to be told apart, short enough to be typed. */
const LONGEST_SLUG = 48;
/** So much of a text is looked at for its slug. */
const LOOKED_AT = 300;

/**
 * A readable name made of a text's letters and digits: `What is the capital of Peru?` gives `what-is-the-capital-of-peru`. A text in
 * another script than the Latin one gets a number made of its characters.
 * @param kind the word before that number
 */
export function slugOf(text: string, kind = 'card'): string {
  const words = text
    .slice(0, LOOKED_AT)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, LONGEST_SLUG) : `${slug}-${word}`;
    if (longer.length > LONGEST_SLUG) break;
    slug = longer;
  }
  return slug === '' ? `${kind}-${numberOf(text)}` : slug;
}

/** FNV-1a over UTF-16 code units, written in base 36. */
function numberOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** A name with an ending, cut so that both fit. */
export const withEnding = (name: string, ending: string): string =>
  name.slice(0, LONGEST_NAME - ending.length) + ending;

/** Names that are taken. Finding a free one takes one look, however often the same was wanted. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** Takes a name, and says whether it was free. */
  take(name: string): boolean {
    if (this.#taken.has(name)) return false;
    this.#taken.add(name);
    return true;
  }

  /**
   * Takes the name, or the first free one that counts on from it, with all its endings.
   * @param endings of the names that go with it
   */
  takeFree(name: string, endings: readonly string[] = ['']): string {
    const wanted = [name, ...endings].join('/');
    for (let count = this.#counts.get(wanted) ?? 1; ; count++) {
      const base = count === 1 ? name : withEnding(name, `-${count}`);
      const family = endings.map((ending) => withEnding(base, ending));
      if (family.some((each) => this.#taken.has(each))) continue;
      for (const each of family) this.#taken.add(each);
      this.#counts.set(wanted, count);
      return base;
    }
  }
}

/** A heading or a list item, and the name in braces at its end: `Lima {#lima}`. */
export interface Named {
  readonly text: string;
  readonly name?: string;
  /** There are braces at the end, but what they hold is no name. */
  readonly misnamed?: string;
}

export function namedOf(line: string): Named {
  const text = line.trim();
  const at = text.endsWith('}') ? text.lastIndexOf('{#') : -1;
  if (at < 0) return { text };
  const name = text.slice(at + 2, -1);
  if (isName(name)) return { text: text.slice(0, at).trimEnd(), name };
  return name.includes('}') ? { text } : { text, misnamed: name };
}
