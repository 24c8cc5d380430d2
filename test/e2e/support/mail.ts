import { findHostCommand } from '../../../src/lab/isolation/host-command.js';
import { run, type Said } from './run.js';
import type { ServerLab } from './server-lab.js';

export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Attached in base64; without one it is a line of text. */
  readonly attachment?: string;
  /** Default 25. */
  readonly port?: number;
}

/** A mail client from outside of this project's protocol code: what it sees is the witness. */
export interface MailClient {
  readonly name: string;
  /** @returns everything that was said, and a zero code exactly when the letter was taken. */
  send(server: ServerLab, letter: Letter): Promise<Said>;
}

/** A client of a few lines, on the lab's own Node: for machines without a better one. */
const small: MailClient = {
  name: 'a small client',
  send: async (server, letter) => {
    const { from, to, port = 25 } = letter;
    const words = ['EHLO client.example.org', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA'];
    const text = [...linesOf(letter), '.'].join('\r\n');
    const out = await converse(server, port, [...words, text, 'QUIT']);
    const code = /^250 Mail queued/m.test(out) ? 0 : 1;
    return { code, out, err: '', all: out };
  },
};

function linesOf({ from, to, subject, attachment }: Letter): readonly string[] {
  const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`];
  if (attachment === undefined) return [...head, '', 'A letter.'];
  return [
    ...head,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    ...['', '--part', 'Content-Type: text/plain', '', 'A letter.'],
    ...['--part', 'Content-Type: application/octet-stream; name=attached.bin'],
    ...['Content-Transfer-Encoding: base64', '', ...(attachment.match(/.{1,76}/g) ?? []), '--part--'],
  ];
}

/** Says one line after the other, each when the answer to the one before is complete; stops at a refusal. */
const dialogue = `
import { connect } from 'node:net';
const [port, lines] = [Number(process.argv[2]), JSON.parse(process.argv[3])];
const socket = connect(port, '127.0.0.1').setEncoding('utf8');
socket.on('error', (error) => { console.log(error.message); });
let text = '';
socket.on('data', (chunk) => {
  text += chunk;
  process.stdout.write(chunk);
  const reply = /^(\\d)\\d\\d (?:[^\\n]*)\\r\\n$/m.exec(text);
  if (!text.endsWith('\\r\\n') || reply === null) return;
  text = '';
  const next = reply[1] > '3' ? 'QUIT' : lines.shift();
  if (next === undefined) socket.end(); else socket.write(next + '\\r\\n');
});`;

/** The real one, run from this machine inside the lab's network. */
export const swaks: MailClient = {
  name: 'swaks',
  send: (server, letter) => {
    const { subject, attachment } = letter;
    const what =
      attachment === undefined
        ? ['--header', `Subject: ${subject}`]
        : ['--data', linesOf(letter).join('\\n')];
    return runSwaks(server, letter, what);
  },
};

export function runSwaks(
  server: ServerLab,
  envelope: Pick<Letter, 'from' | 'to' | 'port'>,
  flags: readonly string[],
): Promise<Said> {
  return runSwaksFrom(intoNetwork(server), '127.0.0.1', envelope, flags);
}

/** `within`: the words before its own. */
export function runSwaksFrom(
  within: readonly string[],
  address: string,
  { from, to, port = 25 }: Pick<Letter, 'from' | 'to' | 'port'>,
  flags: readonly string[],
): Promise<Said> {
  return run([
    ...within,
    'swaks',
    ...['--server', address, '--port', String(port), '--helo', 'client.example.org'],
    ...['--from', from, '--to', to, '--timeout', '10'],
    ...flags,
  ]);
}

/** Before the words of a program of this machine: it then sees the lab's ports. */
export function intoNetwork({ lab }: ServerLab): string[] {
  const { isolation, holder } = lab.record.running;
  if (isolation.kind === 'chroot') return [];
  const user = isolation.mapping === 'root' ? [] : ['--user', '--preserve-credentials'];
  return ['nsenter', `--target=${holder.pid}`, ...user, '--net', '--'];
}

/** Ours is always there; swaks speaks too where the machine has it. */
export const mailClients: readonly MailClient[] = [small, ...(findHostCommand('swaks') ? [swaks] : [])];

/** Sends as the outside world does. */
export function sendLetter(server: ServerLab, letter: Letter): Promise<Said> {
  return small.send(server, letter);
}

/** The message with that subject as it lies in a mailbox's folder; undefined when there is none. */
export async function storedLetter(
  server: ServerLab,
  address: string,
  subject: string,
): Promise<string | undefined> {
  const [user = '', domain = ''] = address.split('@');
  const folder = `/var/opt/axigen/domains/${domain}/${user}`;
  const name = (await server.sh(`grep -l -F 'Subject: ${subject}' ${folder}/*.eml 2>/dev/null || :`)).trim();
  return name === '' ? undefined : server.sh(`cat '${name}'`);
}

/** Everything a server says to a client that goes on with QUIT once it is refused. */
export function converse(server: ServerLab, port: number, lines: readonly string[]): Promise<string> {
  return server.node(dialogue, String(port), JSON.stringify(lines));
}

/** What a server says to a client that only connects and says QUIT. */
export async function greeting(server: ServerLab, port: number): Promise<string> {
  return converse(server, port, ['QUIT']);
}

/** The keywords of the answer to EHLO, without their parameters. */
export async function ehloKeywords(server: ServerLab, port = 25): Promise<string[]> {
  const out = await converse(server, port, ['EHLO client.example.org', 'QUIT']);
  return [...out.matchAll(/^250[- ](\S+)/gm)].slice(1).map(([, word = '']) => word.toUpperCase());
}
