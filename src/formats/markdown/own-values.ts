import { shallowJson } from '../shallow-json.js';
import type { Body } from './own-body.js';
import { unlisted } from './own-list.js';
import type { Word } from './own-words.js';
import { endOf, type Fault, faultAt, joined, type Source } from './source.js';
import { fromLine } from './verbatim.js';

/** A text to be written into a file. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A file while it is read: its faults, and the keys that are not written in it yet. */
export interface Reading {
  readonly source: Source;
  readonly issues: Fault[];
  readonly insertions: Insertion[];
}

/** Notes that a name is to be written at the end of a line. */
export function suggestName({ source, insertions }: Reading, line: number, name: string): void {
  insertions.push({ at: endOf(source, line), text: ` {#${name}}` });
}

export const lineOf = (body: Body, word: Word): string | undefined => {
  const part = body.parts.get(word);
  return part && fromLine(joined(part.lines));
};

export function listOf(body: Body, word: Word, member: string, { issues }: Reading) {
  const part = body.parts.get(word);
  if (part === undefined) return {};
  const texts = unlisted(joined(part.lines));
  if (texts) return { [member]: texts };
  issues.push(faultAt(part.line, 'a quotation does not end, or something other than a comma follows it'));
  return {};
}

export function jsonOf(body: Body, word: Word, member: string, { issues }: Reading) {
  const part = body.parts.get(word);
  if (part === undefined) return {};
  try {
    return { [member]: shallowJson(part.lines.join('\n')) as unknown };
  } catch (cause) {
    issues.push(faultAt(part.line, `needs a code block with JSON below it: ${(cause as Error).message}`));
    return {};
  }
}

export const misnamedIssue = (line: number, name: string): Fault => {
  const message = `{#${name}} is no name; use letters, digits and . _ ~ - (a letter or digit first), at most 128`;
  return faultAt(line, message, 'content');
};
