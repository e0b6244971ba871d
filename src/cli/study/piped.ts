import { createInterface } from 'node:readline';
import type { Colors } from '../terminal.js';
import { fitted } from '../text.js';
import { askPlaces, askUntil, numbered, placesIn, type Screen, widthFor } from './screen.js';

/**
 * A screen of lines: one answer is one line of input, and the cursor only ever moves on. For input from a pipe or a file, and
 * for terminals that can do no more.
 */
export function pipedScreen(input: NodeJS.ReadStream, output: NodeJS.WriteStream, colors: Colors): Screen {
  const reader = createInterface({ input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
  const lines: string[] = [];
  let ended = false;
  let waiting: ((line: string | undefined) => void) | undefined;

  function deliver(): void {
    if (lines.length === 0 && !ended) return;
    const answer = waiting;
    waiting = undefined;
    answer?.(lines.shift());
  }

  reader.on('line', (line) => {
    lines.push(line);
    reader.pause(); // what nobody waits for yet stays in the pipe
    if (waiting) deliver();
  });
  reader.on('close', () => {
    ended = true;
    if (waiting) deliver();
  });

  function leave(): void {
    reader.close();
    lines.length = 0;
  }

  const width = () => widthFor(output.columns);
  const print = (...printed: readonly string[]) => {
    for (const line of fitted(printed, width())) output.write(`${line}\n`);
  };

  async function ask(question: string, help: string): Promise<string | undefined> {
    print('', question, colors.dim(help));
    const line = await new Promise<string | undefined>((resolve) => {
      waiting = resolve;
      if (lines.length === 0 && !ended) reader.resume();
      deliver();
    });
    if (line?.trim().toLowerCase() !== 'q') return line?.trim();
    leave();
    return undefined;
  }

  return {
    colors,
    get width() {
      return width();
    },
    echoes: false,
    print,
    rule: (text) => print('', colors.dim(`── ${text} `.padEnd(width(), '─')), ''),
    ask,
    choose(question, options) {
      const help = `A number from 1 to ${options.length} · q quit`;
      const only = (line: string) => {
        const places = placesIn(line, options.length);
        return places?.length === 1 ? places[0] : undefined;
      };
      return askUntil(ask, `${question}\n${numbered(options)}`, help, only);
    },
    tick: (question, options) => askPlaces(ask, question, options),
    key: (question, help, keys) =>
      askUntil(ask, question, help, (line) => keys.find((key) => key === line.toLowerCase())),
    leave,
    close() {
      reader.close();
      input.destroy(); // a pipe that stays open would keep the program waiting
    },
  };
}
