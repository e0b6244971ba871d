import { isCardId } from '../../deck/parse.js';

/** Whether a text can be the id of a deck, the key of a card or the slug of a key point. */
export const isName = (text: string): boolean => isCardId(`deck/${text}`);

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
