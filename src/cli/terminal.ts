import { stderr, stdout } from 'node:process';
import pc from 'picocolors';

/** How words are colored; where colors are unwanted, each of these leaves the text as it is. */
export type Colors = Pick<
  typeof pc,
  'isColorSupported' | 'bold' | 'cyan' | 'dim' | 'gray' | 'green' | 'inverse' | 'red' | 'yellow'
>;

/** Colors for a stream: off when it is piped or NO_COLOR is set, unless FORCE_COLOR wants them. */
export function colorsFor(stream: { readonly isTTY?: boolean }): Colors {
  const { FORCE_COLOR: forced } = process.env;
  const isForbidden = forced === '0' || forced === 'false';
  return pc.createColors(pc.isColorSupported && !isForbidden && (stream.isTTY === true || forced !== undefined));
}

/** Writes what was asked for. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) stdout.write(`${line}\n`);
}

/** Writes what is said beside it, so that it is not taken for a part of it. */
export function note(...lines: readonly string[]): void {
  for (const line of lines) stderr.write(`${line}\n`);
}

/** A reader that has gone away, as `head` does or a terminal that was closed, ends nothing; where nothing can be written, as on a full disk, all ends. */
export function allowClosedPipes(): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EIO') return;
      if (stream !== stderr) stderr.write(`ownwords: ${error.message}\n`);
      process.exit(1);
    });
  }
}
