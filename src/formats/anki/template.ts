import { shown } from '../../json.js';
import { applyFilters, type ShownCard } from './filters.js';
import { finderOf } from './template-find.js';

/** One side of a card type, taken apart; as a flat list, so that sections nested however deep are walked by a loop. */
export interface ParsedTemplate {
  readonly parts: readonly Part[];
  /** The first thing in it that cannot be understood. */
  readonly fault?: string;
}

type Part = string | FieldTag | Section;

interface FieldTag {
  readonly name: string;
  /** In the order they are applied. */
  readonly filters: readonly string[];
}

/** What is shown only where a field is filled, or only where it is empty. */
interface Section {
  readonly name: string;
  readonly isNegated: boolean;
  /** The place of the first part after it. */
  end: number;
}

/** What the fields of one card hold. */
export interface TemplateContext extends ShownCard {
  /** Nothing if there is no such field. */
  field(name: string): FieldValue | undefined;
  /** The question as rendered, where this is the answer. */
  readonly frontSide: string;
}

export interface FieldValue {
  readonly html: string;
  readonly isEmpty: boolean;
}

export interface Rendering {
  readonly html: string;
  /** Whether a field that is not empty was shown. Anki makes no card whose question shows none. */
  readonly showsField: boolean;
  /** The first thing that is wrong; what it stands for is left out of the HTML. */
  readonly fault?: string;
}

/** More than anyone combines. */
const MOST_FILTERS = 10;

/** Of what is read and written for one side: more than a card with pictures inside takes, and little enough to hold. */
const MOST_CHARACTERS = 16_000_000;

const OTHER_BRACES = '{{=<% %>=}}';

/**
 * Takes a template apart: texts, `{{filter:Field}}`, `{{#Field}}…{{/Field}}` and `{{^Field}}…{{/Field}}`. A comment is
 * text, whatever stands in it, and so is an opening that is never closed.
 */
export function parseTemplate(template: string): ParsedTemplate {
  const hasOtherBraces = template.trimStart().startsWith(OTHER_BRACES);
  const source = hasOtherBraces ? withoutBegin(template.trimStart(), OTHER_BRACES) : template;
  const nextClose = finderOf(source, hasOtherBraces ? /%>/g : /\}\}/g);
  const nextCommentEnd = finderOf(source, /-->/g);
  const parts: Part[] = [];
  const open: Section[] = [];
  let fault: string | undefined;

  const addTag = (content: string) => {
    const sign = content.length > 1 ? content.charAt(0) : '';
    if (sign === '#' || sign === '^') {
      const section = { name: content.slice(1).trimStart(), isNegated: sign === '^', end: 0 };
      open.push(section);
      parts.push(section);
    } else if (sign === '/') {
      const name = content.slice(1).trimStart();
      const section = open.at(-1);
      if (section?.name === name) {
        section.end = parts.length;
        open.pop();
      } else fault ??= `${tag('/', name)} closes a section that is not open there`;
    } else {
      const [name = '', ...filters] = content.split(':').reverse();
      if (filters.length > MOST_FILTERS) fault ??= `${tag('', name)} has more than ${MOST_FILTERS} filters`;
      parts.push({ name, filters: filters.slice(0, MOST_FILTERS) });
    }
  };

  let textStart = 0;
  let at = 0;
  for (const { index, 0: opening } of source.matchAll(hasOtherBraces ? /<%|<!--/g : /\{\{|<!--/g)) {
    if (index < at) continue;
    const close = (opening === '<!--' ? nextCommentEnd : nextClose)(index + opening.length);
    if (!close) continue;
    at = close.end;
    if (opening === '<!--') continue;
    if (index > textStart) parts.push(source.slice(textStart, index));
    addTag(withoutBegin(source.slice(index + opening.length, close.start), '{').trim());
    textStart = at;
  }
  if (textStart < source.length) parts.push(source.slice(textStart));

  const unclosed = open.at(-1);
  if (unclosed) fault ??= `${tag(unclosed.isNegated ? '^' : '#', unclosed.name)} is never closed`;
  for (const section of open) section.end = parts.length;
  return { parts, ...(fault !== undefined && { fault }) };
}

/** The HTML that a template makes of a card. Where Anki would show a fault in its place, this leaves it out and names it. */
export function renderTemplate({ parts, fault: firstFault }: ParsedTemplate, context: TemplateContext): Rendering {
  let html = '';
  let showsField = false;
  let fault = firstFault;
  let hiddenUntil = 0;
  let room = MOST_CHARACTERS;
  for (let at = 0; at < parts.length && room >= 0; at++) {
    const part = parts[at] as Part;
    const isShown = at >= hiddenUntil;
    if (typeof part === 'string') {
      if (!isShown) continue;
      room -= part.length;
      html += part;
    } else if ('end' in part) {
      const value = context.field(part.name);
      if (!value && !/^c\d+$/.test(part.name)) fault ??= unknown(part.isNegated ? '^' : '#', part.name);
      const isFilled = value !== undefined && !value.isEmpty;
      if (isShown && isFilled === part.isNegated) hiddenUntil = part.end;
    } else if (part.name === 'FrontSide') {
      if (!isShown) continue;
      room -= context.frontSide.length;
      html += context.frontSide;
    } else if (part.name !== '' || part.filters.length === 0) {
      const value = context.field(part.name);
      if (!value) fault ??= unknown('', part.name);
      if (!value || !isShown) continue;
      showsField ||= !value.isEmpty;
      room -= value.html.length * (1 + part.filters.length);
      if (room < 0) continue;
      const shown = part.filters.length > 0 ? applyFilters(value.html, part, context) : value.html;
      room -= shown.length;
      html += shown;
    }
  }
  if (room < 0) fault ??= `it takes more than ${MOST_CHARACTERS} characters; the rest was left out`;
  return { html, showsField, ...(fault !== undefined && { fault }) };
}

/** Whether nothing can be seen of a field: it has only spaces, line breaks and empty blocks. */
export function isEmptyField(html: string): boolean {
  const blank = /[\t-\r ]+|<\/?(?:br|div) ?\/?>/iy;
  while (blank.lastIndex < html.length) if (!blank.test(html)) return false;
  return true;
}

function withoutBegin(text: string, repeated: string): string {
  let at = 0;
  while (text.startsWith(repeated, at)) at += repeated.length;
  return text.slice(at);
}

const tag = (sign: string, name: string) => shown(`{{${sign}${name}}}`);
const unknown = (sign: string, name: string) => `${tag(sign, name)} names a field that is not there`;
