import { PassThrough, type Readable } from 'node:stream';
import type { Operator } from '../../src/engine/operator.js';
import type { Io } from '../../src/io.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { operatorFor } from '../../src/wizard/operator-for.js';

/** A person reading lines, and all that was written to them. */
export async function plainOperator(
  stdin: Readable & { readonly isTTY?: boolean },
  env: Io['env'] = {},
): Promise<{ readonly operator: Operator; readonly text: () => string }> {
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = '';
  stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const io: Io = { stdin, stdout, stderr: stdout, cwd: '/', env };
  const look = appearanceFor(io, { yes: false, plain: true, color: true });
  const operator = await operatorFor(io, look, new AbortController().signal);
  return { operator, text: () => text };
}

/** Feeds all lines at once, as a person's type-ahead or a braille device's buffer would. */
export async function answering(
  lines: readonly string[],
  work: (operator: Operator) => Promise<unknown>,
  env: Record<string, string> = { NO_COLOR: '1' },
) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const { operator, text } = await plainOperator(stdin, env);
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const result = await work(operator).catch((error: unknown) => error);
  return { result, text: text() };
}
