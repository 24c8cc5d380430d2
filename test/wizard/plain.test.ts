import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Operator } from '../../src/engine/operator.js';
import { Cancelled } from '../../src/errors.js';
import type { Io } from '../../src/io.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { operatorFor } from '../../src/wizard/operator-for.js';
import {
  failedView,
  handover,
  hostFacts,
  longEdit,
  planned,
  request,
  stage,
  welcomeView,
} from './fixture.js';

/** Feeds all lines at once, as a person's type-ahead or a braille device's buffer would. */
async function answering(
  lines: readonly string[],
  work: (operator: Operator) => Promise<unknown>,
  env: Record<string, string> = { NO_COLOR: '1' },
) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = '';
  stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const io: Io = { stdin, stdout, stderr: stdout, cwd: '/', env };
  const look = appearanceFor(io, { yes: false, plain: true, color: true });
  const operator = await operatorFor(io, look, new AbortController().signal);
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  const result = await work(operator).catch((error: unknown) => error);
  return { result, text };
}

describe('the plain form', () => {
  test('begins, with the mail path in ASCII', async () => {
    const { result, text } = await answering(['1'], (operator) => operator.welcome(welcomeView()));
    expect(result).toBeUndefined();
    expect(text).toContain('internet -> port 25 -> AXIGEN -> mailboxes');
    expect(text).toContain('  1. Begin\n');
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('asks, validates, reviews, reopens and goes on', async () => {
    const lines = [
      'nowhere',
      '/root/a.lic',
      'user@example.com',
      'secret',
      '6',
      '',
      '0',
      '7',
      'new@example.com',
      '',
    ];
    const { result, text } = await answering(lines, (operator) =>
      operator.answer(request([['package', '/root/b.rpm']])),
    );
    expect(text).toContain('The path on the server must be absolute');
    expect(text).toContain('"0" is not one of the numbers.');
    expect(text).toMatch(/Mailbox password: +set\n/);
    expect(text).not.toContain('secret\n');
    expect(result).toMatchObject({
      answers: { license: '/root/a.lic', recipient: 'user@example.com', sender: 'new@example.com' },
      secrets: { mailboxPassword: 'secret' },
    });
  });

  test('an unlisted distribution is asked about once, and no is an answer', async () => {
    const facts = hostFacts({ distribution: { id: 'unknown', title: 'an unknown system', listed: false } });
    const { result, text } = await answering(
      ['', '/root/a', '/root/b', 'u@example.com', '', ''],
      (operator) => operator.answer(request([], facts)),
    );
    expect(text.split('Go on at your own risk?')).toHaveLength(2);
    expect(result).toMatchObject({ answers: { acceptDistribution: false }, secrets: {} });
  });

  test.each([
    ['1', 'apply'],
    ['', 'apply'],
    ['Apply', 'apply'],
    ['sk', 'skip'],
    ['back', 'back'],
    ['5', 'quit'],
  ])('at a stage, %j means %s', async (typed, decision) => {
    const { result, text } = await answering([typed], (operator) => operator.consider(stage()));
    expect(result).toBe(decision);
    expect(text).toContain('Skip - Without configure-scanner no mail is scanned.');
  });

  test('an ambiguous word is asked again', async () => {
    const { result, text } = await answering(['s', '1'], (operator) => operator.consider(stage()));
    expect(result).toBe('apply');
    expect(text).toContain('"s" is not one of the numbers.');
  });

  test('show more shows the whole diff', async () => {
    const view = stage({ steps: [planned({ changes: [longEdit(60)] })] });
    const { result, text } = await answering(['show', '1'], (operator) => operator.consider(view));
    expect(result).toBe('apply');
    expect(text.indexOf('+new 59')).toBeGreaterThan(text.indexOf('more lines: choose "show more"'));
  });

  test('the handover marks what is brought forward', async () => {
    const { text } = await answering(['1'], (operator) => operator.consider(handover()));
    expect(text).toContain('Brought forward: behind the scanner every client looks like 127.0.0.1');
  });

  test('a failure: details, then leave it', async () => {
    const { result, text } = await answering(['2', '5'], (operator) => operator.failed(failedView()));
    expect(result).toBe('leave');
    expect(text).toContain('bind: Address already in use');
  });

  test('pasted headers', async () => {
    const { result } = await answering(['1', 'Subject: n', 'X-Virus-Scanner: NOD32', '.'], (operator) =>
      operator.confirmTestMail({ recipient: 'a@example.com', nonce: 'n', header: 'X-Virus-Scanner' }),
    );
    expect(result).toEqual({ arrived: true, pasted: 'Subject: n\r\nX-Virus-Scanner: NOD32\r\n' });
  });

  test('progress is one line for each action', async () => {
    const { text } = await answering([], async (operator) => {
      const progress = operator.progress(stage());
      progress.plan([
        { number: 1, title: 'Stop AXIGEN' },
        { number: 2, title: 'Write\u001b[2J axigen.cfg' },
      ]);
      progress.begin(1);
      progress.done(1);
      progress.begin(2);
      progress.failed(2, 'the disk is full');
      await progress.close();
      return operator.waiting('Looking', async () => 1);
    });
    expect(text).toBe(
      '  1 of 2: Stop AXIGEN\n  2 of 2: Write\\x1b[2J axigen.cfg\n  failed: 2 of 2: the disk is full\n  Looking ...\n',
    );
  });

  test('the end of the input cancels', async () => {
    const { result } = await answering([], (operator) => operator.consider(stage()));
    expect(result).toBeInstanceOf(Cancelled);
  });

  test('has colours on a terminal that can, and never moves the cursor', async () => {
    const { text } = await answering(['1'], (operator) => operator.consider(stage()), { TERM: 'xterm' });
    expect(text).toContain('\u001b[1m');
    expect(text.replace(/\u001b\[\d+m/g, '')).not.toContain('\u001b');
  });
});
