#!/usr/bin/env node
import { parseCall } from './arguments.js';
import { COMMANDS } from './commands.js';
import { exitCodeOf, explained, UsageError } from './errors.js';
import { helpFor, overview } from './help.js';
import { nearest } from './nearest.js';
import { allowClosedPipes, colorsFor } from './terminal.js';
import { version } from './version.js';

/** Does what the words after `ownwords` ask for, and returns the exit code. */
async function run([name = '--help', ...args]: readonly string[]): Promise<number> {
  const colors = colorsFor(process.stdout);
  if (name === '--version' || name === '-v') return say(`${version()}\n`);
  const isForHelp = ['help', '--help', '-h'].includes(name);
  const [wanted] = isForHelp ? args : [name];
  if (wanted === undefined) return say(overview(colors));
  const command = COMMANDS.find((each) => each.name === wanted);
  if (!command) {
    const near = nearest(
      wanted,
      COMMANDS.map((each) => each.name),
    );
    throw new UsageError(`there is no command ${wanted}${near ? `; did you mean ${near}?` : ''}`);
  }
  const call = parseCall(command, isForHelp ? ['--help'] : args);
  if (call.isForHelp) return say(helpFor(command, colors));
  const { run } = await command.load();
  return run(call);
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

allowClosedPipes();
try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodeOf(error);
  process.stderr.write(explained(error));
}
