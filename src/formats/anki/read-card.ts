import type { CardContent } from '../../deck/deck.js';
import type { Remark } from '../imported.js';
import { markdownOfHtml } from '../text/html-to-markdown.js';
import type { AnkiFields } from './anki-fields.js';
import type { CardRow, NoteRow, Notetype } from './collection.js';
import type { Sides } from './sides.js';

/** What a card says, and what of it did not come over. */
export interface ReadCard {
  /** Nothing where the card asks nothing. */
  readonly content?: CardContent<AnkiFields>;
  readonly remarks: readonly Omit<Remark, 'place' | 'cardId'>[];
}

/** For a card that asks something and has nothing on its back. */
const NO_ANSWER = '—';
const FLAGS = 7;

/** A card of Anki as one of ours: its two sides in Markdown. */
export function readCard(note: NoteRow, card: CardRow, notetype: Notetype, sides: Sides): ReadCard {
  const remarks: Omit<Remark, 'place' | 'cardId'>[] = [];
  const changed = (message: string) => remarks.push({ kind: 'changed', message });
  for (const fault of sides.faults) changed(fault);
  const prompt = markdownOfHtml(sides.questionOnly);
  const answer = markdownOfHtml(sides.answerOnly);
  if (sides.hasShapes) changed('it hides parts of a picture, which is shown whole');
  const lost = [...new Set([...prompt.lost, ...answer.lost])];
  if (lost.length > 0) changed(`its text came without ${lost.join(', ')}`);
  if (sides.isEmpty || !/\S/.test(prompt.markdown)) {
    return { remarks: [...remarks, { kind: 'dropped', message: 'its front is empty; what happened to it is kept' }] };
  }
  const hasAnswer = /\S/.test(answer.markdown);
  if (!hasAnswer) changed('its back is empty');
  const tags = [...new Set(note.tags)];
  const flag = card.flags & FLAGS;
  const fields: AnkiFields = {
    noteId: note.id,
    cardId: card.id,
    guid: note.guid,
    notetype: notetype.name,
    ...(flag > 0 && { flag }),
  };
  return {
    content: {
      prompt: prompt.markdown,
      answer: hasAnswer ? answer.markdown : NO_ANSWER,
      ...(tags.length > 0 && { tags }),
      fields,
    },
    remarks,
  };
}
