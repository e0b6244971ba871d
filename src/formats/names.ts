import { derivedEventId } from './derived-id.js';

/** As long as an id or a key may be. */
const LONGEST = 128;
/** At most so much of a text that is too long stays readable. */
const READABLE = 80;
/** The hash of a text, and what sets it off. */
const HASH = 38;

/**
 * The id or key that a text of any kind is known by: different texts have different names, and the same text always the same.
 * Letters and digits of ASCII and `.`, `_`, `-` stand for themselves, everything else is spelled as `~` and two hexadecimal
 * digits for each byte of its UTF-8. A name must begin with a letter or a digit, so where the text does not, `x~` stands
 * before it, and its first character is spelled as well: `~~` occurs nowhere else. What would be too long ends in a hash.
 * @param suffix what to tell the cards of one note apart by; a small letter after `~` is never part of a spelled byte
 */
export function nameOf(text: string, suffix = ''): string {
  const first = text.slice(0, text.codePointAt(0) === text.charCodeAt(0) ? 1 : 2);
  const isPlain = /^[A-Za-z0-9]/.test(text);
  const spelled = isPlain ? spell(text) : `x~${bytesOf(first)}${spell(text.slice(first.length))}`;
  if (spelled.length + suffix.length <= LONGEST) return spelled + suffix;
  const readable = Math.min(READABLE, LONGEST - HASH - suffix.length);
  return `${spelled.slice(0, readable)}~~${derivedEventId('name', text)}${suffix}`;
}

function spell(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/gu, bytesOf);
}

/** The bytes of one character in UTF-8; half a surrogate pair is spelled as if it were a character. */
function bytesOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const byte = (value: number) => `~${value.toString(16).toUpperCase().padStart(2, '0')}`;
  const rest = (shift: number) => byte(0x80 | ((code >> shift) & 0x3f));
  if (code < 0x80) return byte(code);
  if (code < 0x800) return byte(0xc0 | (code >> 6)) + rest(0);
  if (code < 0x10000) return byte(0xe0 | (code >> 12)) + rest(6) + rest(0);
  return byte(0xf0 | (code >> 18)) + rest(12) + rest(6) + rest(0);
}

/** Long enough to be told apart, short enough to be typed. */
const LONGEST_SLUG = 48;
/** So much of a text is looked at for its slug. */
const LOOKED_AT = 300;

/**
 * A readable name made of a text's letters and digits: `What is the capital of Peru?` gives `what-is-the-capital-of-peru`. Empty where
 * it has no letters that ASCII has.
 */
export function slugOf(text: string): string {
  let slug = '';
  for (const word of plainWords(text.slice(0, LOOKED_AT))) {
    const longer = slug === '' ? word.slice(0, LONGEST_SLUG) : `${slug}-${word}`;
    if (longer.length > LONGEST_SLUG) break;
    slug = longer;
  }
  return slug;
}

function plainWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}

const HASH_LENGTH = 8;

/** A few digits that tell texts apart. */
function digitsOf(kind: string, text: string): string {
  return derivedEventId(kind, text).slice(0, HASH_LENGTH);
}

/**
 * A slug; of a text in another script than the Latin one, a number made of its characters.
 * @param kind the word before that number
 */
export function readableName(text: string, kind: string): string {
  return slugOf(text) || `${kind}-${digitsOf(kind, text)}`;
}

/** Of a prompt in HTML this much is looked at for its words. */
const HTML_LOOKED_AT = 2_000;

/**
 * A key for a card that has none in the file: some words of its prompt as it stands there, and a hash of it. It depends on nothing
 * else, so that other rows may come and go. It must never be made in another way: progress is found by it.
 */
export function keyOfPrompt(prompt: string): string {
  const words = prompt.slice(0, HTML_LOOKED_AT).replace(/<[^<>]*>|&#?\w{1,10};/g, ' ');
  return `${slugOf(words) || 'card'}-${digitsOf('prompt', prompt)}`;
}

/** What a slug leaves out, though it may be all that tells two names apart: other letters and digits, and signs as in `C++` and `C#`. */
const LEFT_OUT = /[^\p{M}\P{L}a-z]|[^\P{N}0-9]|[\p{S}#%*@\\]/u;

/**
 * An id for a deck that goes by its name, with `::` between levels: `Geo::South America` becomes `geo.south-america`. Where words alone
 * do not tell a level from others, a hash does: an id must not depend on which other decks a file happens to hold.
 */
export function deckIdOfName(name: string): string {
  const levels = name.split('::').map((level) => {
    const slug = slugOf(level);
    const isWhole = slug !== '' && slug === plainWords(level).join('-');
    const isFaithful = isWhole && !LEFT_OUT.test(level.normalize('NFKD').toLowerCase());
    return isFaithful ? slug : [slug, digitsOf('deck', level)].filter(Boolean).join('-');
  });
  return nameOf(levels.join('.'));
}

/** A name with an ending, cut so that both fit. */
export const withEnding = (name: string, ending: string): string => name.slice(0, LONGEST - ending.length) + ending;

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
