import { setTimeout } from 'node:timers/promises';
import type { Audited } from './audit.js';
import { runSwaksFrom } from './mail.js';
import { run, type Said } from './run.js';
import { telnetFrom } from './telnet.js';
import type { Outsider } from './veth.js';

/** The verdicts of what is looked at from outside. */
export function seenFromOutside({ findings }: Audited): Readonly<Record<string, string>> {
  const outside = findings.filter(({ id }) => id.startsWith('OUTSIDE-'));
  return Object.fromEntries(outside.map(({ id, verdict }) => [id, verdict]));
}

/** What the server's port 25 says to a stranger outside who wants to send a letter there; nothing is sent. */
export function strangerAsks({ within, server }: Outsider, to: string): Promise<Said> {
  return runSwaksFrom(within, server, { from: 'stranger@example.org', to }, ['--quit-after', 'RCPT']);
}

/** Connects to a port of the server with telnet, and hangs up. */
export async function telnetOutside({ within, server }: Outsider, port: number): Promise<string> {
  const { all } = await run([...within, 'telnet', server, String(port)]);
  const [outcome] = /Connected to|Connection refused/.exec(all) ?? [all];
  return outcome;
}

const strangersMail = 'somebody@example.net';

/** What RCPT is answered when a stranger outside wants to send to another stranger. */
export const denied = `550 <${strangersMail}> Relay denied`;

/** Asks the server from outside to relay, again and again while `work` is under way. @returns what was answered, each once. */
export async function whileStrangersAsk(
  { within, server }: Outsider,
  work: Promise<unknown>,
): Promise<readonly string[]> {
  const answers = new Set<string>();
  let over = false;
  const end = () => {
    over = true;
  };
  work.then(end, end);
  const said = ['EHLO client.example.org', 'MAIL FROM:<stranger@example.org>', `RCPT TO:<${strangersMail}>`];
  while (!over) {
    const { out } = await telnetFrom(within, server, 25, [...said, 'QUIT']);
    const [_greeted, _extensions, _sender, answer, bye] = out.match(/^\d{3} .*$/gm) ?? [];
    if (answer !== undefined && bye !== undefined) answers.add(answer.trim());
    await setTimeout(200);
  }
  return [...answers];
}
