import { StudyError } from '../errors.js';
import { short } from './http-messages.js';
import type { Cursor } from './store.js';

/** Headers by name, or a `Headers`. */
export type HeaderList =
  | Readonly<Record<string, string>>
  | { forEach(tell: (value: string, name: string) => void): void };

/** Headers, or how to get them. */
export type HeaderSource = HeaderList | (() => HeaderList | Promise<HeaderList>);

/** Headers that a request needs, whatever the app adds. */
export type OwnHeaders = Readonly<Record<string, string>>;

/**
 * Where a log is served, without a fragment.
 * @throws StudyError `invalid-argument`
 */
export function placeAt(url: string | { readonly href: string }): string {
  const text = typeof url === 'string' ? url : url.href;
  try {
    const { href, origin, pathname, search } = new URL(new Request(text).url);
    if (!/^https?:/.test(href)) throw new TypeError('A log is served over http or https');
    return origin + pathname + search;
  } catch (cause) {
    throw new StudyError('invalid-argument', `${short(text)} is no URL of a log`, { cause });
  }
}

/** The URL of a page. What is asked comes before the URL's own query, which stays as it is written. */
export function pageAt(place: string, after: Cursor | undefined, limit: number): string {
  const asked = new URLSearchParams();
  if (after !== undefined) asked.set('after', after);
  if (limit !== Number.POSITIVE_INFINITY) asked.set('limit', String(limit));
  const [path, own] = place.split(/\?(.*)/s) as [string, string?];
  const query = [asked.toString(), own].filter(Boolean).join('&');
  return query ? `${path}?${query}` : path;
}

/**
 * The headers of one request.
 * @throws StudyError `store-failed` if the app cannot give its own
 */
export async function headersWith(headers: HeaderSource, own: OwnHeaders): Promise<Headers> {
  try {
    const given = typeof headers === 'function' ? await headers() : headers;
    const all = new Headers(given as Headers);
    for (const [name, value] of Object.entries(own)) all.set(name, value);
    return all;
  } catch (cause) {
    throw new StudyError('store-failed', 'The headers for the server could not be made', { cause });
  }
}
