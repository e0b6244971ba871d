import type { Command, Option } from '../command.js';

/** Completion for bash. Where nothing is suggested, bash completes files. */
export function bashScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of ownwords for bash.
_ownwords() {
  local command=\${COMP_WORDS[1]} current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${names} help --help --version'
  else
    case "$command $previous" in
${commands.flatMap(valuesOf).join('\n')}
      'help help') words='${names}' ;;
      *)
        case "$command" in
${commands.map(wordsOf).join('\n')}
        esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _ownwords ownwords
`;
}

/** What may stand behind an option that takes a value; nothing for files. */
function valuesOf({ name, options }: Command): string[] {
  return Object.entries(options)
    .filter(([, { type }]) => type === 'string')
    .map(([option, { choices = [] }]) => `      '${name} --${option}') words='${choices.join(' ')}' ;;`);
}

function wordsOf({ name, options, choices = [] }: Command): string {
  const flags = [...Object.entries(options).map(flagOf), '--help'].join(' ');
  return `          ${name}) if [[ $current == -* ]]; then words='${flags}'; elif [ "$COMP_CWORD" -eq 2 ]; then words='${choices.join(' ')}'; fi ;;`;
}

function flagOf([name]: [string, Option]): string {
  return `--${name}`;
}
