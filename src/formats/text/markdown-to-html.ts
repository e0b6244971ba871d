import { micromark } from 'micromark';
import { gfmStrikethroughHtml } from 'micromark-extension-gfm-strikethrough';
import { gfmTableHtml } from 'micromark-extension-gfm-table';
import { mathHtml, shortRowsHtml } from './markdown-html-parts.js';
import { isReadable, SYNTAX } from './markdown-syntax.js';
import { kindOfMedia } from './media-kind.js';

/** How the parts are written that HTML has no one way for. */
export interface HtmlManner {
  /** What stands before and after the source of maths. */
  readonly mathInLine: readonly [before: string, after: string];
  readonly displayedMath: readonly [before: string, after: string];
  /** A file that goes with the cards, as HTML; nothing if it cannot be shown. `alt` is HTML already. */
  file(name: string, alt: string): string | undefined;
  /** An image on the web, as HTML; nothing if it may not be loaded. Both are HTML already. */
  remote(url: string, alt: string): string | undefined;
  /** What the tag of a link has besides its address. */
  readonly linkAttributes: string;
}

/**
 * What has to be written otherwise than micromark writes it. In what comes out of micromark every `<` begins a tag of its own
 * making, and no value in quotes holds a quote or a `<`: those of the text are entities.
 */
const TAGS =
  /<a href="(?<href>[^"]*)"(?<title> title="[^"]*")?>(?<label>.*?)<\/a>|<img src="(?<src>[^"]*)" alt="(?<alt>[^"]*)"(?: title="[^"]*")? \/>|<code class="language-(?<language>[^"]*)">/gs;

/** One line in which no character means anything, to Markdown or to HTML: as most prompts are. */
const PLAIN = /^[^\s\\`*_[\]<>&~$|"#+\-=\d](?:[^\\`*_[\]<>&~$|"\n\r\t\0]*[^\\`*_[\]<>&~$|"\s\0])?$/;

/** Markdown as HTML that holds nothing but what is written here and by the safe form of micromark. */
export function htmlIn(markdown: string, manner: HtmlManner): string {
  if (PLAIN.test(markdown)) return `<p>${markdown}</p>`;
  if (!isReadable(markdown)) return `<p>${asHtml(markdown).replace(/\r\n?|\n/g, '<br />\n')}</p>`;
  const html = micromark(markdown, {
    extensions: SYNTAX,
    htmlExtensions: [gfmTableHtml(), shortRowsHtml, gfmStrikethroughHtml(), mathHtml(manner)],
  });
  return withTags(html, manner, false);
}

function withTags(html: string, manner: HtmlManner, isLabel: boolean): string {
  return html.replace(TAGS, (...match) => {
    const {
      href,
      title = '',
      label = '',
      src,
      alt = '',
      language = '',
    } = match.at(-1) as Record<string, string | undefined>;
    if (href !== undefined) {
      const shown = withTags(label, manner, true);
      return isFollowed(href) ? `<a href="${href}"${title}${manner.linkAttributes}>${shown}</a>` : shown;
    }
    if (src !== undefined) return mediaIn(src, alt, manner, isLabel);
    // A class is a handle for the styles and programs of a page: only names of languages get one.
    return /^[\w+#.-]{1,32}$/.test(language) ? `<code class="language-${language}">` : '<code>';
  });
}

const isFollowed = (url: string) => /^(?:https?:\/\/|mailto:)/i.test(url);

function mediaIn(src: string, alt: string, manner: HtmlManner, isLabel: boolean): string {
  if (/^https?:\/\//i.test(src)) {
    const shown = alt || src;
    const link = isLabel ? shown : `<a href="${src}"${manner.linkAttributes}>${shown}</a>`;
    return manner.remote(src, alt) ?? link;
  }
  // Empty, or of a kind that is not let in; or of the host of the page, or of another by the page's own protocol.
  if (src === '' || /^(?:https?:|\/)/i.test(src)) return alt;
  const written = src.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '');
  const name = decoded(written);
  const html = manner.file(name, alt) ?? (name === written ? undefined : manner.file(written, alt));
  return html ?? (alt || asHtml(name));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The name of a file that Markdown has as part of an address. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** A text as HTML shows it, between tags or in the value of an attribute. */
export function asHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Markdown as HTML for the field of a note in Anki: files are named as Anki names them, and maths stands in the delimiters of
 * MathJax. A side of one paragraph is its text alone.
 */
export function htmlOfMarkdown(markdown: string): string {
  const html = htmlIn(markdown, ANKI);
  const only = /^<p>(.*)<\/p>$/s.exec(html)?.[1];
  return only === undefined || only.includes('<p>') ? html : only;
}

const ANKI: HtmlManner = {
  mathInLine: ['\\(', '\\)'],
  displayedMath: ['\\[', '\\]'],
  linkAttributes: '',
  file: (name, alt) => (kindOfMedia(name) === 'image' ? imageOf(asHtml(name), alt) : `[sound:${asHtml(name)}]`),
  remote: imageOf,
};

function imageOf(src: string, alt: string): string {
  return `<img src="${src}"${alt && ` alt="${alt}"`}>`;
}
