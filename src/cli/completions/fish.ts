import type { Command } from '../command.js';

/** Completion for fish. */
export function fishScript(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c ownwords -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.summary)}`,
    ...optionsOf(command),
  ]);
  return `# Completion of ownwords for fish.\n${lines.join('\n')}\n`;
}

function optionsOf({ name, options, choices }: Command): string[] {
  const here = `complete -c ownwords -n '__fish_seen_subcommand_from ${name}'`;
  const lines = Object.entries(options).map(([option, { type, value, choices, about }]) => {
    const values = choices ? ` -x -a ${quoted(choices.join(' '))}` : value === 'FILE' ? ' -r -F' : ' -x';
    return `${here} -l ${option}${type === 'string' ? values : ''} -d ${quoted(about)}`;
  });
  return [...lines, ...(choices ? [`${here} -f -a ${quoted(choices.join(' '))}`] : [])];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
