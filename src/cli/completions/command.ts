import { command } from '../command.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const completions = command({
  name: 'completions',
  summary: 'print what lets your shell complete commands, options and files',
  words: SHELLS.join('|'),
  choices: SHELLS,
  options: {},
  notes: `bash  add to ~/.bashrc:  source <(ownwords completions bash)
zsh   add to ~/.zshrc, after compinit:  source <(ownwords completions zsh)
fish  run once:  ownwords completions fish > ~/.config/fish/completions/ownwords.fish`,
  load: () => import('./run.js'),
});
