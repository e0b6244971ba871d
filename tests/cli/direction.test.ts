import { expect, it } from 'vitest';
import { directed, isolated, isRightToLeft } from '../../src/cli/direction.js';
import { colorsFor } from '../../src/cli/terminal.js';
import { bordered, oneLine, prose, safe } from '../../src/cli/text.js';

const LEFT = '\u200e';
const [MARK, ISOLATE, END] = ['\u200f', '\u2068', '\u2069'];

it.each([
  ['ما القيادة؟', true],
  ['מהי מנהיגות?', true],
  ['30 فحصًا', true],
  ['«Release» إصدار', false],
  ['Leadership القيادة', false],
  ['30 %', false],
])('the first letter tells the direction of %s', (text, expected) => {
  expect(isRightToLeft(text)).toBe(expected);
});

it('the language tells the direction before the first letter does', () => {
  expect(isRightToLeft('API: ما تعريفها؟', 'ar')).toBe(true);
  expect(isRightToLeft('القيادة means leadership', 'en')).toBe(false);
  expect(isRightToLeft('القيادة', 'en-a')).toBe(true); // no language at all
  expect(prose('API: ما تعريفها؟', 40, String, 'ar')).toEqual([`${MARK}API: ما تعريفها؟`]);
});

it('every line of a text goes in the direction of the whole, whatever it begins with', () => {
  expect(prose('القيادة هي\n\n- CRM أو\n- 30', 20, String)).toEqual([
    `${MARK}القيادة هي`,
    '',
    `${MARK}- CRM أو`,
    `${MARK}- 30`,
  ]);
  expect(directed(['Leadership is', 'القيادة'])).toEqual([`${LEFT}Leadership is`, `${LEFT}القيادة`]);
  expect(directed(['Leadership'])).toEqual(['Leadership']);
});

it('within a line of ours a text that is written from the right is kept to itself', () => {
  expect(oneLine('القيادة\nوالمبادرة')).toBe(`${ISOLATE}القيادة والمبادرة${END}`);
  expect(isolated('Leadership')).toBe('Leadership');
});

it('marks of direction take no columns, and those of the text itself can turn nothing', () => {
  expect(prose('قيادة قيادة', 11, String)).toHaveLength(1);
  expect(safe('a\u202eb\u2066c')).toBe('abc');
});

it('the line beside a text stands at the side from which it is read', () => {
  const [, , line] = bordered('Model answer', 'القيادة', (text) => text, { colors: colorsFor({}), width: 40 });
  expect(line).toBe(`│ ${MARK}القيادة`); // nothing before the mark has a direction of its own
});
