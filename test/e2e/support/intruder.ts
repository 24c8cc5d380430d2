import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { labEnvironment } from '../../../src/lab/environment.js';
import { enterArgv } from '../../../src/lab/isolation/holder.js';
import { inLab } from '../../../src/lab/paths.js';
import type { ServerLab } from './server-lab.js';

export interface Intruder {
  /** Ends it and waits until it is gone. */
  leave(): Promise<void>;
}

/**
 * A program of another name in the lab that takes a port and keeps it.
 * @param when JavaScript for "now": looked at every few milliseconds; `listening(port)` tells of a port.
 * @param says to whoever connects, before it hangs up
 * @param until JavaScript for "enough": it lets go of the port; `log(path)` gives a log's text.
 */
export async function intrude(
  server: ServerLab,
  {
    name,
    port,
    says = '220 another program\r\n',
    when = 'true',
    until = 'false',
  }: { name: string; port: number; says?: string; when?: string; until?: string },
): Promise<Intruder> {
  const source = `
import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
process.title = ${JSON.stringify(name)};
const read = (path) => { try { return readFileSync(path, 'utf8'); } catch { return ''; } };
const log = read;
const listening = (port) => read('/proc/net/tcp').split('\\n')
  .some((line) => line.split(/ +/)[4] === '0A' && parseInt(line.split(/ +/)[2].split(':')[1], 16) === port);
const server = createServer((socket) => socket.on('error', () => {}).end(${JSON.stringify(says)}));
const timer = setInterval(() => {
  if (!server.listening && (${when})) server.listen(${port}, '0.0.0.0');
  if (server.listening && (${until})) { clearInterval(timer); server.close(); console.log('left'); }
}, 8);
server.on('error', () => {});
server.on('listening', () => console.log('taken'));
console.log('watching');
process.stdin.on('end', () => process.exit(0)).resume();
`;
  const words = [inLab.node, '--input-type=module', '-e', source];
  const [command = '', ...args] = enterArgv(server.lab.record.running, words);
  const child = spawn(command, args, { env: labEnvironment({}), stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
      if (text.includes(when === 'true' ? 'taken' : 'watching')) resolve();
    });
    closed.then(() => reject(new Error(`the intruder ended: ${text}`)), reject);
  });
  return {
    leave: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
