import { destinationOf, escapedInline, withoutControls } from './markdown-escape.js';

/** A text in which media files are named as Anki names them, in parts that are texts or such files. */
const SOUND = /\[sound:([^\]]{1,300})\]/g;

/** An address as a browser takes it: without spaces around it, and without line breaks and control characters. */
const addressOf = (value: string) => withoutControls(value.replace(/[\t\n\r]/g, '')).trim();
const schemeOf = (address: string) => /^([a-z][a-z\d+.-]*):/i.exec(address)?.[1]?.toLowerCase();

/** Where a link leads, if it is one to follow: on the web, or by mail. */
export function linkOf(value: string): string | undefined {
  const address = addressOf(value).replace(/\s/g, '%20');
  return /^(?:https?:\/\/[^/?#]|mailto:.)/i.test(address) ? address : undefined;
}

/** An image, or a sound or film in the same form, if it is a file that goes with the cards, or on the web. */
export function mediaOf(value: string, alt = ''): string | undefined {
  const address = addressOf(value);
  const scheme = schemeOf(address);
  if (address === '' || /^[\\/]{2}/.test(address) || (scheme && !/^https?$/.test(scheme))) return undefined;
  const label = escapedInline(withoutControls(alt).replace(/\s+/g, ' ').trim(), ' ', ']', true);
  return `![${label}](${destinationOf(scheme ? address.replace(/\s/g, '%20') : address)})`;
}

/** The text with the files that it names as parts of their own, in Markdown. */
export function withSounds(text: string): readonly (readonly [kind: 'text' | 'raw', text: string])[] {
  return text.split(SOUND).map((part, place) => {
    const media = place % 2 ? mediaOf(part) : undefined;
    return media ? ['raw', media] : ['text', part];
  });
}
