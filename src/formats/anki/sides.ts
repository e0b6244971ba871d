import { clozeNumbers, hasShapes, onlyClozes } from './cloze.js';
import type { CardRow, NoteRow, Notetype } from './collection.js';
import { reduced, withoutQuestion, withTyped } from './sides-reduced.js';
import { type FieldValue, isEmptyField, parseTemplate, type Rendering, renderTemplate } from './template.js';

/** What a card shows, as HTML: as Anki would render it, before anything is done about scripts, sounds and formulas. */
export interface Sides {
  readonly question: string;
  /** Most templates repeat the question in it. */
  readonly answer: string;
  /** The question without styles, and without the places where an answer is typed. */
  readonly questionOnly: string;
  /** The answer without the same, and without the question; but with the text that was to be typed. */
  readonly answerOnly: string;
  /** Whether Anki says that this card should not exist: the question shows no field, or the note has no such cloze. */
  readonly isEmpty: boolean;
  /** Whether the note hides shapes of a picture, which no text can tell. */
  readonly hasShapes: boolean;
  /** What is wrong with the templates, in words. What could not be understood is left out of the HTML. */
  readonly faults: readonly string[];
}

/** Which card of the note it is, and what templates can tell of it. */
export type SidesCard = Pick<CardRow, 'id' | 'ord' | 'flags'>;

/**
 * Renders the cards of a notetype; each of its templates is taken apart only once.
 * @returns a function of the note, the card, and the name of the card's home deck. It gives nothing where the notetype has
 * no template for the card.
 * @example
 * const sides = sidesOf(notetype);
 * sides(note, card, 'Geo::Europe')?.answerOnly; // 'Paris'
 */
export function sidesOf(notetype: Notetype): (note: NoteRow, card: SidesCard, deck: string) => Sides | undefined {
  const places = new Map(notetype.fields.map((name, place) => [name, place]));
  const isCloze = notetype.kind === 'cloze';
  const templates = notetype.templates.map(({ name, question, answer }) => ({
    name,
    question: parseTemplate(question),
    answer: parseTemplate(answer),
  }));

  return (note, card, deck) => {
    const template = templates[isCloze ? 0 : card.ord];
    if (!template) return undefined;
    const number = card.ord + 1;
    const field = remembered((name) => {
      const place = places.get(name);
      if (place !== undefined) return note.fields[place] ?? '';
      return name === `c${number}`
        ? '1'
        : specialField(name, { notetype, templateName: template.name, note, card, deck });
    });
    const question = renderTemplate(template.question, { field, number, isQuestion: true, frontSide: '' });
    const frontSide = question.html;
    const answer = renderTemplate(template.answer, { field, number, isQuestion: false, frontSide });
    const textToType = (asked: string) => {
      const name = asked.replace(/^(?:cloze|nc):/, '');
      const { html = '' } = field(name) ?? {};
      return asked.startsWith('cloze:') ? onlyClozes(html, number, false) : html;
    };
    const answerOnly = withTyped(withoutQuestion(answer.html, question.html), textToType);
    return {
      question: question.html,
      answer: answer.html,
      questionOnly: reduced(question.html),
      answerOnly: reduced(answerOnly),
      isEmpty: isCloze ? !clozeNumbers(note.fields).includes(number) : !question.showsField,
      hasShapes: isCloze && note.fields.some(hasShapes),
      faults: [...faultsOf('question', question), ...faultsOf('answer', answer)],
    };
  };
}

interface Origin {
  readonly notetype: Notetype;
  readonly templateName: string;
  readonly note: NoteRow;
  readonly card: SidesCard;
  readonly deck: string;
}

/** What every template can tell of a card, where the note has no field of that name. */
function specialField(name: string, { notetype, templateName, note, card, deck }: Origin): string | undefined {
  switch (name) {
    case 'Tags':
      return note.tags.join(' ');
    case 'Type':
      return notetype.name;
    case 'Deck':
      return deck;
    case 'Subdeck':
      return deck.split('::').at(-1);
    case 'Card':
      return templateName;
    case 'CardFlag':
      return `flag${card.flags & 7}`;
    case 'CardID':
      return String(card.id);
    default:
      return undefined;
  }
}

/** Reads each field once, however often a template asks for it. */
function remembered(read: (name: string) => string | undefined): (name: string) => FieldValue | undefined {
  const values = new Map<string, FieldValue>();
  return (name) => {
    const known = values.get(name);
    if (known) return known;
    const html = read(name);
    if (html === undefined) return undefined;
    const value = { html, isEmpty: isEmptyField(html) };
    values.set(name, value);
    return value;
  };
}

function faultsOf(side: string, { fault }: Rendering): string[] {
  return fault === undefined ? [] : [`In the template of the ${side}, ${fault}`];
}
