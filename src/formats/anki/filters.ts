import { onlyClozes, revealClozes } from './cloze.js';
import { withoutEntities, withoutTags, withoutTagsInMaths } from './filters-html.js';
import { replaceFurigana } from './furigana.js';

/** What a filter has to know of the card. */
export interface ShownCard {
  /** Of the card in its note, from 1: the clozes with this number are asked for. */
  readonly number: number;
  readonly isQuestion: boolean;
}

/**
 * What the filters of `{{filter:Field}}` make of the field. Filters that Anki itself does not have are passed over.
 * @param tag the name of the field, and the filters in the order they are applied
 */
export function applyFilters(
  html: string,
  { name, filters }: { readonly name: string; readonly filters: readonly string[] },
  card: ShownCard,
): string {
  if (filters.at(-1) === 'type') {
    const [way = ''] = filters.length === 2 ? filters : [];
    return `[[type:${way === 'cloze' || way === 'nc' ? `${way}:` : ''}${name}]]`;
  }
  return filters.reduce((text, filter) => filtered(text, filter, name, card), html);
}

function filtered(html: string, filter: string, name: string, { number, isQuestion }: ShownCard): string {
  switch (filter) {
    case 'text':
      return withoutEntities(withoutTags(html));
    case 'furigana':
      return replaceFurigana(html, (base, reading) => `<ruby><rb>${base}</rb><rt>${reading}</rt></ruby>`);
    case 'kanji':
      return replaceFurigana(html, (base) => base);
    case 'kana':
      return replaceFurigana(html, (_, reading) => reading);
    case 'type':
      return `[[type:${name}]]`;
    case 'hint':
      return hint(html, name);
    case 'cloze':
      return withoutTagsInMaths(revealClozes(html, number, isQuestion));
    case 'cloze-only':
      return onlyClozes(html, number, isQuestion);
    default:
      return filter.startsWith('tts ') ? `[anki:tts lang=${filter.slice(4)}]${html}[/anki:tts]` : html;
  }
}

/** A link and what it uncovers. Anki's script, and the ids that it needs, are left out: no script of a file is run here. */
function hint(html: string, name: string): string {
  if (html.trim() === '') return html;
  return `\n<a class=hint href="#">\n${name}</a>\n<div class=hint style="display: none">${html}</div>\n`;
}
