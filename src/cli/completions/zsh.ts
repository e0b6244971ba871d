import type { Command } from '../command.js';

/** Completion for zsh. */
export function zshScript(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => `    ${quoted(`${escaped(name)}:${summary}`)}`);
  return `#compdef ownwords
# Completion of ownwords for zsh.
_ownwords() {
  local -a commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
${commands.map(caseOf).join('\n')}
  esac
}
compdef _ownwords ownwords
`;
}

function caseOf({ name, options, choices }: Command): string {
  const specs = Object.entries(options).map(([option, { type, value, choices, about }]) => {
    const values = choices ? `(${choices.join(' ')})` : value === 'FILE' ? '_files' : ' ';
    const behind = type === 'string' ? `:${value ?? option}:${values}` : '';
    return quoted(`--${option}[${about.replace(/[[\]\\:]/g, '\\$&')}]${behind}`);
  });
  const words = choices ? quoted(`1:what:(${choices.join(' ')})`) : "'*:file:_files'";
  return `    ${name}) _arguments ${[...specs, words].join(' ')} ;;`;
}

const escaped = (text: string) => text.replaceAll(':', '\\:');

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
