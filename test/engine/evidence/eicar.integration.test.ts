import { describe, expect, test } from 'vitest';
import { eicar } from '../../../src/engine/evidence/eicar.js';
import type { EvidenceOptions } from '../../../src/engine/evidence/gather.js';
import type { EicarConfirmation } from '../../../src/engine/operator.js';
import { eicarText } from '../../../src/smtp/eicar-message.js';
import { formatTranscript } from '../../../src/smtp/transcript.js';
import { withoutAttachment } from '../../smtp/eicar-delivered.js';
import { pop3Server } from '../../smtp/pop3-server.js';
import { scriptedServer, tcp } from '../../smtp/scripted-server.js';
import { scriptedOperator } from '../../support/operator.js';
import { answers } from '../../support/server.js';
import { untouchedHost } from '../../support/untouched-host.js';

interface Setting {
  /** The reply to the message. */
  readonly reply?: string;
  readonly rcpt?: string;
  /** What the mailbox then holds. */
  readonly delivered?: (message: string) => readonly string[];
  readonly password?: string;
  readonly confirm?: EicarConfirmation;
}

/** A mail server and a mailbox that do as told; what came of the message, and what was logged and removed. */
async function send({ reply = '250 taken', rcpt = '250 ok', delivered, password, confirm }: Setting) {
  const received: string[] = [];
  await using smtp = await scriptedServer(async ({ say, hear, socket }) => {
    say('220 ready\r\n');
    for (let line = await hear(); line !== undefined; line = await hear()) {
      if (line.startsWith('QUIT')) {
        say('221 bye\r\n');
        socket.end();
        return;
      }
      if (line !== 'DATA') {
        say(`${line.startsWith('RCPT') ? rcpt : '250 ok'}\r\n`);
        continue;
      }
      say('354 go on\r\n');
      const lines: string[] = [];
      for (let text = await hear(); text !== undefined && text !== '.'; text = await hear()) lines.push(text);
      received.push(`${lines.join('\r\n')}\r\n`);
      say(`${reply}\r\n`);
    }
  });
  await using pop3 = await pop3Server({
    messages: () => (delivered === undefined ? [] : received.flatMap((message) => delivered(message))),
  });
  const host = untouchedHost({ connect: (port) => tcp(port === 110 ? pop3.port : smtp.port) });
  const logged: string[] = [];
  const { operator } = scriptedOperator();
  const options: EvidenceOptions = {
    host,
    operator: confirm === undefined ? operator : { ...operator, confirmEicar: async () => confirm },
    answers: { ...answers, eicarTest: true, deliveryTimeout: 1 },
    secrets: password === undefined ? {} : { mailboxPassword: password },
    log: (heading, transcript) => logged.push(heading, formatTranscript(transcript)),
    signal: new AbortController().signal,
  };
  const evidence = await eicar(25, options);
  return { evidence, received, removed: pop3.removed, log: logged.join('\n') };
}

describe('the EICAR test file is sent, and looked for', () => {
  test('delivered as it was: infected, and removed from the mailbox', async () => {
    const { evidence, received, removed, log } = await send({
      password: 'sesame',
      delivered: (message) => ['Subject: another\r\n\r\nstays\r\n', message],
    });
    expect(evidence).toEqual({ kind: 'delivered', infected: true });
    expect(removed).toEqual(received);
    const encoded = Buffer.from(eicarText()).toString('base64');
    expect(received[0]?.replaceAll('\r\n', '')).toContain(encoded);
    expect(log).toContain('EICAR test file to postmaster@example.test');
    expect(log).toContain('mailbox of postmaster@example.test');
    expect(log).not.toContain(encoded.slice(0, 76));
  });

  test('delivered without the file', async () => {
    const { evidence, removed } = await send({
      password: 'sesame',
      delivered: (message) => [withoutAttachment(message, 'NOD32 took it out')],
    });
    expect(evidence).toEqual({ kind: 'delivered', infected: false, footnote: 'NOD32 took it out' });
    expect(removed).toHaveLength(1);
  });

  test('taken, and never delivered', async () => {
    const { evidence } = await send({ password: 'sesame' });
    expect(evidence).toMatchObject({ kind: 'taken' });
    if (evidence.kind === 'taken') expect(evidence.waitedMs).toBeGreaterThanOrEqual(1000);
  });

  test.each([
    ['554 5.7.1 infected', 554],
    ['451 later', 451],
  ])('refused with %s', async (reply, code) => {
    const { evidence } = await send({ password: 'sesame', reply });
    expect(evidence).toEqual({ kind: 'refused', stage: 'dot', code, reply });
  });

  test('a mailbox that AXIGEN does not know', async () => {
    const { evidence, received } = await send({ rcpt: '550 unknown' });
    expect(evidence).toEqual({ kind: 'refused', stage: 'rcpt', code: 550, reply: '550 unknown' });
    expect(received).toEqual([]);
  });

  test('a mailbox that does not open', async () => {
    const { evidence } = await send({ password: 'wrong' });
    expect(evidence).toMatchObject({ kind: 'unseen', reason: expect.stringContaining('could not be read') });
  });

  test('nobody there and no password', async () => {
    expect((await send({})).evidence).toEqual({
      kind: 'unseen',
      reason: 'nobody has looked into the mailbox',
    });
  });

  test.each<readonly [EicarConfirmation, object]>([
    ['with-file', { kind: 'delivered', infected: true }],
    ['with-note', { kind: 'delivered', infected: false, footnote: 'seen by the operator' }],
    ['without-file', { kind: 'delivered', infected: false }],
    ['not-there', { kind: 'taken' }],
    ['cannot-tell', { kind: 'unseen', reason: 'the operator could not tell what has become of it' }],
  ])('the operator looks: %s', async (confirm, evidence) => {
    expect((await send({ confirm })).evidence).toEqual(evidence);
  });
});
