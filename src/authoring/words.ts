/**
 * How many words a minute people read aloud, by language: Trauzettel-Klosinski, Dietz, "Standardized Assessment of Reading Performance:
 * The New International Reading Speed Texts IReST", IOVS 53 (2012), doi:10.1167/iovs.11-8284.
 */
const READ_ALOUD: { readonly [language: string]: number } = {
  ar: 138,
  de: 179,
  en: 228,
  es: 218,
  fi: 161,
  fr: 195,
  he: 187,
  it: 188,
  ja: 193,
  nl: 202,
  pl: 166,
  pt: 181,
  ru: 184,
  sl: 180,
  sv: 199,
  tr: 166,
  zh: 158,
};
/** The mean of all of them, for the languages that were not measured. */
const READ_ALOUD_MEAN = 184;

/** Who looks for words speaks more slowly than who reads: so many English words a minute sound calm and prepared. */
const SPOKEN_ENGLISH = 150;
const SECONDS_PER_MINUTE = 60;

const segmenters = new Map<string, Intl.Segmenter>();

/** What parts a text of this language into words; nothing known of the language, as the runtime's own language does it. */
function segmenterFor(language: string | undefined): Intl.Segmenter {
  const tag = language ?? '';
  let segmenter = segmenters.get(tag);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(localeOf(language), { granularity: 'word' });
    segmenters.set(tag, segmenter);
  }
  return segmenter;
}

/** Not everything that has the form of a language tag is one. */
function localeOf(language: string | undefined): string | undefined {
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch {
    return undefined;
  }
}

/** A segmenter copies its text for each word it finds, so it is given no more than this at once; no space ever stands within a word. */
const PIECE = /\S{1,200}/gu;
/** In these scripts, letters and digits in a row are always one word, which is known in a tenth of the time. */
const ONE_WORD =
  /^[“"(]*((?:(?=\p{L})[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]|[0-9])+)[.,;:!?…”")]*$/u;
const NO_WORD = /^[!-/:-@[-^`{-~“”…–—]+$/;

/** The words that are heard when a Markdown text is read aloud, in order. Targets of links and pictures are not. */
export function wordsOf(markdown: string, language?: string): string[] {
  const heard = markdown.replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1').replace(/<[^<>\s][^<>]*>/g, ' ');
  const segmenter = segmenterFor(language);
  const words: string[] = [];
  for (const piece of heard.match(PIECE) ?? []) {
    const word = ONE_WORD.exec(piece)?.[1];
    if (word !== undefined) words.push(word);
    else if (!NO_WORD.test(piece)) {
      for (const { segment, isWordLike } of segmenter.segment(piece)) if (isWordLike) words.push(segment);
    }
  }
  return words;
}

/**
 * How many seconds it takes to say a Markdown text calmly: 150 words a minute in English, and in other languages as many as say the
 * same in that time, by how fast people read aloud there.
 * @param language BCP 47, as on a deck
 */
export function secondsToSay(markdown: string, language?: string): number {
  const [primary = ''] = (language ?? 'en').toLowerCase().split('-');
  const pace = (SPOKEN_ENGLISH * (READ_ALOUD[primary] ?? READ_ALOUD_MEAN)) / (READ_ALOUD.en as number);
  return (wordsOf(markdown, language).length * SECONDS_PER_MINUTE) / pace;
}
