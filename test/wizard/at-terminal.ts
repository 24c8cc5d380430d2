import type { Operator } from '../../src/engine/operator.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { operatorFor } from '../../src/wizard/operator-for.js';
import { TerminalDouble } from './terminal-double.js';

const wishes = { yes: false, plain: false, color: true };

/** The wizard as it is at a terminal, and a person at that who reads and types. */
export async function wizard(
  env: Record<string, string> = {},
  abort = new AbortController(),
  [columns, rows]: readonly [number, number] = [80, 24],
) {
  const terminal = new TerminalDouble(columns, rows);
  const io = terminal.io({ TERM: 'xterm', ...env });
  const operator: Operator = await operatorFor(io, appearanceFor(io, wishes), abort.signal);
  return { terminal, operator, abort };
}
