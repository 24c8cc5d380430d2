import type { Terminal } from '../host.js';
import { lines, type ShellFragment, sh } from '../shell.js';

/** DECTCEM set (ECMA-48 private mode 25): a program that was killed could not show the cursor again. */
export function showCursor({ output, env }: Pick<Terminal, 'output' | 'env'>): void {
  if (output.isTTY === true && (env.TERM ?? 'dumb') !== 'dumb') output.write('\u001b[?25h');
}

/**
 * The terminal's modes (no echo, no end of line) are as before, whatever the program did to them. A signal of the keyboard
 * is the program's; the shell around it stays, and is a trap and not ignored, or the program would ignore it too.
 */
export function inOwnModes(script: ShellFragment): ShellFragment {
  return lines(
    sh`
terminal_modes=$(stty -g 2>/dev/null)
trap : INT QUIT
(`,
    script,
    sh`
)
attached_code=$?
trap '' TTOU
if [ -n "$terminal_modes" ]; then stty "$terminal_modes"; fi
exit "$attached_code"`,
  );
}

/** What a program must know of the terminal. */
export function terminalEnvironment(env: Terminal['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && /^(TERM|LANG|LC_[A-Z]+)$/.test(name) ? [[name, value]] : [],
    ),
  );
}
