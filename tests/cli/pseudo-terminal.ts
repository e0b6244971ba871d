import { spawnSync } from 'node:child_process';

/** The command that runs a shell script in a pseudo-terminal: `script` of util-linux, or else Python. */
export function pseudoTerminal(script: string): string[] {
  if (spawnSync('script', ['--version']).stdout?.includes('util-linux')) {
    return ['script', '--quiet', '--flush', '--return', '--command', script, '/dev/null'];
  }
  if (spawnSync('python3', ['-c', 'import pty']).status === 0) {
    return ['python3', '-c', 'import pty, sys; pty.spawn(sys.argv[1:])', 'sh', '-c', script];
  }
  throw new Error('This test needs a pseudo-terminal: install util-linux (for `script`) or Python 3');
}
