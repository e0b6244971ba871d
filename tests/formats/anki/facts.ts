import type { AnkiImport } from 'ownwords/anki';

/** All that was read, as one text, media included: equal texts, equal imports. */
export function factsOf({ media, ...others }: AnkiImport): string {
  const files = Array.from(media, ([name, bytes]) => [name, bytes.length, bytes.reduce(mixed, 0)]);
  return JSON.stringify({ ...others, files });
}

function mixed(sum: number, byte: number): number {
  return (Math.imul(sum, 31) + byte) | 0;
}
