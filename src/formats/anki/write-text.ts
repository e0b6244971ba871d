/** What Anki takes out of every text: control characters, but for the tab and the line break. Half a pair is no character either. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;
const HALVES = /\p{Surrogate}/gu;

/** A text as Anki would keep it. */
export function ankiText(text: string): string {
  return text.replace(HALVES, '\ufffd').replace(CONTROLS, '').normalize('NFC');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A plain text as HTML. */
export function htmlOfText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] as string).replaceAll('\n', '<br>');
}

const MEDIA =
  /<(?:img|audio|video|object|source)\b[^>]*?\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))[^>]*>/gi;
const HIDDEN = /<!--[\s\S]*?-->|<style\b[\s\S]*?<\/style>|<script\b[\s\S]*?<\/script>|<[^>]*>/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A field without its HTML, as Anki sorts by it and compares it: names of media stay. */
export function strippedHtml(html: string): string {
  return html
    .replace(MEDIA, (_, double, single, bare) => ` ${double ?? single ?? bare} `)
    .replace(HIDDEN, '')
    .replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,6}));/g, (entity, decimal, hex, name) => {
      if (name !== undefined) return NAMED[name] ?? entity;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
    })
    .replaceAll('\u00a0', ' ');
}

/** The tags as Anki can have them: without spaces, and none twice whatever its case. */
export function ankiTagsOf(tags: readonly string[] = []): readonly string[] {
  const byName = new Map<string, string>();
  for (const tag of tags) {
    const name = ankiText(tag)
      .trim()
      .replace(/[\s\u3000]+/g, '_');
    const levels = name.split('::').map((level) => level || 'blank');
    const written = levels.join('::');
    if (!byName.has(written.toLowerCase())) byName.set(written.toLowerCase(), written);
  }
  return [...byName.values()].sort((a, b) => (a < b ? -1 : 1));
}
