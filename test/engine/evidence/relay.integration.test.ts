import { describe, expect, test } from 'vitest';
import { authRelay } from '../../../src/engine/evidence/auth-relay.js';
import type { EvidenceOptions } from '../../../src/engine/evidence/gather.js';
import { localDelivery } from '../../../src/engine/evidence/local-delivery.js';
import { relay } from '../../../src/engine/evidence/relay.js';
import type { AuthRelayEvidence, RelayEvidence } from '../../../src/model/probe.js';
import { scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

/** Answers each line of the client with the next of the replies, after the greeting; `again`: to the second who connects. */
async function ask<T extends AuthRelayEvidence>(
  replies: readonly string[],
  look: (port: number, options: EvidenceOptions) => Promise<T>,
  given: Partial<EvidenceOptions> = {},
  again = replies,
): Promise<{ evidence: T; heard: readonly string[]; logged: readonly string[] }> {
  const logged: string[] = [];
  await using server = await scriptedServer(async (guest) => {
    for (const [index, reply] of (guest.number === 1 ? replies : again).entries()) {
      if (index > 0 && (await guest.hear()) === undefined) return;
      guest.say(`${reply}\r\n`);
    }
    await guest.hear();
    guest.socket.end();
  });
  const host = untouchedHost({ connect: () => tcp(server.port) });
  const evidence = await look(25, {
    host,
    operator: scriptedOperator().operator,
    answers,
    secrets: {},
    log: (_heading, transcript) => void logged.push(...transcript.map(({ text }) => text)),
    signal: new AbortController().signal,
    ...given,
  });
  return { evidence, heard: [...server.heard], logged };
}

test.each<readonly [string, readonly string[], Partial<RelayEvidence>]>([
  [
    'the recipient is refused for good',
    ['220 ready', '250 mail', '250 ok', '550 relaying denied', '221 bye'],
    { kind: 'refused', stage: 'rcpt', reply: '550 relaying denied' },
  ],
  [
    'the recipient is taken',
    ['220 ready', '250 mail', '250 ok', '250 recipient ok', '221 bye'],
    { kind: 'accepted', reply: '250 recipient ok' },
  ],
  // What says nothing of whom the server takes mail for must never be taken for a closed relay.
  [
    'refused for now',
    ['220 ready', '250 mail', '250 ok', '450 try again later', '221 bye'],
    { kind: 'broken' },
  ],
  [
    'refused as a sender, which says nothing of the relaying',
    ['220 ready', '250 mail', '550 SPF check failed', '221 bye'],
    { kind: 'broken', reason: 'it broke off at mail: 550 SPF check failed' },
  ],
  ['too busy to talk', ['421 too many connections'], { kind: 'broken' }],
  ['not willing to talk', ['554 go away'], { kind: 'broken' }],
])('a stranger to a stranger: %s', async (_name, replies, expected) => {
  const { evidence, heard } = await ask(replies, relay);
  expect(evidence).toMatchObject(expected);
  expect(heard).not.toContain('DATA');
});

const noSender = ['220 ready', '250 mail', '550 SPF check failed', '221 bye'];

test.each<readonly [string, readonly string[], Partial<RelayEvidence>]>([
  [
    'that mail is taken',
    ['220 ready', '250 mail', '250 ok', '250 yes', '221 bye'],
    { kind: 'accepted', reply: '250 yes' },
  ],
  [
    'that mail is refused',
    ['220 ready', '250 mail', '250 ok', '550 relaying denied', '221 bye'],
    { kind: 'refused', stage: 'rcpt', reply: '550 relaying denied' },
  ],
  ['that is refused as well', noSender, { kind: 'broken' }],
])('a stranger is refused as a sender, so it is asked without one: %s', async (_name, again, expected) => {
  const { evidence, heard, logged } = await ask(noSender, relay, {}, again);
  expect(evidence).toMatchObject(expected);
  expect(heard).toContain('MAIL FROM:<>');
  expect(logged.join('\n')).toContain('550 SPF check failed');
});

describe('a stranger to the operator\u2019s mailbox', () => {
  test.each<readonly [string, readonly string[], Partial<RelayEvidence>]>([
    [
      'taken',
      ['220 ready', '250 mail', '250 ok', '250 yes', '221 bye'],
      { kind: 'accepted', reply: '250 yes' },
    ],
    [
      'refused for good',
      ['220 ready', '250 mail', '250 ok', '550 no such mailbox', '221 bye'],
      { kind: 'refused', stage: 'rcpt', reply: '550 no such mailbox' },
    ],
    // Greylisting sees 127.0.0.1 behind the scanner, so to be put off tells something here.
    [
      'put off',
      ['220 ready', '250 mail', '250 ok', '451 greylisting', '221 bye'],
      { kind: 'refused', stage: 'rcpt', reply: '451 greylisting' },
    ],
    ['too busy to talk', ['421 too many connections'], { kind: 'broken' }],
  ])('%s', async (_name, replies, expected) => {
    const { evidence, heard } = await ask(replies, localDelivery);
    expect(evidence).toMatchObject(expected);
    expect(heard).not.toContain('DATA');
    if (heard.length > 2) expect(heard).toContain(`RCPT TO:<${answers.recipient}>`);
  });

  test('no mailbox is known: nobody is asked', async () => {
    const { recipient: _, ...nobody } = answers;
    const { evidence, heard } = await ask([], localDelivery, { answers: nobody });
    expect(evidence).toMatchObject({ kind: 'broken' });
    expect(heard).toEqual([]);
  });
});

describe('who has logged in to a stranger', () => {
  const secrets = { mailboxPassword: 'tops3cret' };
  const offering = (line: string) => ['220 ready', `250-mail\r\n250 ${line}`];
  test.each<readonly [string, readonly string[], Partial<AuthRelayEvidence>]>([
    [
      'taken',
      [...offering('AUTH PLAIN'), '235 ok', '250 ok', '250 yes', '221 bye'],
      { kind: 'accepted', reply: '250 yes' },
    ],
    [
      'refused although logged in',
      [...offering('AUTH PLAIN'), '235 ok', '250 ok', '550 relaying denied', '221 bye'],
      { kind: 'refused', stage: 'rcpt', reply: '550 relaying denied' },
    ],
    [
      'the login is refused',
      [...offering('AUTH PLAIN'), '535 wrong', '221 bye'],
      { kind: 'refused', stage: 'auth', reply: '535 wrong' },
    ],
    [
      'no login is offered',
      [...offering('HELP'), '221 bye'],
      { kind: 'no-login', reason: 'no login is offered on port 25' },
    ],
    [
      'no login that is known',
      [...offering('AUTH GSSAPI'), '221 bye'],
      { kind: 'not-possible', reason: 'only logins that are not known here are offered on port 25: GSSAPI' },
    ],
    ['too busy to talk', ['421 too many connections'], { kind: 'broken' }],
    [
      'put off behind the login',
      [...offering('AUTH PLAIN'), '235 ok', '450 later', '221 bye'],
      { kind: 'broken' },
    ],
  ])('%s', async (_name, replies, expected) => {
    const { evidence, heard, logged } = await ask(replies, authRelay, { secrets });
    expect(evidence).toMatchObject(expected);
    expect(heard).not.toContain('DATA');
    expect(logged.join('\n')).not.toContain(secrets.mailboxPassword);
    expect(logged.join('\n')).not.toContain(Buffer.from(secrets.mailboxPassword).toString('base64'));
  });

  test('without a password nobody is asked', async () => {
    const { evidence, heard } = await ask([], authRelay);
    expect(evidence).toMatchObject({ kind: 'not-possible' });
    expect(heard).toEqual([]);
  });
});
