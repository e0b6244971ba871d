import { attributeOf } from './filters-html.js';

const KINDS = new Set(['rect', 'ellipse', 'polygon', 'text']);

/** The attribute of each property. */
const ATTRIBUTES = new Map([
  ['left', 'left'],
  ['top', 'top'],
  ['width', 'width'],
  ['height', 'height'],
  ['rx', 'rx'],
  ['ry', 'ry'],
  ['angle', 'angle'],
  ['fill', 'fill'],
  ['points', 'points'],
  ['oi', 'occludeInactive'],
  ['text', 'text'],
  ['scale', 'scale'],
  ['fs', 'font-size'],
]);

/** Of these, 0 is as good as nothing. */
const SIZES = new Set(['width', 'height', 'rx', 'ry', 'scale']);

/** `:name=value`; a colon or backslash in the value has a backslash before it. */
const NAME = /:([^=]+)=/y;
const VALUE = /[^\\:]+|\\[\\:]/y;

/**
 * A shape over a picture, as attributes, each with a space after it.
 * @param text like `rect:left=.1:top=.2:width=.3:height=.4`, in parts of the picture's width and height
 */
export function shapeOf(text: string): string {
  const colon = text.indexOf(':');
  if (colon < 0) return '';
  const kind = text.slice(0, colon);
  let attributes = KINDS.has(kind) ? `data-shape="${kind}" ` : '';
  let at = colon;
  while (at < text.length) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[1];
    if (name === undefined) break;
    VALUE.lastIndex = NAME.lastIndex;
    let value = '';
    for (let run = VALUE.exec(text); run; run = VALUE.exec(text)) {
      value += run[0].startsWith('\\') ? run[0].charAt(1) : run[0];
      at = VALUE.lastIndex;
    }
    if (value === '') break;
    const attribute = ATTRIBUTES.get(name);
    const kept = written(name, value);
    if (attribute && kept !== '') attributes += `data-${attribute}="${kept}" `;
  }
  return attributes;
}

function written(name: string, value: string): string {
  if (name === 'text') return attributeOf(value);
  if (name === 'points') {
    const pairs = value.split(' ').filter((pair) => pair.includes(','));
    return pairs.join(' ');
  }
  return SIZES.has(name) && value === '0' ? '' : value;
}
