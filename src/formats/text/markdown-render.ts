import { asHtml, type HtmlManner, htmlIn } from './markdown-to-html.js';
import { kindOfMedia } from './media-kind.js';

/** What the rendering of cards takes. */
export interface RenderOptions {
  /**
   * Where a file that the card refers to can be found: a URL for its name, as of `URL.createObjectURL`. It is used if it is
   * `https:`, `http:` or `blob:`, or `data:` of an image, a sound or a film; otherwise the file counts as unknown. Of a file
   * that is unknown, the description is shown, or else its name.
   */
  readonly media?: (name: string) => string | undefined;
  /**
   * Whether images on the web are loaded. By default they are shown as links, so that whoever wrote a card does not see when
   * and where it is read.
   */
  readonly remoteImages?: boolean;
}

const LOADED = /^(?:https?:\/\/|blob:|data:(?:image|audio|video)\/)/i;

/**
 * The text of a card, in Markdown, as HTML that is safe to put into a page, whoever wrote it and whatever is in it.
 *
 * The Markdown is CommonMark, with the tables and the strikethrough (`~~`) of GitHub, and maths between `$` or `$$`. Maths is
 * given as its source in `<span class="math math-inline">` and `<div class="math math-display">`, for KaTeX, MathJax or
 * another program to set. HTML in the text is shown as text.
 *
 * What is guaranteed, by the form of the output and not by a list of what is bad:
 * - The only tags are `p br hr h1…h6 em strong del code pre blockquote ul ol li table thead tbody tr th td a img audio video
 *   span div`, and all are closed where they were opened. There are no scripts, styles, frames, forms, comments and entities
 *   but those of characters.
 * - The only attributes are `href`, `title` and `rel` of links; `src`, `alt`, `controls`, `preload`, `loading` and
 *   `referrerpolicy` of media; `start` of lists, `align` of cells, and `class`, with the values named above and
 *   `language-…` of a block of code. There are no event handlers, no styles, no ids and no names.
 * - Links lead to `http:`, `https:` and `mailto:` only, are followed by no one but the reader, and tell the other side nothing
 *   about the page (`rel="noopener noreferrer nofollow"`). Other links are their text.
 * - Nothing is loaded but what `media` gives a URL for, and images on the web if `remoteImages` is true.
 * - The same text gives the same HTML, in Node, in browsers and in workers.
 *
 * It is made for the content of an element, as by `innerHTML`; not for an attribute, a script or a style.
 * @param markdown a prompt, an answer, a hint or a key point
 * @example
 * element.innerHTML = renderMarkdown(card.prompt, { media: (name) => urls.get(name) });
 */
export function renderMarkdown(markdown: string, { media, remoteImages = false }: RenderOptions = {}): string {
  const manner: HtmlManner = {
    mathInLine: ['<span class="math math-inline">', '</span>'],
    displayedMath: ['<div class="math math-display">', '</div>'],
    linkAttributes: ' rel="noopener noreferrer nofollow"',
    file(name, alt) {
      const url = media?.(name);
      if (url === undefined || !LOADED.test(url)) return undefined;
      const kind = kindOfMedia(name);
      if (kind === 'image') return `<img src="${asHtml(url)}" alt="${alt}">`;
      return `<${kind} controls preload="none" src="${asHtml(url)}"></${kind}>`;
    },
    remote: (url, alt) =>
      remoteImages ? `<img src="${url}" alt="${alt}" loading="lazy" referrerpolicy="no-referrer">` : undefined,
  };
  return htmlIn(markdown, manner);
}
