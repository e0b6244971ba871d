import { emitKeypressEvents, type Key } from 'node:readline';
import { isatty } from 'node:tty';
import {
  type CANCEL_SYMBOL,
  isCancel,
  multiselect,
  S_BAR,
  S_BAR_END,
  S_BAR_H,
  S_BAR_START,
  S_CONNECT_LEFT,
  select,
  settings,
} from '@clack/prompts';
import { DETECT_DIRECTION, FORGET_DIRECTION } from '../direction.js';
import type { Colors } from '../terminal.js';
import { fitted } from '../text.js';
import { answerLine } from './answer-line.js';
import { askPlaces, type Screen, widthFor } from './screen.js';

const SHOW_CURSOR = '\u001b[?25h';
/** Columns taken by the bar at the left and the space after it. */
const MARGIN = 3;

/** Standard input, which stands for a terminal. */
type Terminal = NodeJS.ReadStream & { readonly fd: number };

/** A screen for a person at a terminal: lists to walk through, a line to edit, and single keys. */
export function interactiveScreen(input: Terminal, output: NodeJS.WriteStream, colors: Colors): Screen {
  settings.aliases.delete('escape'); // Escape ends nothing
  heedClosing(input);
  const streams = { input, output };
  const width = () => widthFor(output.columns) - MARGIN;
  const margin = `${colors.gray(S_BAR)}  `;
  let hasLeft = false;
  let underWay: AbortController | undefined;

  function leave(): void {
    hasLeft = true;
    underWay?.abort();
  }

  /** Asks one question, and leaves on Ctrl-D and on the other keys that leave it. */
  async function question<Answer>(
    leaves: (key: Key) => boolean,
    ask: (signal: AbortSignal) => Promise<Answer | typeof CANCEL_SYMBOL>,
  ): Promise<Answer | undefined> {
    if (hasLeft) return undefined;
    underWay = new AbortController();
    const onKey = (_: string | undefined, key: Key) => {
      // Not before all others have heard of the key: a prompt that is closed meanwhile would draw itself again.
      if (leaves(key) || isControl(key, 'd')) queueMicrotask(leave);
    };
    input.on('keypress', onKey);
    try {
      const answer = await ask(underWay.signal);
      if (!isCancel(answer)) return answer;
      hasLeft = true;
      return undefined;
    } finally {
      input.off('keypress', onKey);
      underWay = undefined;
    }
  }

  async function ask(message: string, help: string): Promise<string | undefined> {
    const lines = fitted([message, colors.dim(help)], width());
    const line = await question(
      () => false,
      (signal) => answerLine(lines, { ...streams, signal }, colors),
    );
    if (line?.trim().toLowerCase() !== 'q') return line?.trim();
    leave();
    return undefined;
  }

  const optionsOf = (labels: readonly string[]) => labels.map((label, value) => ({ value, label }));
  const write = (line: string) => output.write(`${line}\n`);
  const print = (...lines: readonly string[]) => {
    for (const line of fitted(lines, width())) write(`${margin}${line}`.trimEnd());
  };

  input.once('end', leave); // the terminal is gone
  write(`${DETECT_DIRECTION}${colors.gray(S_BAR_START)}  ${colors.bold('ownwords')}`);
  return {
    colors,
    get width() {
      return width();
    },
    echoes: true,
    print,
    rule(text) {
      const [first, ...more] = fitted([text], width() - 1);
      print('');
      write(colors.gray(`${S_CONNECT_LEFT}${S_BAR_H} ${first} `.padEnd(width() + MARGIN, S_BAR_H)));
      print(...more.map(colors.gray), '');
    },
    ask,
    choose: (message, labels) =>
      question(isQuit, (signal) => select({ ...streams, message, options: optionsOf(labels), signal })),
    tick(message, labels) {
      // Only its color shows where one is in the list.
      if (!colors.isColorSupported) return askPlaces(ask, message, labels);
      const options = optionsOf(labels);
      return question(isQuit, (signal) => multiselect({ ...streams, message, options, required: false, signal }));
    },
    key: (message, help, keys) =>
      question(
        (key) => isQuit(key) || isControl(key, 'c'),
        (signal) => {
          const key = pressedKey(input, keys, signal);
          print('', message, colors.dim(help)); // only now that keys are listened to
          return key;
        },
      ),
    leave,
    close() {
      if (input.isRaw) input.setRawMode(false);
      input.pause();
      output.write(`${colors.gray(S_BAR_END)}\n${SHOW_CURSOR}${FORGET_DIRECTION}`);
    },
  };
}

/** A terminal that was closed has no modes: to set one would be an error that nobody hears, in the midst of leaving. */
function heedClosing(input: Terminal): void {
  const setRawMode = input.setRawMode.bind(input);
  input.setRawMode = (isRaw) => (isatty(input.fd) ? setRawMode(isRaw) : input);
}

const isQuit = ({ name, ctrl, meta }: Key) => name === 'q' && !ctrl && !meta;
const isControl = ({ name, ctrl }: Key, letter: string) => name === letter && ctrl === true;

/** The next of these keys that is pressed, the empty one being Enter; nothing if the signal comes first. */
function pressedKey(
  input: NodeJS.ReadStream,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (key?: string) => {
      input.off('keypress', onKey);
      input.pause();
      resolve(key);
    };
    const onKey = (sign: string | undefined, { name, ctrl, meta }: Key) => {
      const key = name === 'return' || name === 'enter' ? '' : sign?.toLowerCase();
      if (key !== undefined && !ctrl && !meta && keys.includes(key)) finish(key);
    };
    emitKeypressEvents(input);
    input.setRawMode(true);
    input.on('keypress', onKey);
    input.resume();
    signal.addEventListener('abort', () => finish(), { once: true });
  });
}
