import { isDeepStrictEqual } from 'node:util';
import { type Proposal, withFormerly } from 'ownwords/decks/tools';
import { type DeckFile, decksIn } from '../deck-file.js';
import { readBytes } from '../files.js';

/** A text that takes the place of another in a file. */
export interface Edit {
  /** Where the other begins and ends; the same where nothing is taken away. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Finds out how to change the text of a file; nothing where it cannot hold what is proposed. */
type Editor = (text: string, proposals: readonly Proposal[], file: DeckFile) => readonly Edit[] | undefined;

/** Why a file cannot be changed, and what to do. */
export class CannotHold extends Error {
  override readonly name = 'CannotHold';
}

const EDITORS: { readonly [format: string]: () => Promise<Editor> } = {
  json: async () => (await import('./edit-json.js')).editJson,
  markdown: async () => (await import('./edit-markdown.js')).editMarkdown,
  csv: async () => (await import('./edit-csv.js')).editCsv,
};

/**
 * The bytes of a file with what is proposed, and nothing else changed. They are read again, and are the intended decks.
 * @throws CannotHold for a file that has no place for it
 */
export async function edited(file: DeckFile, proposals: readonly Proposal[]): Promise<Uint8Array> {
  const { path, format } = file;
  const editor = await EDITORS[format]?.();
  const text = editor && textIn(await readBytes(path), path);
  const mark = text?.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text?.slice(mark.length) ?? '';
  const edits = editor?.(body, proposals, file);
  if (edits === undefined) throw new CannotHold(`${path} has no place for former ids; ${ADVICE}`);
  const bytes = new TextEncoder().encode(mark + applied(body, edits));
  const found = await decksIn(bytes, format, path).catch(() => undefined);
  if (!found || !isDeepStrictEqual(found.decks, withFormerly(file.decks, proposals))) {
    throw new CannotHold(`${path} does not read as intended when the ids are added; add them by hand`);
  }
  return bytes;
}

const ADVICE = 'convert it to JSON, Markdown or CSV of ownwords first (ownwords convert)';

/** @throws CannotHold for bytes that are no text in UTF-8 */
function textIn(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CannotHold(`${path} is not in UTF-8; save it in UTF-8 first`);
  }
}

function applied(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from)) {
    pieces.push(text.slice(end, edit.from), edit.text);
    end = edit.to;
  }
  return pieces.join('') + text.slice(end);
}
