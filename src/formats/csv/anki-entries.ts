import type { CardContent } from '../../deck/deck.js';
import { StudyError } from '../../errors.js';
import type { Remark } from '../imported.js';
import { deckIdOfName } from '../names.js';
import type { TextNote } from './anki-notes.js';
import type { DeckHead, Entry } from './assemble.js';
import { type CellKind, isFilled, toMarkdown } from './cells.js';
import { clozeCards, isCloze } from './cloze.js';

/** What texts with gaps may grow to, for each of their cards repeats the whole text. */
const MOST_CHARACTERS = 200_000_000;

/** A prompt and an answer, not in Markdown yet. */
interface Side {
  readonly suffix: string;
  readonly prompt: string;
  readonly answer: string;
}

/** What the notes of an Anki text file come to: the first field is the prompt, all others together are the answer. */
export function entriesOfNotes(
  notes: readonly TextNote[],
  headOf: (deck: string | undefined) => DeckHead,
  cells: CellKind,
  isReversed: boolean,
  remarks: Remark[],
): Entry[] {
  const markdownOf = toMarkdown(cells, remarks);
  const paragraph = cells === 'html' ? '<br><br>' : '\n\n';
  let joined = 0;
  let characters = 0;
  const entries = notes.map((note): Entry => {
    const { fields, tags, guid, line } = note;
    const [first = ''] = fields;
    const sides = sidesOf(note, paragraph, isReversed);
    if (!isCloze(first) && answerFields(note).filter(isFilled).length > 1) joined++;
    if (isCloze(first)) for (const { prompt, answer } of sides) characters += prompt.length + answer.length;
    if (characters > MOST_CHARACTERS) {
      throw new StudyError(
        'too-large',
        'The texts with gaps in this file make too many cards; cut it into smaller files',
      );
    }
    const cards = sides.flatMap(({ suffix, prompt, answer }) => {
      const content: CardContent = {
        prompt: markdownOf(prompt, line),
        answer: markdownOf(answer, line),
        ...(tags.length > 0 && { tags }),
      };
      return isFilled(content.prompt) && isFilled(content.answer) ? [{ suffix, content }] : [];
    });
    if (cards.length < Math.max(sides.length, 1)) {
      const message = `${whyNone(first)}, so ${cards.length > 0 ? 'one of its cards' : 'this note'} is left out`;
      remarks.push({ kind: 'dropped', place: `line ${line}`, message });
    }
    return { head: headOf(note.deck), line, prompt: first, cards, ...(guid !== undefined && { name: guid }) };
  });
  if (joined > 0) {
    const message = `${joined} notes have more than two fields; those after the second stand below the answer`;
    remarks.push({ kind: 'changed', place: 'file', message });
  }
  return entries.filter(({ cards }) => cards.length > 0);
}

/** The deck of a name in the file, with `::` between levels: the same deck as in a package of Anki. */
export function headOfName(name: string): DeckHead {
  return { id: deckIdOfName(name), title: name };
}

/** The stock notetypes that ask both ways. */
const REVERSED = 'Basic (and reversed card)';
const PERHAPS_REVERSED = 'Basic (optional reversed card)';

function answerFields({ fields, notetype }: TextNote): readonly string[] {
  return notetype === PERHAPS_REVERSED ? [fields[1] ?? ''] : fields.slice(1);
}

function sidesOf(note: TextNote, paragraph: string, isReversedToo: boolean): readonly Side[] {
  const { fields, notetype } = note;
  const [first = '', second = ''] = fields;
  const rest = answerFields(note);
  if (isCloze(first)) {
    if (first.includes('image-occlusion:')) return [];
    return clozeCards(first).map(({ number, prompt, answer }) => ({
      suffix: `~c${number}`,
      prompt,
      answer: below([answer, ...rest], paragraph),
    }));
  }
  const forward = { suffix: '', prompt: first, answer: below(rest, paragraph) };
  const isReversed = isReversedToo || notetype === REVERSED || (notetype === PERHAPS_REVERSED && isFilled(fields[2]));
  return isReversed ? [forward, { suffix: '~r', prompt: second, answer: first }] : [forward];
}

/** Paragraphs, one below the other. */
function below(fields: readonly string[], paragraph: string): string {
  return fields.filter(isFilled).join(paragraph);
}

function whyNone(first: string): string {
  if (first.includes('image-occlusion:')) return 'pictures with covered parts are not read';
  return isCloze(first)
    ? 'its gaps are not closed, empty, or more than a hundred'
    : 'the prompt or the answer is empty';
}
