import { type CardContent, type KeyPoint, keyPointsOf } from '../../deck/deck.js';
import { Names, readableName } from '../names.js';
import { markdownOfHtml } from '../text/html-to-markdown.js';
import { type OwnCard, pointHtml } from './own-notetype.js';
import { ankiTagsOf } from './write-text.js';

/** What a card that went to Anki and came back says, and what of its edits did not come over. */
export interface OwnContent {
  readonly content: CardContent;
  readonly messages: readonly string[];
}

/** Its own words, but for what was edited in Anki. */
export function ownContent({ content, edited }: OwnCard, tags: readonly string[]): OwnContent {
  const lost = new Set<string>();
  const emptied: string[] = [];
  const { hint: oldHint, keyPoints: oldPoints, tags: oldTags, ...rest } = content;
  const needed = (side: 'prompt' | 'answer') => {
    const html = edited[side];
    const found = html === undefined ? content[side] : words(html, lost);
    if (found === undefined) emptied.push(`its ${side} was emptied in Anki, and is what it was before`);
    return found ?? content[side];
  };
  const prompt = needed('prompt');
  const answer = needed('answer');
  const hint = edited.hint === undefined ? oldHint : words(edited.hint, lost);
  const keyPoints = edited.keyPoints === undefined ? oldPoints : editedPoints(edited.keyPoints, content, lost);
  return {
    content: {
      ...rest,
      prompt,
      answer,
      ...(keyPoints && { keyPoints }),
      ...(hint !== undefined && { hint }),
      ...tagsAfter(oldTags, tags),
    },
    messages: [...emptied, ...(lost.size > 0 ? [`its text came without ${[...lost].join(', ')}`] : [])],
  };
}

/** Tags are edited in Anki as well, and written there in another way. */
function tagsAfter(old: readonly string[] | undefined, found: readonly string[]): { tags?: readonly string[] } {
  const isSame = [...found].sort().join(' ') === [...ankiTagsOf(old)].sort().join(' ');
  if (isSame) return old ? { tags: old } : {};
  return found.length > 0 ? { tags: [...new Set(found)] } : {};
}

/** The Markdown of an edited field; nothing where nothing is left. */
function words(html: string, lost: Set<string>): string | undefined {
  const found = markdownOfHtml(html);
  for (const thing of found.lost) lost.add(thing);
  return /\S/.test(found.markdown) ? found.markdown : undefined;
}

/**
 * The points of an edited list. A point that is there as it was written keeps its slug and its words; as long as there are as
 * many others as before, each of them keeps the slug in its place.
 */
function editedPoints(html: string, content: CardContent, lost: Set<string>): CardContent['keyPoints'] {
  const unclaimed = new Map(keyPointsOf(content).map((point) => [pointHtml(point), point]));
  const names = new Names();
  for (const slug of Object.keys(content.keyPoints ?? {})) names.take(slug);
  const points = itemsIn(html, lost).map(({ html, text, isEssential }) => {
    const same = unclaimed.get(html);
    unclaimed.delete(html);
    return { slug: same?.slug, text: same?.text ?? text, isEssential };
  });
  const others = points.filter(({ slug }) => slug === undefined);
  const free = [...unclaimed.values()].map(({ slug }) => slug);
  const slugs =
    others.length === free.length ? free : others.map(({ text }) => names.takeFree(readableName(text, 'point')));
  let next = 0;
  const entries = points.map(({ slug, text, isEssential }): [string, KeyPoint] => [
    slug ?? (slugs[next++] as string),
    isEssential ? { text, essential: true } : text,
  ]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

interface Item {
  /** As it stands in the list. */
  readonly html: string;
  readonly text: string;
  readonly isEssential: boolean;
}

/** The items of a list; where there is none, each line is one. */
function itemsIn(html: string, lost: Set<string>): readonly Item[] {
  const [, ...items] = html.split(/<li(?=[\s>])/);
  if (items.length === 0) {
    const lines = words(html, lost)?.split('\n') ?? [];
    return lines
      .map((line) => line.trim())
      .filter(Boolean)
      .map((text) => ({ html: text, text, isEssential: false }));
  }
  return items.flatMap((item) => {
    const start = item.indexOf('>') + 1;
    const end = item.indexOf('</li>');
    const inner = item.slice(start, end < 0 ? undefined : end);
    const text = words(inner, lost);
    const isEssential = item.slice(0, start).includes('essential');
    return text === undefined ? [] : [{ html: inner, text, isEssential }];
  });
}
