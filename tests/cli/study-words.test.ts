import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { stoppedClock } from 'ownwords/testing';
import pc from 'picocolors';
import { expect, it } from 'vitest';
import { pipedScreen } from '../../src/cli/study/piped.js';
import { defaultProgressPath } from '../../src/cli/study/places.js';
import { shortWait, spokenTime } from '../../src/cli/study/times.js';
import { prose, safe } from '../../src/cli/text.js';

const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Monday 9 March 2026, nine in the evening, where this test runs. */
const clock = stoppedClock(new Date(2026, 2, 9, 21).getTime(), { timeZone });

it.each([
  ['now', '0m', new Date(2026, 2, 9, 20)],
  ['in 1 minute', '1m', new Date(2026, 2, 9, 21, 1)],
  ['in 9 minutes', '9m', new Date(2026, 2, 9, 21, 9)],
  ['today at 23:00', '2h', new Date(2026, 2, 9, 23)],
  ['tomorrow at 01:05', '4h', new Date(2026, 2, 10, 1, 5)],
  ['tomorrow at 04:00', '1d', new Date(2026, 2, 10, 4)],
  ['on Wednesday 11 March', '2d', new Date(2026, 2, 11, 4)],
  ['on Monday 13 April', '1mo', new Date(2026, 3, 13, 4)],
  ['on 9 March 2028', '2.0y', new Date(2028, 2, 9, 4)],
])('says %j, or in short %j, when a card comes', (words, short, due) => {
  expect(spokenTime(due, clock)).toBe(words);
  expect(shortWait(due, clock)).toBe(short);
});

it('keeps data where the platform wants it', () => {
  const path = (platform: string, env: Record<string, string> = {}, home = '/home/me') =>
    defaultProgressPath({ platform, env, home });
  expect(path('linux')).toBe('/home/me/.local/share/ownwords/progress.ndjson');
  expect(path('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/ownwords/progress.ndjson');
  expect(path('linux', { XDG_DATA_HOME: 'data' })).toBe('/home/me/.local/share/ownwords/progress.ndjson');
  expect(path('linux', { XDG_DATA_HOME: '' })).toBe('/home/me/.local/share/ownwords/progress.ndjson');
  expect(path('darwin')).toBe('/home/me/Library/Application Support/ownwords/progress.ndjson');
  const appData = 'C:\\Users\\me\\AppData\\Roaming';
  expect(path('win32', { APPDATA: appData })).toBe(`${appData}\\ownwords\\progress.ndjson`);
  expect(path('win32', {}, 'C:\\Users\\me')).toBe(`${appData}\\ownwords\\progress.ndjson`);
});

it('leaves nothing in a text that could drive the terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(safe(text).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }),
  );
  expect(safe('a\tb\r\nc\rd\u001b[31me\u009b0mf\u0007')).toBe('a b\nc\nd[31me0mf');
});

it('wraps words within the width and loses none', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 40 }), (text, width) => {
      const lines = prose(text.join(' '), width, String);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.join(''));
    }),
  );
});

it('keeps paragraphs and lists, joins soft line breaks, counts wide signs twice, and makes bold what is bold', () => {
  const bold = (text: string) => `<${text}>`;
  expect(prose('One\ntwo\n\n- three\n  four\n- five', 40, bold)).toEqual(['One two', '', '- three four', '- five']);
  expect(prose('a **very bold** claim', 8, bold)).toEqual(['a <very>', '<bold>', 'claim']);
  expect(prose('日本語の文', 6, bold)).toEqual(['日本語', 'の文']);
  expect(prose('2 * 3 ** 4', 40, bold)).toEqual(['2 * 3 ** 4']);
});

it('answers no question any more once the learner has left, whatever is still in the pipe', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()] as unknown[] as [
    NodeJS.ReadStream,
    NodeJS.WriteStream,
  ];
  const screen = pipedScreen(input, output, pc.createColors(false));
  input.push('one\ntwo\nthree\n');
  expect(await screen.ask('First?', '')).toBe('one');
  screen.leave();
  expect(await screen.ask('Second?', '')).toBeUndefined();
  expect(await screen.tick('Which?', ['a', 'b'])).toBeUndefined();
  screen.close();
});
