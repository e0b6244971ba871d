import { shapeOf } from './cloze-shape.js';
import { attributeOf } from './filters-html.js';

/** `{{c1::text::hint}}`, also `{{c1,3::…}}`. */
interface Cloze {
  /** In ascending order. 0 is asked for on no card. */
  readonly numbers: readonly number[];
  readonly pieces: Piece[];
  hint?: string;
}

type Piece = string | Cloze;

const TOKEN = /\{\{c([\d,]+)::|\}\}/g;

/** Clozes inside clozes; Anki drops deeper openings. */
const MOST_LEVELS = 10;

/** Anki keeps 16 bits. */
const MOST_NUMBER = 0xffff;

/** Of a field: more than could be shown. */
const MOST_CHARACTERS = 16_000_000;

/** Of hidden text that is written into attributes: each level of hidden clozes makes its own several times as long. */
const MOST_HIDDEN_CHARACTERS = 1_000_000;

const SHAPE = 'image-occlusion:';

/**
 * The numbers of the clozes in the fields of a note, each one a card; in ascending order.
 * @example
 * clozeNumbers(['{{c2::Ottawa}} is not {{c1::Toronto}}', '']); // [1, 2]
 */
export function clozeNumbers(fields: readonly string[]): readonly number[] {
  const numbers = new Set<number>();
  const visit = (piece: Piece) => {
    if (typeof piece === 'string') return;
    for (const number of piece.numbers) if (number > 0) numbers.add(number);
    piece.pieces.forEach(visit);
  };
  for (const field of fields) if (field.includes('{{c')) parseClozes(field).forEach(visit);
  return [...numbers].sort((a, b) => a - b);
}

/** Whether clozes of the field are shapes drawn over a picture: what they hide is no text. */
export function hasShapes(field: string): boolean {
  return field.includes(`::${SHAPE}`);
}

/**
 * The field with the clozes of this number hidden on the question, and marked on the answer.
 * @returns nothing but an empty text where the field has no cloze of this number
 */
export function revealClozes(text: string, number: number, isQuestion: boolean): string {
  if (!text.includes('{{c')) return '';
  let isFound = false;
  let room = MOST_HIDDEN_CHARACTERS;
  const hidden = (html: string) => {
    room -= html.length;
    return room < 0 ? '' : attributeOf(html);
  };
  const revealAll = (pieces: readonly Piece[]): string => {
    let html = '';
    for (const piece of pieces) html += typeof piece === 'string' ? piece : reveal(piece);
    return html;
  };
  const reveal = ({ numbers, pieces, hint = '...' }: Cloze): string => {
    const isActive = numbers.includes(number);
    isFound ||= isActive;
    const [first] = pieces;
    const ordinal = `data-ordinal="${numbers}"`;
    if (typeof first === 'string' && first.startsWith(SHAPE)) {
      const isHidden = (isActive && isQuestion) || numbers.includes(0);
      const look = isHidden ? 'cloze' : isActive ? 'cloze-highlight' : 'cloze-inactive';
      return `<div class="${look}" ${ordinal} ${shapeOf(first.slice(SHAPE.length))}></div>`;
    }
    const html = revealAll(pieces);
    if (!isActive) return `<span class="cloze-inactive" ${ordinal}>${html}</span>`;
    if (!isQuestion) return `<span class="cloze" ${ordinal}>${html}</span>`;
    return `<span class="cloze" data-cloze="${hidden(html)}" ${ordinal}>[${hint}]</span>`;
  };
  const html = revealAll(parseClozes(text));
  return isFound ? html : '';
}

/** Only the clozes of this number, side by side: their hints on the question, their texts on the answer. */
export function onlyClozes(text: string, number: number, isQuestion: boolean): string {
  const found: string[] = [];
  const plain = (piece: Piece): string => (typeof piece === 'string' ? piece : piece.pieces.map(plain).join(''));
  const visit = (piece: Piece) => {
    if (typeof piece === 'string') return;
    if (piece.numbers.includes(number)) found.push(isQuestion ? (piece.hint ?? '...') : plain(piece));
    piece.pieces.forEach(visit);
  };
  parseClozes(text).forEach(visit);
  return found.join(', ');
}

/** A cloze that is never closed is left out with all that it holds; a closing too many is text. */
function parseClozes(text: string): readonly Piece[] {
  if (text.length > MOST_CHARACTERS) return [text];
  const pieces: Piece[] = [];
  const open: Cloze[] = [];
  const addText = (run: string) => {
    const cloze = open.at(-1);
    const split = cloze && !run.startsWith(SHAPE) ? run.indexOf('::') : -1;
    if (cloze && split >= 0) cloze.hint = run.slice(split + 2);
    if (run !== '') (cloze?.pieces ?? pieces).push(split < 0 ? run : run.slice(0, split));
  };
  let at = 0;
  for (const { index, 0: token, 1: list } of text.matchAll(TOKEN)) {
    const numbers = list === undefined ? [] : numbersOf(list);
    const isOpening = numbers.length > 0;
    if (!isOpening && list !== undefined) continue; // without a number it is text
    addText(text.slice(at, index));
    at = index + token.length;
    if (isOpening && open.length < MOST_LEVELS) open.push({ numbers, pieces: [] });
    if (isOpening) continue;
    const cloze = open.pop();
    (open.at(-1)?.pieces ?? pieces).push(cloze ?? token);
  }
  addText(text.slice(at));
  return pieces;
}

function numbersOf(list: string): readonly number[] {
  if (!list.includes(',')) return Number(list) <= MOST_NUMBER ? [Number(list)] : [];
  const numbers = list.split(',').filter((each) => each !== '' && Number(each) <= MOST_NUMBER);
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b);
}
