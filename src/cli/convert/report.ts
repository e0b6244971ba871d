import type { CardContent } from 'ownwords';
import type { Remark } from 'ownwords/anki';
import { STANDARD } from '../files.js';
import { note } from '../terminal.js';
import { counted, oneLine } from '../text.js';
import type { Input } from './input.js';
import { mediaFolder } from './media.js';
import type { Request } from './request.js';

/** As many remarks as anybody reads. */
const REMARKS_SHOWN = 10;

/** Says what was written, what stayed behind and what has changed. */
export function report(file: Input, request: Request, remarks: readonly Remark[]): void {
  const { decks, progress, media } = file;
  const { to, output } = request;
  const cards = decks.reduce((count, deck) => count + Object.keys(deck.cards).length, 0);
  note(`${counted(decks.length, 'deck')} with ${counted(cards, 'card')}: ${placeOfOutput(output)}`);
  if (to !== 'anki') {
    const events = progress?.events.length ?? 0;
    if (request.progress !== undefined) note(`${counted(events, 'event')} of progress: ${request.progress}`);
    else if (events > 0) note(`Left out: ${counted(events, 'event')} of progress; --progress FILE writes them`);
    const folder = mediaFolder(request);
    if (media && media.size > 0) {
      note(folder ? `${counted(media.size, 'file')} of media: ${folder}` : leftOutMedia(media.size));
    }
  }
  if (to === 'anki-text') noteLossy(decks.flatMap((deck) => Object.values(deck.cards)));
  for (const { kind, place, message } of remarks.slice(0, REMARKS_SHOWN)) {
    note(oneLine(`${kind}: ${place}: ${message}`));
  }
  if (remarks.length === 0) return;
  const all = request.remarks === undefined ? '--remarks FILE writes all' : `all in ${request.remarks}`;
  if (remarks.length > REMARKS_SHOWN) note(`and ${remarks.length - REMARKS_SHOWN} more; ${all}`);
}

const placeOfOutput = (output: string) => (output === STANDARD ? 'standard output' : output);

function leftOutMedia(size: number): string {
  return `Left out: ${counted(size, 'file')} of media; --media DIR says where to put them`;
}

/** What Anki's notes in plain text have no place for. */
function noteLossy(cards: readonly CardContent[]): void {
  const poorer = cards.filter(({ prompt: _, answer: __, tags: ___, ...others }) => Object.keys(others).length > 0);
  if (poorer.length === 0) return;
  note(`changed: only prompt, answer and tags of ${counted(poorer.length, 'card')} are in it; an .apkg keeps the rest`);
}
