import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Operator } from '../../src/engine/operator.js';
import { ExitCode, UserError } from '../../src/errors.js';
import { present } from '../../src/host/fact.js';
import type { Io } from '../../src/io.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { operatorFor } from '../../src/wizard/operator-for.js';
import {
  answers,
  behindScanner,
  failedView,
  finishedView,
  hostFacts,
  request,
  sending,
  stage,
  verifiedView,
  welcomeView,
} from './fixture.js';

async function running(work: (operator: Operator) => Promise<unknown>) {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const io: Io = { stdin, stdout, stderr: stdout, cwd: '/', env: { TERM: 'xterm', LANG: 'en_US.UTF-8' } };
  const look = appearanceFor(io, { yes: true, plain: false, color: true });
  const operator = await operatorFor(io, look, new AbortController().signal);
  const result = await work(operator).catch((error: unknown) => error);
  stdout.end();
  return { result, text: (await stdout.setEncoding('utf8').toArray()).join('') };
}

describe('nobody at the terminal', () => {
  test('everything is printed without a control code, and nothing is asked', async () => {
    const { result, text } = await running(async (operator) => {
      expect(operator.attended).toBe(false);
      await operator.welcome(welcomeView());
      const decision = await operator.consider(stage());
      await operator.nothingToDo(stage());
      await operator.verified(verifiedView({ outageMs: 1240 }));
      await operator.finished(finishedView());
      return decision;
    });
    expect(result).toBe('apply');
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).toContain('X-Virus-Scanner: This message was checked by NOD32');
    expect(text).toContain('Port 25 gave no AXIGEN banner for 1.2 s.');
    expect(text).toContain('sh /var/lib/gateway-setup/runs/1-nod32/undo.sh');
  });

  test('every part has one heading, also one that is not shown before', async () => {
    const { text } = await running(async (operator) => {
      await operator.consider(stage({ number: 1 }));
      await operator.verified(verifiedView({ stage: stage({ number: 1 }) }));
      await operator.nothingToDo(stage({ number: 2 }));
      await operator.verified(verifiedView({ stage: stage({ number: 3 }) }));
      await operator.failed(failedView({ stage: stage({ number: 4 }) }));
    });
    expect(text.match(/^Part \d/gm)).toEqual(['Part 1', 'Part 2', 'Part 3', 'Part 4']);
    expect(text).toMatch(/Part 3 of 9\nGive the scanner port 25\n\nChanged/);
  });

  test('a stage that sends a message says so', async () => {
    const { text } = await running((operator) => operator.consider(sending()));
    expect(text).toMatch(
      /What will change\n {2}Nothing on the server. A test message is sent to\n? *postmaster/,
    );
  });

  test('a wrong password is not blamed on one of its two sources', async () => {
    const answered = {
      ...request([
        ['license', '/root/a.lic'],
        ['package', '/root/b.rpm'],
        ['recipient', 'a@example.com'],
        ['mailbox-password', 'wrong'],
      ]),
      check: async (key: string) => (key === 'mailbox-password' ? 'It does not open.' : undefined),
    };
    const { result } = await running((operator) => operator.answer(answered));
    expect(result).toMatchObject({
      message:
        'Mailbox password (--mailbox-password-file or GATEWAY_SETUP_MAILBOX_PASSWORD): It does not open.',
    });
  });

  test('all missing answers are named at once, with flag and key', async () => {
    const { result } = await running((operator) => operator.answer(request()));
    expect(result).toBeInstanceOf(UserError);
    expect(result).toMatchObject({ exitCode: ExitCode.usage });
    const { message } = result as UserError;
    expect(message.split('\n')).toEqual([
      '3 answers are missing:',
      '--license (key license, variable GATEWAY_SETUP_LICENSE): licence file of the scanner, a path on the server; over SSH first a file on this machine',
      '--package (key package, variable GATEWAY_SETUP_PACKAGE): package (.rpm or .deb) of the scanner, a path on the server; over SSH first a file on this machine',
      '--recipient (key recipient, variable GATEWAY_SETUP_RECIPIENT): a mailbox on this AXIGEN that gets the test message',
    ]);
  });

  test('what does not hold on this server is named, and not guessed', async () => {
    const given = request([
      ['license', '/root/missing.lic'],
      ['package', '/root/b.rpm'],
      ['recipient', 'a@example.com'],
    ]);
    const { result } = await running((operator) => operator.answer(given));
    expect(result).toMatchObject({
      message: '--license: There is no file /root/missing.lic on the server.',
      exitCode: ExitCode.usage,
    });
  });

  test('a second run with the same words does not trip over a file that is not needed any more', async () => {
    const { nod32 } = behindScanner();
    const facts = { ...behindScanner(), nod32: { ...nod32, licenses: present(['nod32.lic']) } };
    const given = request(
      [
        ['license', '/root/missing.lic'],
        ['recipient', 'a@example.com'],
      ],
      facts,
    );
    const { result } = await running((operator) => operator.answer(given));
    expect(result).toMatchObject({ answers: { license: '/root/missing.lic' } });
  });

  test('answers are shown, secrets only as set', async () => {
    const given = request([
      ['license', '/root/a.lic'],
      ['package', '/root/b.rpm'],
      ['recipient', 'a@example.com'],
      ['mailbox-password', 'hunter2'],
    ]);
    const { result, text } = await running((operator) => operator.answer(given));
    expect(result).toMatchObject({
      answers: { sender: 'a@example.com' },
      secrets: { mailboxPassword: 'hunter2' },
    });
    expect(text).toMatch(/Mailbox password: +set\n/);
    expect(text).not.toContain('hunter2');
  });

  test.each([
    ['rollback', 'rollback-all'],
    ['leave', 'leave'],
  ] as const)('on-failure = %s', async (onFailure, choice) => {
    const situation = { ...stage().situation, facts: hostFacts(), answers: { ...answers, onFailure } };
    const { result, text } = await running((operator) =>
      operator.failed(failedView({ stage: stage({ situation }) })),
    );
    expect(result).toBe(choice);
    expect(text).toContain('bind: Address already in use');
  });

  test('a mailbox without a password is not confirmed by anybody', async () => {
    const { result } = await running((operator) =>
      operator.confirmTestMail({ recipient: 'a@example.com', nonce: 'n', header: 'X' }),
    );
    expect(result).toBeUndefined();
  });
});
