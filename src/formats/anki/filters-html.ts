import { finderOf, type Span } from './template-find.js';

/** The text between the tags, without comments, styles and scripts. */
export function withoutTags(html: string): string {
  if (!html.includes('<')) return html;
  const nextTagEnd = finderOf(html, />/g);
  const nextCommentEnd = finderOf(html, /-->/g);
  const afterOpening = { style: finderOf(html, />/g), script: finderOf(html, />/g) };
  const nextEnd = { style: finderOf(html, /<\/style>/gi), script: finderOf(html, /<\/script>/gi) };
  const endOfWhole = (opening: string, after: number): Span | undefined => {
    if (opening === '!--') return nextCommentEnd(after);
    if (opening !== 'style' && opening !== 'script') return undefined;
    const opened = afterOpening[opening](after);
    return opened && nextEnd[opening](opened.end);
  };
  let kept = '';
  let at = 0;
  for (const { index, 0: sign, 1: opening = '' } of html.matchAll(/<(!--|style|script)?/gi)) {
    if (index < at) continue;
    const end = endOfWhole(opening.toLowerCase(), index + sign.length) ?? nextTagEnd(index + 1);
    if (!end) break;
    kept += html.slice(at, index);
    at = end.end;
  }
  return kept + html.slice(at);
}

/** HTML without the tags inside `\( … \)` and `\[ … \]`, where a renderer of formulas would stumble over them. */
export function withoutTagsInMaths(html: string): string {
  const nextEnd = finderOf(html, /\\[\])]/g);
  let result = '';
  let at = 0;
  for (const { index } of html.matchAll(/\\[[(]/g)) {
    if (index < at) continue;
    const end = nextEnd(index + 2);
    if (!end) break;
    result += html.slice(at, index) + withoutTags(html.slice(index, end.end));
    at = end.end;
  }
  return result + html.slice(at);
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

const REFERENCE = /&(?:#x([\da-f]+)|#(\d+)|([a-z][a-z\d]*));/gi;

/**
 * The text with its character references resolved, as far as this changes what a browser makes of it: `&rarr;` stays. As
 * in Anki, one malformed reference leaves the whole text as it is.
 */
export function withoutEntities(html: string): string {
  if (!html.includes('&')) return html;
  let isMalformed = /&(?!#x[\da-f]+;|#\d+;|[a-z][a-z\d]*;)/i.test(html);
  const text = html.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    isMalformed ||= !isCharacter;
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
  return isMalformed ? html : text.replaceAll('\u00a0', ' ');
}

/** The text as the value of an attribute, as Anki writes it: of the first 256 characters only letters and digits as they are. */
export function attributeOf(text: string): string {
  return text.replace(/[\0-/:-@[-`{-\u00ff]/g, (sign) => ENTITIES.get(sign) ?? reference(sign));
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

const reference = (sign: string) => `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`;
