import { clozeNumbers, hasShapes } from './cloze.js';
import type { CardRow, NoteRow, Notetype } from './collection.js';
import {
  type FieldValue,
  isEmptyField,
  type ParsedTemplate,
  parseTemplate,
  type Rendering,
  renderTemplate,
} from './template.js';
import { withoutSpans } from './template-find.js';

/** What a card shows, as HTML: as Anki would render it, before anything is done about scripts, sounds and formulas. */
export interface Sides {
  readonly question: string;
  /** Most templates repeat the question in it. */
  readonly answer: string;
  /** The question without styles, and without the places where an answer is typed. */
  readonly questionOnly: string;
  /** The answer without the same, and without the question. */
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
  const parsed = new Map<number, { readonly question: ParsedTemplate; readonly answer: ParsedTemplate }>();

  return (note, card, deck) => {
    const place = isCloze ? 0 : card.ord;
    const template = notetype.templates[place];
    if (!template) return undefined;
    let both = parsed.get(place);
    if (!both) {
      both = { question: parseTemplate(template.question), answer: parseTemplate(template.answer) };
      parsed.set(place, both);
    }

    const number = card.ord + 1;
    const read = (name: string): string | undefined => {
      const place = places.get(name);
      if (place !== undefined) return note.fields[place] ?? '';
      switch (name) {
        case 'Tags':
          return note.tags.join(' ');
        case 'Type':
          return notetype.name;
        case 'Deck':
          return deck;
        case 'Subdeck':
          return deck.slice(deck.lastIndexOf('::') + 1).replace(/^:/, '');
        case 'Card':
          return template.name;
        case 'CardFlag':
          return `flag${card.flags & 7}`;
        case 'CardID':
          return String(card.id);
        case `c${number}`:
          return '1';
        default:
          return undefined;
      }
    };
    const values = new Map<string, FieldValue>();
    const field = (name: string): FieldValue | undefined => {
      const known = values.get(name);
      if (known) return known;
      const html = read(name);
      if (html === undefined) return undefined;
      const value = { html, isEmpty: isEmptyField(html) };
      values.set(name, value);
      return value;
    };

    const question = renderTemplate(both.question, { field, number, isQuestion: true, frontSide: '' });
    const frontSide = question.html;
    const answer = renderTemplate(both.answer, { field, number, isQuestion: false, frontSide });
    const questionOnly = reduced(question.html);
    return {
      question: question.html,
      answer: answer.html,
      questionOnly,
      answerOnly: withoutQuestion(reduced(answer.html), questionOnly),
      isEmpty: isCloze ? !clozeNumbers(note.fields).includes(number) : !question.showsField,
      hasShapes: isCloze && note.fields.some(hasShapes),
      faults: [...faultsOf('question', question), ...faultsOf('answer', answer)],
    };
  };
}

function faultsOf(side: string, { fault }: Rendering): string[] {
  return fault === undefined ? [] : [`In the template of the ${side}, ${fault}`];
}

/** Without what is not said but done: styles, and the box to type the answer in. */
function reduced(html: string): string {
  const text = html.includes('[[type:') ? withoutSpans(html, /\[\[type:/g, /\]\]/g) : html;
  return withoutSpans(text, /<style\b[^<>]*>/gi, /<\/style>/gi);
}

/** What comes after the last `<hr id=answer>`; without one, what comes after the question, if the answer begins with it. */
function withoutQuestion(answer: string, question: string): string {
  let end = -1;
  for (const { index, 0: rule } of answer.matchAll(/<hr\b[^<>]*>/gi)) {
    if (/\sid\s*=\s*["']?answer["'\s/>]/i.test(rule)) end = index + rule.length;
  }
  if (end < 0) return answer.startsWith(question) ? answer.slice(question.length) : answer;
  return answer.slice(end).replace(/^[\r\n]+/, '');
}
