import { createHash } from 'node:crypto';
import { type Guest, type ScriptedServer, scriptedServer } from './scripted-server.js';

export interface Pop3Script {
  readonly password?: string;
  readonly greeting?: string;
  readonly apop?: 'accepted' | 'refused' | 'refused and closed';
  /** The answer to a right or wrong USER or PASS, where it is not the usual one. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly top?: boolean;
  /** The mailbox as session number `n` (from 1) finds it, oldest message first; null: cut the connection. */
  readonly messages?: (n: number) => readonly string[] | null;
  /** Sizes as LIST tells them, when they are not the true ones. */
  readonly listed?: (message: string) => number;
}

export interface Pop3Server extends ScriptedServer {
  /** Contents removed by sessions that ended with QUIT. */
  readonly removed: string[];
}

export const timestamp = '<42.1@pop.example.com>';

/** A POP3 server for tests: real protocol, mail that the test decides on. */
export async function pop3Server(script: Pop3Script): Promise<Pop3Server> {
  const removed: string[] = [];
  const server = await scriptedServer((guest) => session(guest, script, removed));
  return Object.assign(server, { removed });
}

async function session(guest: Guest, script: Pop3Script, removed: string[]): Promise<void> {
  const { say, hear, socket, number } = guest;
  const password = script.password ?? 'sesame';
  const all = script.messages === undefined ? [] : script.messages(number);
  const mail = (all ?? []).filter((message) => !removed.includes(message));
  if (all === null) {
    socket.destroy();
    return;
  }
  const marked: string[] = [];
  const body = (text: string) => {
    const lines = text.split('\r\n').map((line) => (line.startsWith('.') ? `.${line}` : line));
    say(`+OK\r\n${lines.join('\r\n')}\r\n.\r\n`);
  };
  const one = (argument: string | undefined) => mail[Number(argument) - 1];
  say(
    `${script.greeting ?? `+OK POP3 server on pop.example.com ready${script.apop ? ` ${timestamp}` : ''}`}\r\n`,
  );
  for (let line = await hear(); line !== undefined; line = await hear()) {
    const [verb = '', first] = line.split(' ');
    const special = script.answers?.[verb];
    if (special !== undefined) {
      say(special);
      continue;
    }
    const message = one(first);
    if (verb === 'APOP') {
      const right = createHash('md5')
        .update(timestamp + password)
        .digest('hex');
      const fine = script.apop === 'accepted' && line.endsWith(` ${right}`);
      say(fine ? '+OK welcome\r\n' : `-ERR no such thing: ${line}\r\n`);
      if (script.apop === 'refused and closed') {
        socket.end();
        return;
      }
    } else if (verb === 'USER') say('+OK go on\r\n');
    else if (verb === 'PASS') {
      const given = line.slice('PASS '.length);
      say(given === password ? '+OK welcome\r\n' : `-ERR "${given}" is wrong\r\n`);
    } else if (verb === 'STAT') say(`+OK ${mail.length} ${mail.join('').length}\r\n`);
    else if (verb === 'LIST') {
      const sizes = mail.map((text, at) => `${at + 1} ${(script.listed ?? ((all) => all.length))(text)}\r\n`);
      say(`+OK\r\n${sizes.join('')}.\r\n`);
    } else if (verb === 'TOP' && script.top !== false && message !== undefined) {
      body(`${message.split('\r\n\r\n')[0] ?? ''}\r\n`);
    } else if (verb === 'RETR' && message !== undefined) body(message);
    else if (verb === 'DELE' && message !== undefined) {
      marked.push(message);
      say('+OK marked\r\n');
    } else if (verb === 'QUIT') {
      removed.push(...marked);
      say('+OK bye\r\n');
      socket.end();
      return;
    } else say('-ERR unknown command or message\r\n');
  }
}
