import { OWN_FIELDS } from './own-notetype.js';

/** Never changes as long as the names of fields and templates stay: Anki knows notetypes by it. */
export const NOTETYPE_ID = 1_467_214_095_381;
/** When what follows was last changed, in seconds since 1970 UTC: Anki takes the newer one. */
const CHANGED = 1_795_737_600; // 2026-11-27

const QUESTION = `<div class="prompt">{{Prompt}}</div>
{{#Hint}}<div class="hint">{{hint:Hint}}</div>{{/Hint}}`;

const ANSWER = `<div class="prompt">{{Prompt}}</div>
<hr id="answer">
<div class="answer">{{Answer}}</div>
{{#Key points}}<div class="points">{{Key points}}</div>{{/Key points}}`;

const CSS = `.card {
  --ink: #1f2328; --soft: #5b6470; --paper: #fdfdfb; --line: #d9dce1; --mark: #0b6b5d; --tint: #eef4f2;
  color: var(--ink); background: var(--paper);
  font: 20px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  max-width: 38em; margin: 0 auto; padding: 1em; text-align: left;
}
.nightMode.card, .nightMode .card, .night_mode .card {
  --ink: #e6e8eb; --soft: #a2abb6; --paper: #1d2024; --line: #3a4048; --mark: #6fd0bd; --tint: #252b2d;
}
.prompt { font-weight: 600; }
.hint { margin-top: 1em; color: var(--soft); font-size: 0.9em; }
.hint a { color: var(--mark); }
hr#answer { border: 0; border-top: 1px solid var(--line); margin: 1.2em 0; }
.points { margin-top: 1.2em; padding: 0.6em 1em; background: var(--tint); border-radius: 8px; font-size: 0.9em; }
.points ul { margin: 0; padding-left: 1.2em; }
.points .essential { font-weight: 600; }
.points .essential::marker { color: var(--mark); }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.9em; background: var(--tint); }
pre { padding: 0.6em 0.8em; overflow-x: auto; border-radius: 8px; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.2em 0.6em; }
img { max-width: 100%; }`;

const LATEX_BEFORE = `\\documentclass[12pt]{article}
\\special{papersize=3in,5in}
\\usepackage[utf8]{inputenc}
\\usepackage{amssymb,amsmath}
\\pagestyle{empty}
\\setlength{\\parindent}{0in}
\\begin{document}
`;
const LATEX_AFTER = '\\end{document}';

/** The notetype of our cards, as version 11 spells it. */
export function ownNotetype(): object {
  const fields = OWN_FIELDS.map((name) =>
    name === 'ownwords'
      ? { name, description: 'Lets ownwords know this card again. Please leave it as it is.', collapsed: true }
      : { name },
  );
  return {
    ...notetypeOf(NOTETYPE_ID, 'ownwords', CHANGED, fields, QUESTION, ANSWER),
    css: CSS,
  };
}

/** A notetype with one template, which asks for the first field. */
export function notetypeOf(
  id: number,
  name: string,
  modified: number,
  fields: readonly { readonly name: string; readonly description?: string; readonly collapsed?: boolean }[],
  question: string,
  answer: string,
): object {
  return {
    id,
    name,
    type: 0,
    mod: modified,
    usn: -1,
    sortf: 0,
    did: null,
    tmpls: [
      { name: 'Card 1', ord: 0, qfmt: question, afmt: answer, bqfmt: '', bafmt: '', did: null, bfont: '', bsize: 0 },
    ],
    flds: fields.map(({ name, description = '', collapsed = false }, ord) => ({
      name,
      ord,
      sticky: false,
      rtl: false,
      font: 'Arial',
      size: 20,
      description,
      plainText: collapsed,
      collapsed,
      excludeFromSearch: collapsed,
      media: [],
    })),
    css: '',
    latexPre: LATEX_BEFORE,
    latexPost: LATEX_AFTER,
    latexsvg: false,
    req: [[0, 'any', [0]]],
    vers: [],
    tags: [],
  };
}
