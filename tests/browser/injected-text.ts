import { strToU8, zipSync } from 'fflate';
import type { CardContent, Deck, Progress } from 'ownwords';
import { parseDeckCsv, parseReviewCsv } from 'ownwords/csv';
import { type MarkdownOptions, parseMarkdown, readMochi } from 'ownwords/markdown';
import { fromSm2, fromTsFsrs } from 'ownwords/schedulers';

/** What comes out of a reader, as far as there is something. */
export interface Outcome {
  readonly decks?: readonly Deck[];
  readonly progress?: Progress;
  readonly remarks?: readonly { readonly place: string; readonly message: string }[];
  readonly media?: { keys(): Iterable<string> };
  readonly error?: { readonly code?: string; readonly message: string };
}

/** What comes of one file for each of the texts; what is wrong with a file comes out as well. */
export function outcomes(texts: readonly string[], read: (text: string) => Outcome): Outcome[] {
  return texts.map((text) => outcomeOf(() => read(text)));
}

function outcomeOf(read: () => Outcome): Outcome {
  try {
    return read();
  } catch (error) {
    return { error: error as Error };
  }
}

/** A text where Markdown has it, and where it seems to have something else. */
export const PLACES: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `    ${text}`,
  (text) => `<!-- a -->\n\n    ${text}`,
  (text) => `\`${text}\` and ${text}`,
  (text) => `\`\`\`\n${text}\n\`\`\`\n${text}`,
  (text) => `$${text}$`,
  (text) => `$$\n${text}\n$$`,
  (text) => `$ \` $ \`${text}\``,
  (text) => `$$\n~~~\n$$\n\n\`\`\`\n~~~\n\n${text}\n\`\`\``,
  (text) => `| \` | b |\n| --- | --- |\n| \`${text}\` | ${text} |`,
  (text) => `> - ${text}\n>   1. ${text}`,
  (text) => `[${text}](${text}) ![${text}](${text}) [a](<${text}>)`,
  (text) => `[a][b] [^1] [c]\n\n[b]: ${text}\n[^1]: <${text}>\n[c]: <${text}> "${text}"`,
  (text) => `<${text}> <b${text}> <a href="${text}">a</a> <img alt="a" src="${text}">`,
  (text) => `# ${text}\n\n${text}\n===\n\n***a${text}***~~${text}~~`,
];

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const rowOf = (cells: readonly string[], delimiter = ',') => `${cells.map(quoted).join(delimiter)}\n`;

/** A file with every text in every column. */
function csvOf(header: string, texts: readonly string[], delimiter = ','): string {
  const names = header.trimEnd().split('\n').at(-1)?.replace('#columns:', '').split(delimiter) ?? [];
  const rows = texts.map((text) =>
    rowOf(
      names.map(() => text),
      delimiter,
    ),
  );
  return header + rows.join('');
}

const OWN = 'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck\n';
const FOREIGN = 'key,front,back,tags,hint,keypoints,followsup,formerly,deck,other\n';
const NOTES = '#columns:Front\tBack\tExtra\tTags\tNotetype\tDeck\tGuid\n';
const notes = (html: string) =>
  `#separator:tab\n#html:${html}\n#tags column:4\n#notetype column:5\n#deck column:6\n#guid column:7\n${NOTES}`;

/** By name, the ways in for files that other programs write. Each text is taken alone, so that none hides another. */
export const FOREIGN_FILES: Readonly<Record<string, (text: string) => Outcome>> = {
  'a CSV file with names': (text) => parseDeckCsv(csvOf(FOREIGN, [text]), { reversed: true }),
  'a CSV file without names': (text) => parseDeckCsv(`${rowOf([text, text])}${rowOf([text, 'b'])}`),
  'a CSV file of HTML': (text) => parseDeckCsv(csvOf(FOREIGN, [text]), { cells: 'html' }),
  'a CSV file with columns of these names': (text) =>
    parseDeckCsv(rowOf([text, `${text}2`, 'c']) + rowOf(['a', 'b', 'c']), { header: true }),
  'a text of Anki in HTML': (text) => parseDeckCsv(csvOf(notes('true'), [text], '\t')),
  'a text of Anki without HTML': (text) => parseDeckCsv(csvOf(notes('false'), [text], '\t')),
  'a text of Anki with clozes': (text) =>
    parseDeckCsv(csvOf(notes('true'), [`${text}{{c1::${text}::${text}}}{{c2::${text}}}`], '\t')),
  'a text of Anki with all in its head': (text) => {
    const line = text.replaceAll(/\s/g, ' ');
    return parseDeckCsv(
      `#html:true\n#separator:tab\n#tags:${line}\n#deck:${line}\n#notetype:${line}\n#columns:${line}\n${rowOf([text, text], '\t')}`,
    );
  },
  'a text of Anki said to be text': (text) => parseDeckCsv(csvOf(notes('true'), [text], '\t'), { cells: 'text' }),
};

const markdown = (
  dialect: MarkdownOptions['dialect'],
  file: (text: string) => string,
  options: MarkdownOptions = {},
) => {
  return (text: string) => parseMarkdown(file(text), { ...options, ...(dialect && { dialect }) });
};
const oneLine = (text: string) => text.replaceAll(/[\r\n]/g, ' ');

/** The same for Markdown; the text may be of several lines. */
export const FOREIGN_MARKDOWN: Readonly<Record<string, (text: string) => Outcome>> = {
  hashcards: markdown(
    'hashcards',
    (text) =>
      `---\nname = ${JSON.stringify(text)}\n${JSON.stringify(text)} = 1\n---\n\nQ: ${text}\nA: ${text}\n<!-- key: ${text} -->\n\nC: ${text}\n[${text}] and [b]\n`,
  ),
  'hashcards below the line': markdown('hashcards', (text) => `Q:\n${text}\nA:\n${text}\n`),
  'Obsidian on one line': markdown(
    'obsidian',
    (text) =>
      `---\ntags: [flashcards/${oneLine(text)}]\n---\n#flashcards/${oneLine(text)}\n\na ${oneLine(text)}::${oneLine(text)} b\n\na:::${oneLine(text)}\n\n${oneLine(text)} ==${oneLine(text)}==^[${oneLine(text)}] and ==1;;b;;${oneLine(text)}==\n`,
    { obsidian: { clozes: ['highlight', 'bold', 'braces'] } },
  ),
  'Obsidian on several lines': markdown(
    'obsidian',
    (text) =>
      `#flashcards\n\na\n${text}\n?\n${text}\n+++\n\nb\n${text}\n??\n${text}\n<!--SR:!2026-01-01,3,250-->\n+++\n\n${text}\n==b==\n+++\n`,
    { obsidian: { cardEnd: '+++' } },
  ),
  headings: markdown(
    'headings',
    (text) =>
      `---\ntitle: ${text}\ndescription: ${text}\n${text}: 1\n---\n\n# ${text}\n\n${text}\n\n## ${text}\n\n${text}\n\n<!-- key: ${text} -->\n\n## b\n\n${text} {{c1::${text}::${text}}}\n`,
  ),
  'headings with nothing but an answer': markdown('headings', (text) => `# a\n\n${text}\n\n## b\n\n${text}\n`),
  'a card of Mochi': markdown('mochi', (text) => `${text}\n---\n${text}\n---\n${text}\n`),
  'a card of Mochi with clozes': markdown('mochi', (text) => `${text} {{${text}}} {{2::b}}\n`),
  'an archive of Mochi': (text) => readMochi(zipSync({ 'data.json': strToU8(JSON.stringify(mochiOf(text))) })),
  'an archive of Mochi in EDN': (text) =>
    readMochi(
      zipSync({
        'data.edn': strToU8(
          `{:version 2 :decks [{:id :d :name ${JSON.stringify(text)} :cards ({:id :c :content ${JSON.stringify(`${text}\n---\n${text}`)}})}]}`,
        ),
      }),
    ),
};

function mochiOf(text: string) {
  const fields = [
    { '~:id': 'name', '~:name': text, '~:value': text },
    { '~:id': 'f', '~:name': 'Extra', '~:value': text },
  ];
  const cards = [
    {
      '~:id': text,
      '~:content': `${text}\n---\n${text}`,
      '~:tags': { '~#set': [text] },
      '~:reviews': [{ '~:date': text }],
    },
    { '~:id': 'c2', '~:name': text, '~:content': '', '~:template-id': '~:t', '~:fields': fields },
    { '~:id': 'c3', '~:content': `${text} {{1::${text}}}`, '~:trashed?': text },
    { '~:id': 'c4', '~:content': `{{1::${text}}} b ${text}`, '~:archived?': true },
  ];
  return {
    '~:version': 2,
    '~:templates': [
      {
        '~:id': '~:t',
        '~:name': text,
        '~:content': `<< ${oneLine(text)} >> <<Extra>>\n---\n${text}<<Extra>>`,
        '~:fields': fields,
      },
    ],
    '~:decks': [
      { '~:id': text, '~:name': text, '~:cards': { '~#list': cards } },
      {
        '~:id': 'e',
        '~:name': 'b',
        '~:parent-id': text,
        '~:cards': { '~#list': [{ '~:id': 'c5', '~:content': `${text}\n---\nb` }] },
      },
    ],
  };
}

/** The same for what names cards alone. */
export const NAMES: Readonly<Record<string, (text: string) => Outcome | Promise<Outcome>>> = {
  'a review log': (text) =>
    parseReviewCsv(
      csvOf('card_id,review_time,review_rating\n', []) + rowOf([text, '2026-01-01', '3']) + rowOf([text, text, text]),
    ),
  'cards of ts-fsrs': (text) => {
    const card = { due: 0, stability: 1, difficulty: 5, scheduled_days: 1, state: 2, last_review: 0 };
    return fromTsFsrs([{ cardId: text as `${string}/${string}`, card }]);
  },
  'cards of SM-2': (text) =>
    fromSm2([{ cardId: text as `${string}/${string}`, ease: 2.5, intervalDays: 1, repetitions: 1, due: 0 }]),
};

/** A deck of our own with the text in all fields of its cards. */
export function ownDeck(texts: readonly string[]): Deck {
  const contentOf = (text: string): CardContent => ({
    prompt: text,
    answer: text,
    hint: text,
    keyPoints: { one: text, two: { text, essential: true } },
    tags: [text],
    fields: { text, [text]: [text] },
  });
  return {
    id: 'own',
    title: texts.join(' '),
    description: texts.join('\n\n'),
    cards: Object.fromEntries(texts.map((text, at) => [`card-${at}`, contentOf(text)])),
  };
}

export const ownCsvOf = (text: string) => csvOf(OWN, [text]);
