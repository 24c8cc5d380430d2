import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import {
  failedView,
  handover,
  hostFacts,
  longEdit,
  planned,
  request,
  sending,
  stage,
  step,
  verifiedView,
  welcomeView,
} from './fixture.js';
import { answering } from './plain-operator.js';

describe('the plain form', () => {
  test('begins, with the mail path in ASCII', async () => {
    const { result, text } = await answering(['1'], (operator) => operator.welcome(welcomeView()));
    expect(result).toBe('set-up');
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
    const facts = hostFacts({ distribution: { id: 'unknown', title: 'an unknown system' } });
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

  test('a walk through forms changes nothing from here, and can be skipped', async () => {
    const walk = step('set-notifications', 'Set up the notifications', {
      probes: () => [{ kind: 'notifications' }],
    });
    const view = stage({ steps: [planned({ step: walk, findings: [], changes: [] })] });
    const { result, text } = await answering(['2'], (operator) => operator.consider(view));
    expect(text).toContain('Nothing from here. You are shown what to click, one by one.');
    expect(text).toContain('1. Go on - Show what to click now.');
    expect(text).toMatch(/2\. Skip - Without set-notifications/);
    expect(result).toBe('skip');
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

  test.each([
    ['2', { arrived: true }],
    ['3', { arrived: false, withoutHeader: true }],
    ['4', { arrived: false }],
  ])('what became of a message that may lack the header: %s', async (typed, said) => {
    const view = { recipient: 'a@example.com', nonce: 'n', header: 'X-imss-version', mayLackHeader: true };
    const { result, text } = await answering([typed], (operator) => operator.confirmTestMail(view));
    expect(result).toEqual(said);
    expect(text).toContain('3. Yes, but without X-imss-version');
  });

  test.each([
    ['1', 'with-note'],
    ['3', 'with-file'],
    ['4', 'not-there'],
    ['5', 'cannot-tell'],
  ])('what has become of the EICAR test file: %s', async (typed, value) => {
    const { result, text } = await answering([typed], async (operator) =>
      operator.confirmEicar?.({ recipient: 'a@example.com', nonce: 'n0nce\u001b', scanner: 'NOD32' }),
    );
    expect(result).toBe(value);
    expect(text).toContain('a@example.com');
    expect(text).toContain('n0nce\\x1b');
    expect(text).toMatch(/What NOD32 does\s+by default\./);
  });

  test('what goes wrong while an answer is looked at is a problem of that answer', async () => {
    let looks = 0;
    const failing = {
      ...request([
        ['license', '/root/a'],
        ['package', '/root/b'],
      ]),
      check: async (key: string) => {
        if (key !== 'recipient') return undefined;
        looks += 1;
        if (looks === 1) throw new RangeError('it \u001b broke');
        return undefined;
      },
    };
    const { result, text } = await answering(['a@example.com', 'b@example.com', '', ''], (operator) =>
      operator.answer(failing),
    );
    expect(text).toContain('This could not be checked: it \\x1b broke');
    expect(result).toMatchObject({ answers: { recipient: 'b@example.com' } });
  });

  test('a non-ASCII recipient is told and asked again', async () => {
    const given = request([
      ['license', '/root/a'],
      ['package', '/root/b'],
    ]);
    const { result, text } = await answering(['b\u00f6se@x', 'b@example.com', '', ''], (operator) =>
      operator.answer(given),
    );
    expect(text).toContain('plain ASCII letters only');
    expect(text).toContain('Password of that mailbox, b@example.com (empty');
    expect(result).toMatchObject({ answers: { recipient: 'b@example.com' } });
  });

  test('what was done is reconsidered by what it changed, not by how it was found', async () => {
    const { result, text } = await answering(['2'], (operator) => operator.reconsider(stage()));
    expect(result).toBe('take-back');
    expect(text).toMatch(/Part 4 of 9\nGive the scanner port 25\n\nWhat was changed\n {2}\* Edit/);
    expect(text).not.toContain('differs');
    expect(text).not.toContain('already as the article wants');
  });

  test('a stage that is not shown before gets its heading afterwards, once', async () => {
    const { text } = await answering(['1'], async (operator) => {
      await operator.consider(stage({ number: 1 }));
      await operator.verified(verifiedView({ stage: stage({ number: 1 }) }));
      await operator.verified(verifiedView({ stage: stage({ number: 2 }) }));
    });
    expect(text.match(/^Part \d/gm)).toEqual(['Part 1', 'Part 2']);
  });

  test('to apply what sends a message is to send it', async () => {
    const { text } = await answering(['1'], (operator) => operator.consider(sending()));
    expect(text).toContain('1. Apply - Send the test message now.');
  });

  test('long hints are wrapped under their choice', async () => {
    const skipMeans = 'word '.repeat(40).trim();
    const wordy = stage({ steps: [planned({ step: step('telnet-verify', 'T', { skipMeans }) })] });
    const { text } = await answering(['1'], (operator) => operator.consider(wordy));
    const choices = text.slice(text.indexOf('What shall be done?')).split('\n');
    for (const line of choices) expect(line.length).toBeLessThanOrEqual(80);
    expect(choices.some((line) => /^ {5}word/.test(line))).toBe(true);
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
      for (let left = 27; left > 0; left -= 1) progress.waiting?.(2, left);
      progress.failed(2, 'the disk is full');
      await progress.close();
      return operator.waiting('Looking', async () => 1);
    });
    expect(text).toBe(
      '  1 of 2: Stop AXIGEN\n  2 of 2: Write\\x1b[2J axigen.cfg\n  2 of 2: waiting, 17 s left\n  2 of 2: waiting, 7 s left\n  failed: 2 of 2: the disk is full\n  Looking ...\n',
    );
  });

  test('the end of the input cancels', async () => {
    const { result } = await answering([], (operator) => operator.consider(stage()));
    expect(result).toBeInstanceOf(Cancelled);
  });

  test('has no escape codes at all, on a terminal that can do colours either', async () => {
    const { text } = await answering(['1'], (operator) => operator.consider(stage()), { TERM: 'xterm' });
    expect(text).not.toContain('\u001b');
  });
});
