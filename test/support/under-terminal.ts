import { spawn } from 'node:child_process';

/** What is awaited; then what is typed, or done. */
export type TerminalStep = readonly [waitFor: string, then: string | ((text: string) => void)];

/** Runs a command under a real pseudo-terminal (`script` of util-linux); gives all that was on it. */
export function underTerminal(
  command: string,
  steps: readonly TerminalStep[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { PATH: process.env.PATH, TERM: 'xterm', LANG: 'C.UTF-8', ...env },
    });
    let text = '';
    let seen = 0;
    const left = [...steps];
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      // One chunk may bring what several steps wait for.
      for (let next = left[0]; next !== undefined; next = left[0]) {
        const at = text.indexOf(next[0], seen);
        if (at < 0) return;
        seen = at + next[0].length;
        left.shift();
        if (typeof next[1] === 'function') next[1](text);
        else if (next[1] !== '') child.stdin.write(next[1]);
      }
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}
