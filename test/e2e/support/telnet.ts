import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { intoNetwork } from './mail.js';
import { type Said, said } from './run.js';
import type { ServerLab } from './server-lab.js';

/** The last line of a reply: a code and no hyphen. */
const endOfReply = /^\d{3}(?: .*)?\r?\n$/m;

/** The real telnet of this machine, in the lab's network. */
export function telnet(server: ServerLab, port: number, typed: readonly string[]): Promise<Said> {
  return telnetFrom(intoNetwork(server), '127.0.0.1', port, typed);
}

/**
 * telnet with a person's patience: each line is typed when what was said before is complete. The last one must make the
 * server hang up. `within`: the words before its own.
 */
export async function telnetFrom(
  within: readonly string[],
  address: string,
  port: number,
  typed: readonly string[],
): Promise<Said> {
  const [command = '', ...args] = [...within, 'telnet', address, String(port)];
  const child = spawn(command, args, { stdio: 'pipe' });
  const left = [...typed];
  const seen = { out: '', err: '', reply: '' };
  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    seen.err += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen.out += text;
    seen.reply += text;
    if (!endOfReply.test(seen.reply)) return;
    seen.reply = '';
    const next = left.shift();
    if (next !== undefined) child.stdin.write(`${next}\n`);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return said(code ?? 1, Buffer.from(seen.out), Buffer.from(seen.err));
}
