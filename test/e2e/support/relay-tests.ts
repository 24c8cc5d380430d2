import { expect, test } from 'vitest';
import { labMailboxPassword, labRecipient } from '../../../src/lab/paths.js';
import type { Said } from './run.js';
import type { ServerLab } from './server-lab.js';
import { telnet } from './telnet.js';
import { askSwaks } from './witness.js';

/** Who may send where through port 25, whichever scanner holds it, as swaks and telnet of this machine see it. */
export function testRelay(server: () => ServerLab): void {
  test.each(askers)('%s: a stranger may not relay, and reaches a mailbox', async (asker) => {
    const refused = await askAsStranger(server(), asker, 'somebody@example.net');
    expect(refused.out).toMatch(/\b550 <somebody@example\.net> Relay denied/);
    const local = await askAsStranger(server(), asker, labRecipient);
    expect(local.out).toMatch(/\b250 Recipient accepted/);
    expect(local.out).not.toMatch(/\b5\d\d /);
  });

  test('swaks: who has logged in may relay, with the right password alone', async () => {
    const right = await relayWithLogin(server(), labMailboxPassword);
    expect(right.code, right.all).toBe(0);
    const wrong = await relayWithLogin(server(), 'wrong');
    expect(wrong.code).not.toBe(0);
    expect(wrong.out).toMatch(/\b535 /);
  });
}

/** Whether who logs in with this password may send to a stranger. */
function relayWithLogin(server: ServerLab, password: string): Promise<Said> {
  const login = ['--auth', '--auth-user', labRecipient, '--auth-password', password];
  return askSwaks(server, { from: labRecipient, to: 'somebody@example.net' }, login);
}

/** The programs that can ask as a stranger does. */
const askers = ['telnet', 'swaks'] as const;

/** Whether a stranger may send to that address. */
function askAsStranger(server: ServerLab, asker: (typeof askers)[number], to: string): Promise<Said> {
  const from = 'stranger@example.org';
  if (asker === 'swaks') return askSwaks(server, { from, to });
  return telnet(server, 25, ['EHLO client.example.org', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'QUIT']);
}
