import { renderMarkdown } from 'ownwords/render';

type Attributes = { readonly [name: string]: string };

/** An element with attributes and children. What is given as a text stays one, whatever is in it. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button, and the key that presses it (see main.ts). */
export function button(label: string | Node, key: string, press: () => void): HTMLButtonElement {
  const shownKey = element('kbd', { 'aria-hidden': 'true' }, key);
  const made = element('button', { type: 'button', 'aria-keyshortcuts': key }, label, shownKey);
  made.addEventListener('click', press);
  return made;
}

/** A text in Markdown. `renderMarkdown` makes HTML that is safe, whoever wrote the text. */
export function prose(markdown: string, attributes: Attributes = {}): HTMLDivElement {
  const made = element('div', attributes);
  made.innerHTML = renderMarkdown(markdown);
  return made;
}

const RIGHT_TO_LEFT = /^(Adlm|Arab|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa)$/;

/**
 * What an element in a language needs: fonts and voices go by `lang`, the side on which everything begins by `dir`. The script of
 * the language tells the direction, not the text, because an Arabic sentence may begin with an English word.
 */
export function inLanguage(language: string | undefined): Attributes {
  const script = language === undefined ? undefined : scriptOf(language);
  if (language === undefined || script === undefined) return { dir: 'auto' };
  return { lang: language, dir: RIGHT_TO_LEFT.test(script) ? 'rtl' : 'ltr' };
}

/** Nothing for a tag that only looks like one of a language. */
function scriptOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().script;
  } catch {
    return undefined;
  }
}
