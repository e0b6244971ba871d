import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shallowJson } from '../../src/formats/shallow-json.js';

it('reads what JSON is', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(3_000), (json, blanks) => {
      expect(shallowJson(' '.repeat(blanks) + json)).toEqual(JSON.parse(json));
    }),
  );
});

it('does not count brackets in texts, nor levels that are closed', () => {
  const texts = [`${'["\\"[["], '.repeat(2_000)}`, `${'{"a{": [[]]}, '.repeat(2_000)}`];
  for (const text of texts) expect(shallowJson(`[${text}0]`)).toHaveLength(2_001);
});

it('refuses what is nested without end, closed or not', () => {
  expect(shallowJson(`${'['.repeat(1_000)}${']'.repeat(1_000)}`)).toHaveLength(1);
  for (const open of ['['.repeat(1_001), '{"a":'.repeat(1_001), `["${'\\'.repeat(2_000)}",${'['.repeat(1_000)}`]) {
    expect(() => shallowJson(open)).toThrow('it is nested deeper than 1000 levels');
  }
});
