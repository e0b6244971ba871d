import { StudyError } from '../../errors.js';
import { isRecord, shown } from '../../json.js';

/** What the columns of a file can be for. */
const ROLES = ['key', 'prompt', 'answer', 'keyPoints', 'hint', 'followsUp', 'tags', 'formerly', 'deck'] as const;
type Role = (typeof ROLES)[number];

/** Which column is what: by its name in the header, or by its number from 1. */
export type Columns = { readonly [Name in Role]?: string | number };

/** Columns by what they are for, counted from 0. */
export type Layout = { readonly [Name in Role]?: number };

/** Names that columns go by, in small letters: English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Polish, Chinese, Japanese. */
const NAMES: Readonly<Record<Role, string>> = {
  prompt:
    'prompt|front|question|q|term|word|text|cue|vorderseite|frage|begriff|wort|recto|mot|terme|pregunta|anverso|término|termino|palabra|' +
    'domanda|fronte|termine|parola|pergunta|frente|termo|palavra|vraag|voorkant|woord|вопрос|слово|термин|лицевая сторона|pytanie|przód|' +
    'słowo|问题|正面|单词|問題|質問|表|表面|単語',
  answer:
    'answer|back|a|definition|meaning|response|translation|extra|rückseite|antwort|bedeutung|übersetzung|réponse|verso|définition|sens|' +
    'traduction|respuesta|reverso|definición|significado|traducción|risposta|retro|definizione|significato|traduzione|resposta|definição|' +
    'tradução|antwoord|achterkant|betekenis|vertaling|ответ|определение|перевод|значение|обратная сторона|odpowiedź|tył|znaczenie|' +
    'tłumaczenie|答案|背面|释义|解答|答え|回答|裏|裏面|意味',
  tags: 'tags|tag|labels|categories|schlagwörter|schlagworte|étiquettes|etiquetas|etichette|теги|метки|tagi|标签|タグ',
  deck: 'deck|set|stapel|paquet|mazo|mazzo|baralho|колода|talia|牌组|デッキ',
  key: 'key|id|guid|uuid|card_id|card id|note id|note_id|schlüssel',
  hint: 'hint|hinweis|tipp|indice|pista|suggerimento|dica|подсказка|wskazówka|提示|ヒント',
  keyPoints: 'keypoints|key points|key_points|kernpunkte',
  followsUp: 'followsup|follows up|follows_up',
  formerly: 'formerly|former ids',
};

const ROLE_BY_NAME: ReadonlyMap<string, Role> = new Map(
  ROLES.flatMap((role) => NAMES[role].split('|').map((name): [string, Role] => [name, role])),
);

/** Languages, which head the two columns of many lists of words. */
const LANGUAGES = new Set(
  (
    'english|german|french|spanish|italian|portuguese|dutch|russian|polish|chinese|japanese|korean|arabic|hebrew|greek|latin|turkish|' +
    'swedish|danish|norwegian|finnish|czech|hungarian|hindi|vietnamese|ukrainian|deutsch|englisch|französisch|spanisch|français|' +
    'anglais|allemand|español|inglés|italiano|inglese|português|nederlands|русский|английский|polski|中文|英语|日本語|英語'
  ).split('|'),
);

/** Whether nothing but names of languages stands in a row: below another such row, a list of languages goes on. */
export function areLanguages(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell) => LANGUAGES.has(nameIn(cell)));
}

/** Names that are hardly ever words to learn. */
const TELLING = new Set(['tags', 'guid', 'uuid', 'card_id', 'note_id']);

const nameIn = (cell: string) => cell.trim().toLowerCase();

/**
 * Whether the first row names the columns: it holds names for two different purposes, or of two languages, or one that is
 * hardly anything else. No other row may repeat it, for then it is a card like the others.
 */
export function isHeader(first: readonly string[], isRepeated: () => boolean): boolean {
  const names = first.map(nameIn);
  const purposes = new Set(names.flatMap((name) => ROLE_BY_NAME.get(name) ?? []));
  const languages = new Set(names.filter((name) => LANGUAGES.has(name)));
  const isNamed = purposes.size > 1 || languages.size > 1 || names.some((name) => TELLING.has(name));
  return isNamed && first.every((cell) => cell.length <= LONGEST_NAME) && !isRepeated();
}

const LONGEST_NAME = 60;

/** @throws StudyError `invalid-argument` for columns of what no card has */
export function checkColumns(columns: unknown): void {
  const [unknown] = isRecord(columns)
    ? Object.keys(columns).filter((name) => !ROLES.some((role) => role === name))
    : [''];
  if (unknown === undefined) return;
  const what = unknown ? `columns.${unknown} is not known` : `columns is ${shown(columns)}`;
  throw new StudyError('invalid-argument', `${what}; there are columns for ${ROLES.join(', ')}`);
}

/**
 * Which column is what: as wished, else by name, else the first two that are left are prompt and answer.
 * @throws StudyError `invalid-argument` for a column that is not there
 */
export function layoutOf(header: readonly string[] | undefined, columnCount: number, wishes: Columns): Layout {
  const layout: { [Name in Role]?: number } = {};
  const taken = new Set<number>();
  const take = (role: Role, column: number) => {
    layout[role] = column;
    taken.add(column);
  };
  for (const role of ROLES) {
    const wish = wishes[role];
    if (wish !== undefined) take(role, wishedColumn(role, wish, header, columnCount));
  }
  for (const [column, cell] of (header ?? []).entries()) {
    const role = ROLE_BY_NAME.get(nameIn(cell));
    if (role !== undefined && layout[role] === undefined && !taken.has(column)) take(role, column);
  }
  for (const role of ['prompt', 'answer'] as const) {
    if (layout[role] !== undefined) continue;
    for (let column = 0; column < columnCount && layout[role] === undefined; column++) {
      if (!taken.has(column)) take(role, column);
    }
  }
  return layout;
}

function wishedColumn(role: Role, wish: unknown, header: readonly string[] | undefined, columnCount: number): number {
  const names = header ?? [];
  const isThere = Number.isSafeInteger(wish) && (wish as number) >= 1 && (wish as number) <= columnCount;
  const named = typeof wish === 'string' ? names.findIndex((name) => nameIn(name) === nameIn(wish)) : -1;
  if (isThere) return (wish as number) - 1;
  if (named >= 0) return named;
  const there = names.length > 0 ? names.map((name) => shown(name.trim())).join(', ') : `1 to ${columnCount}`;
  throw new StudyError('invalid-argument', `columns.${role} is ${shown(wish)}; there are ${there}`);
}
