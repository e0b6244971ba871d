import type { Call, Command, CommandModule } from '../command.js';
import { COMMANDS } from '../commands.js';
import { UsageError } from '../errors.js';
import { bashScript } from './bash.js';
import { SHELLS } from './command.js';
import { fishScript } from './fish.js';
import { zshScript } from './zsh.js';

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (commands: readonly Command[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export const run: CommandModule['run'] = async ({ words: [shell, more] }: Call) => {
  const known = SHELLS.find((each) => each === shell);
  if (known === undefined || more !== undefined) throw new UsageError(`name your shell: ${SHELLS.join(', ')}`);
  process.stdout.write(SCRIPTS[known](COMMANDS));
  return 0;
};
