import fc from 'fast-check';
import { parseDeck, StudyError } from 'ownwords';
import { assignKeys, type Imported, type MarkdownOptions, parseMarkdown } from 'ownwords/markdown';
import { describe, expect, it } from 'vitest';
import { eventIssues } from '../../../src/log/check-event.js';
import { DIALECTS, randomFile, randomOptions, SAMPLES } from './random-file.js';

const options = { title: 'A deck', timeZone: 'UTC' };
const numRuns = Number(process.env.RUNS ?? 500);

/** What a file comes to; nothing if it is refused as it should be. */
function read(text: string, wishes: MarkdownOptions = {}): Imported | undefined {
  try {
    return parseMarkdown(text, { timeZone: 'UTC', ...wishes });
  } catch (error) {
    if (error instanceof StudyError && error.code === 'invalid-file') return undefined;
    throw error;
  }
}

const contents = ({ decks, progress }: Imported) => ({ decks, events: progress.events });
const HINT = /no key in the file/;

describe('any file', () => {
  it('comes to valid decks and events, or is refused with a code', () => {
    fc.assert(
      fc.property(randomFile, randomOptions, (text, wishes) => {
        const imported = read(text, wishes);
        if (!imported) return;
        expect(imported.decks.length).toBeGreaterThan(0);
        for (const deck of imported.decks) parseDeck(deck);
        const ids = new Set(imported.decks.flatMap(({ id, cards }) => Object.keys(cards).map((key) => `${id}/${key}`)));
        for (const event of imported.progress.events) {
          expect(eventIssues(event)).toEqual([]);
          expect(ids).toContain('cardId' in event && event.cardId);
        }
        expect(new Set(imported.progress.events.map(({ id }) => id)).size).toBe(imported.progress.events.length);
        expect(contents(read(text, wishes) as Imported)).toEqual(contents(imported));
      }),
      { numRuns },
    );
  });

  it('keeps its cards, with their keys, when the keys are written into it', () => {
    fc.assert(
      fc.property(randomFile, randomOptions, (text, wishes) => {
        const before = read(text, wishes);
        if (!before) return;
        const written = assignKeys(text, wishes);
        const after = read(written, wishes) as Imported;
        expect(contents(after)).toEqual(contents(before));
        expect(after.remarks.filter(({ message }) => HINT.test(message))).toEqual([]);
        expect(assignKeys(written, wishes)).toBe(written);
      }),
      { numRuns },
    );
  });

  it('is otherwise left as it is, byte for byte, when keys are written into it', () => {
    fc.assert(
      fc.property(randomFile, randomOptions, (text, wishes) => {
        if (!read(text, wishes)) return;
        let at = 0;
        for (const character of assignKeys(text, wishes)) if (text.startsWith(character, at)) at += character.length;
        expect(at).toBe(text.length);
      }),
      { numRuns },
    );
  });
});

describe('keys written into a file', () => {
  it('stay when the text of a card changes', () => {
    for (const dialect of DIALECTS) {
      const written = assignKeys(SAMPLES[dialect], options);
      const keys = (text: string) => parseMarkdown(text, options).decks.flatMap(({ cards }) => Object.keys(cards));
      const reworded = written
        .replace('Ecuador?', 'this country?')
        .replace('C: [Berlin] is', 'C: The city of [Berlin] is')
        .replace('France?', 'the French?')
        .replace('Capital of France::', 'The capital of France::')
        .replace('Which one', 'Which of them')
        .replace('The ==first==', 'It is the ==first==')
        .replace('What is the {{', 'Name the {{')
        .replace('## Question one', '## The first question');
      expect(reworded).not.toBe(written);
      expect(keys(reworded)).toEqual(keys(written));
    }
  });

  it('recommend themselves in one remark until they are there', () => {
    for (const dialect of DIALECTS) {
      const hints = (text: string) => parseMarkdown(text, options).remarks.filter(({ message }) => HINT.test(message));
      expect(hints(SAMPLES[dialect])).toHaveLength(1);
      expect(hints(assignKeys(SAMPLES[dialect], options))).toEqual([]);
    }
  });

  it('keep the line breaks of the file', () => {
    const text = SAMPLES.hashcards.replaceAll('\n', '\r\n');
    expect(assignKeys(text)).toBe(assignKeys(SAMPLES.hashcards).replaceAll('\n', '\r\n'));
  });

  it('come before keys that are made, and belong to one card', () => {
    const keys = (text: string) => parseMarkdown(text, options).decks.flatMap(({ cards }) => Object.entries(cards));
    expect(keys('a::b\n\nx::y ^a').map(([key, { prompt }]) => [key, prompt])).toEqual([
      ['a-2', 'a'],
      ['a', 'x'],
    ]);
    const twice = 'x::y ^a\n\nz:::w ^a';
    expect(keys(twice).map(([key]) => key)).toEqual(['a', 'a-2', 'a-2-reversed']);
    expect(parseMarkdown(twice, options).remarks).toEqual([
      expect.objectContaining({ kind: 'changed', place: 'line 3', message: expect.stringContaining('a-2') }),
    ]);
    expect(assignKeys(twice, options)).toBe(twice);
  });

  it('are readable, also of texts in other scripts', () => {
    const keysOf = (text: string) => Object.keys(parseMarkdown(text, options).decks[0]?.cards ?? {});
    expect(keysOf('Où est l’Œuvre, à Zürich?::x')).toEqual(['ou-est-l-uvre-a-zurich']);
    expect(keysOf('東京は?::x')).toEqual([expect.stringMatching(/^card-[a-z0-9]+$/)]);
    expect(keysOf(`${'very '.repeat(40)}long::x`)).toEqual(['very-very-very-very-very-very-very-very-very']);
  });
});
