import { TextPrompt, wrapTextWithPrefix } from '@clack/core';
import { S_BAR, S_BAR_END, symbol } from '@clack/prompts';
import type { Colors } from '../terminal.js';

/** What the prompts of clack are given to work with. */
interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/**
 * Clack's line of text, drawn so that an answer of several lines keeps the margin, and so that without colors, too, one sees
 * where the cursor is.
 */
export function answerLine(question: readonly string[], streams: Streams, colors: Colors) {
  const margin = `${colors.gray(S_BAR)}  `;
  return new TextPrompt({
    ...streams,
    render() {
      const isOver = this.state === 'submit' || this.state === 'cancel';
      const shown = isOver ? this.userInput : withCursor(this.userInput, this.cursor, colors);
      const typed = wrapTextWithPrefix(streams.output, shown, margin);
      const head = `${margin.trimEnd()}\n${symbol(this.state)}  ${question.join(`\n${margin}`)}`;
      return `${head}\n${typed}${isOver ? '' : `\n${colors.gray(S_BAR_END)}\n`}`;
    },
  }).prompt();
}

function withCursor(text: string, at: number, { isColorSupported, inverse }: Colors): string {
  const [before, under, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  if (under === '') return `${before}█`;
  return isColorSupported ? `${before}${inverse(under)}${after}` : `${before}█${under}${after}`;
}
