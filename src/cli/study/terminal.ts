import { stdin, stdout } from 'node:process';
import { colorsFor } from '../terminal.js';
import { interactiveScreen } from './interactive.js';
import { pipedScreen } from './piped.js';
import type { Screen } from './screen.js';

/** The screen that fits where the program runs. A signal to end is the learner leaving: the sitting is brought to its end. */
export function openScreen(): Screen {
  const isTerminal = stdin.isTTY && stdout.isTTY && process.env.TERM !== 'dumb';
  const colors = colorsFor(stdout);
  const screen = isTerminal ? interactiveScreen(stdin, stdout, colors) : pipedScreen(stdin, stdout, colors);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, screen.leave);
  // A terminal that was closed, or a reader that has gone away.
  for (const stream of [stdin, stdout]) stream.on('error', screen.leave);
  return screen;
}
