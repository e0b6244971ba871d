import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from './command.js';

const FOLDER = 'tests/fixtures/faulty-decks/files';

/** What a table or a text of another program cannot say of its deck. */
const TERSE = ['1:1 no-language', '1:1 no-description'];

/**
 * The faulty files: where in each the fault is found and by which rule, what stands there, and what else is found. All else in them is
 * right.
 */
const FILES: readonly (readonly [file: string, finding: string, there: string, others?: readonly string[]])[] = [
  // No JSON at all.
  ['trailing-comma.json', '8:3 syntax', '}'],
  ['comment.json', '7:5 syntax', '// the easy one'],
  ['unclosed-text.json', '7:51 syntax', 'answer": "On Antarctic'],
  ['missing-comma.json', '8:5 syntax', '"two": {'],
  ['single-quotes.json', '7:24 syntax', "'Why do leaves"],
  ['cut-off.json', '9:1 syntax', ''],
  ['deep.json', '7:1085 syntax', '[['],
  ['empty.json', '1:1 syntax', ''],
  ['latin-1.json', '1:1 syntax', '{'],
  ['latin-1.csv', '1:1 syntax', 'id;front', TERSE],
  // Names that stand twice, of which JSON.parse and others silently lose one.
  ['key-twice.json', '9:5 duplicate-key', '"one": {'],
  ['key-twice.md', '11:1 duplicate-key', '## How old can a tortoise get? {#one}'],
  ['key-twice.csv', '4:1 duplicate-key', 'one,Who split the atom?'],
  ['member-twice.json', '7:82 duplicate-key', '"answer": "Three"'],
  ['hint-twice.md', '13:1 duplicate-key', 'Hint: think harder'],
  ['point-twice.md', '13:1 duplicate-key', '- In the Sargasso Sea {#it}'],
  // What no deck may hold.
  ['no-cards.json', '1:1 schema', '{'],
  ['no-answer.json', '8:5 schema', '"two": {'],
  ['no-answer.md', '11:1 schema', '## Which river'],
  ['no-answer.csv', '3:23 schema', ' ,,,'],
  ['empty-prompt.json', '7:24 schema', '" "'],
  ['no-prompt.md', '7:1 schema', '## {#one}'],
  ['no-prompt.csv', '3:5 schema', ',Venice'],
  ['unknown-member.json', '7:84 schema', '"note": "easy"'],
  ['bad-key.json', '7:5 schema', '"one!": {'],
  ['bad-key.md', '7:1 schema', '## What colours a flamingo? {#one!}'],
  ['bad-tags.json', '7:95 schema', '"easy" }'],
  ['bad-tags.md', '11:1 syntax', 'Tags: "easy, short'],
  ['bad-tags.csv', '2:44 schema', '"[1, 2]"'],
  ['bad-language.json', '5:15 schema', '"English, mostly"'],
  ['bad-language.md', '3:11 schema', 'English, mostly'],
  ['bad-language.csv', '2:35 schema', '"{""id"":""bad-language'],
  ['bad-points.json', '10:70 schema', '"yes"'],
  ['bad-points.csv', '2:40 syntax', '{it: Twenty}'],
  ['bad-fields.md', '11:1 syntax', 'Fields:'],
  // How the cards of a deck hang together.
  ['follow-up-missing.json', '7:88 follow-up', '"two" }'],
  ['follow-up-missing.md', '12:10 follow-up', 'two'],
  ['follow-up-missing.csv', '2:52 follow-up', 'two,'],
  ['follow-up-circle.json', '7:105 follow-up', '"two" }'],
  ['follow-up-circle.md', '11:10 follow-up', 'two'],
  ['follow-up-circle.csv', '2:42 follow-up', 'two,'],
  ['former-twice.json', '8:104 former-id', '"old/a"]'],
  ['former-twice.md', '17:11 former-id', 'old/d, old/c'],
  ['former-twice.csv', '3:36 former-id', 'old/f old/e'],
  // What the rules for decks find, in each format at its place.
  ['same-prompt.json', '9:17 same-prompt', '"How do bats'],
  ['same-prompt.md', '13:1 same-prompt', 'Who mapped'],
  ['same-prompt.csv', '3:5 same-prompt', 'Who said eureka?'],
  ['dead-link.json', '10:54 link', '"nowhere"'],
  ['dead-link.md', '14:38 link', '"nowhere"'],
  ['dead-link.csv', '2:39 link', '"{""seeAlso""'],
  // Byte order marks, characters of several units, cells of several lines, and the three ends of lines.
  ['wide-and-crlf.json', '7:101 follow-up', '"two" }'],
  ['wide-and-crlf.md', '11:10 follow-up', 'two'],
  ['wide-and-crlf.csv', '3:45 follow-up', 'two,'],
  ['old-line-ends.json', '7:89 follow-up', '"two" }'],
  ['old-line-ends.md', '11:10 follow-up', 'two'],
  ['old-line-ends.csv', '2:43 follow-up', 'two,'],
  // What readers leave out, or take in another way.
  ['text-above.md', '1:1 dropped', 'By the way:'],
  ['unclosed-code.md', '11:1 syntax', '```'],
  ['unclosed-quote.csv', '3:5 syntax', '"When was'],
  ['keyless.md', '7:1 changed', '## Which fruit'],
  ['hashcards.md', '5:1 dropped', 'Q: What seals', TERSE],
  ['headings.md', '3:1 dropped', '## Who founded', TERSE],
  ['table.tsv', '3:1 dropped', '2\tWhich bridge', TERSE],
  ['anki.txt', '6:1 dropped', 'a2\t\t', TERSE],
];

interface FoundIn {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
}

const found = new Map<string, string[]>();

beforeAll(async () => {
  const { output } = await run(['check', FOLDER, '--format', 'json']);
  for (const { file, line, column, rule } of JSON.parse(output).findings as readonly FoundIn[]) {
    const name = file.replace(`${FOLDER}/`, '');
    found.set(name, [...(found.get(name) ?? []), `${line}:${column} ${rule}`]);
  }
});

describe('in a faulty file, the fault is found where it is, and nothing else', () => {
  const cases = FILES.map(([file, finding, there, others = []]) => ({ file, finding, there, others }));
  it.each(cases)('$file: $finding', ({ file, finding, there, others }) => {
    expect(found.get(file)?.sort()).toEqual([finding, ...others].sort());
    const [line = 0, column = 0] = finding.split(/[: ]/).map(Number);
    const text = new TextDecoder().decode(readFileSync(`${FOLDER}/${file}`));
    const rest = text.split(/\r\n|\n|\r/)[line - 1]?.slice(column - 1) ?? '';
    expect(rest.slice(0, there.length)).toBe(there);
  });

  it('and every file of the corpus is in the table', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(FILES.map(([file]) => file).sort());
  });
});
