import { parseArgs } from 'node:util';
import type { Call, Command } from './command.js';
import { UsageError } from './errors.js';

/**
 * What the words after a command mean. Any option may be followed by the words that are no options.
 * @throws UsageError for what the command does not know
 */
export function parseCall({ options }: Command, args: readonly string[]): Call & { readonly isForHelp: boolean } {
  const { help = false, ...values } = parsed(options, args);
  for (const [name, value] of Object.entries(values.options)) {
    const { choices } = options[name] as Command['options'][string];
    if (value === '') throw new UsageError(`--${name} needs a value that is not empty`);
    if (choices && !choices.includes(value as string)) {
      throw new UsageError(`--${name} is ${choices.join(' or ')}, not ${value}`);
    }
  }
  return { values: values.options, words: values.words, isForHelp: help };
}

function parsed(options: Command['options'], args: readonly string[]) {
  try {
    const known = Object.fromEntries(
      Object.entries(options).map(([name, { type, short }]) => [name, { type, ...(short && { short }) }]),
    );
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options: { ...known, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      tokens: true,
    });
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new UsageError(`--${twice} is there twice; say it once`);
    const { help, ...others } = values as { help?: boolean; [name: string]: string | boolean | undefined };
    return { help: help === true, options: others, words: positionals };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
}
