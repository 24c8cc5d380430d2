import { describe, expect, test } from 'vitest';
import type { Operator } from '../../src/engine/operator.js';
import { Cancelled } from '../../src/errors.js';
import { appearanceFor } from '../../src/wizard/form.js';
import { operatorFor } from '../../src/wizard/operator-for.js';
import {
  failedView,
  finding,
  handover,
  longEdit,
  planned,
  request,
  stage,
  verifiedView,
  welcomeView,
} from './fixture.js';
import { key, TerminalDouble } from './terminal-double.js';

const wishes = { yes: false, plain: false, color: true };

async function wizard(
  env: Record<string, string> = {},
  abort = new AbortController(),
  [columns, rows]: readonly [number, number] = [80, 24],
) {
  const terminal = new TerminalDouble(columns, rows);
  const io = terminal.io({ TERM: 'xterm', ...env });
  const operator: Operator = await operatorFor(io, appearanceFor(io, wishes), abort.signal);
  return { terminal, operator, abort };
}

describe('welcome', () => {
  test('shows the mail path, how it is taken back, and begins', async () => {
    const { terminal, operator } = await wizard();
    const done = operator.welcome(welcomeView());
    await terminal.shows('Shall we begin?');
    const screen = terminal.screen();
    expect(screen).toContain('internet → port 25 → AXIGEN → mailboxes');
    expect(screen).toContain('internet → port 25 → NOD32 (scans) → 127.0.0.1:2525 → AXIGEN → mailboxes');
    expect(screen).toContain('gateway-setup rollback');
    expect(screen).toContain('undo.sh');
    terminal.press(key.enter);
    await done;
  });

  test('shows everything that was found, then quits on request', async () => {
    const { terminal, operator } = await wizard();
    const done = operator.welcome(welcomeView());
    await terminal.shows('Shall we begin?');
    terminal.press(key.down);
    await terminal.shows('❯ Show all');
    terminal.press(key.enter);
    await terminal.shows(/Interconnecting 2[\s\S]*Shall we begin\?[\s\S]*select/);
    terminal.press(key.down + key.down);
    await terminal.shows('❯ Quit');
    terminal.press(key.enter);
    await expect(done).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('answers', () => {
  test('asks what is open, validates as typed, and any answer can be reopened', async () => {
    const { terminal, operator } = await wizard();
    const answered = operator.answer(request([['package', '/root/nod32.rpm']]));
    await terminal.shows('licence file?');
    terminal.press(`nowhere${key.enter}`);
    await terminal.shows('must be absolute');
    terminal.press('\u0015/root/missing.lic');
    await terminal.shows('/root/missing.lic');
    terminal.press(key.enter);
    await terminal.shows('There is no file /root/missing.lic on the server.');
    terminal.press('\u0015/root/nod32.lic');
    await terminal.shows('/root/nod32.lic');
    terminal.press(key.enter);
    await terminal.shows('get the test message?');
    terminal.press(`user@example.com${key.enter}`);
    await terminal.shows('Password of that mailbox');
    terminal.press(`s3cret-word${key.enter}`);
    await terminal.shows('Are these right?');
    await terminal.shows('Quit');
    const review = terminal.screen();
    expect(review).toMatch(/Licence file: +\/root\/nod32\.lic/);
    expect(review).toMatch(/Package: +\/root\/nod32\.rpm/);
    expect(review).toMatch(/Test sender: +user@example\.com/);
    expect(review).toMatch(/Mailbox password: +set/);
    expect(review).not.toContain('On failure');
    // The fifth line below "Yes, go on" is the test mailbox.
    terminal.press(key.down.repeat(5));
    await terminal.shows('❯ Test mailbox');
    terminal.press(key.enter);
    await terminal.shows('(user@example.com)');
    terminal.press(`other@example.com${key.enter}`);
    await terminal.shows(/Test sender: +other@example\.com[\s\S]*Quit/);
    terminal.press(key.enter);
    await expect(answered).resolves.toEqual({
      answers: {
        scanner: 'nod32',
        license: '/root/nod32.lic',
        package: '/root/nod32.rpm',
        recipient: 'other@example.com',
        sender: 'other@example.com',
        mailboxUser: 'other@example.com',
        deliveryTimeout: 60,
        confirmTimeout: 180,
        acceptDistribution: false,
        acceptDownstream: false,
        onFailure: 'rollback',
        axigenDriver: 'auto',
        eicarTest: false,
        scanThreads: 10,
      },
      secrets: { mailboxPassword: 's3cret-word' },
    });
    expect(terminal.raw).not.toContain('s3cret-word');
  });

  test('the whole review fits 24 rows', async () => {
    const { terminal, operator } = await wizard();
    const answered = operator.answer(
      request([
        ['license', '/root/a'],
        ['package', '/root/b'],
        ['recipient', 'a@example.com'],
        ['mailbox-password', 'x'],
      ]),
    );
    await terminal.shows('Are these right?');
    await terminal.shows('Quit');
    const screen = terminal.screen();
    for (const part of ['Your answers', 'Yes, go on', 'Delivery wait', 'Quit'])
      expect(screen).toContain(part);
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });

  test('a given answer that does not hold on this server is asked again', async () => {
    const { terminal, operator } = await wizard();
    const answered = operator.answer(request([['license', '/root/missing.lic']]));
    await terminal.shows('There is no file /root/missing.lic');
    await terminal.shows('licence file?');
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('a stage', () => {
  test.each([
    ['apply', 0, 'Apply'],
    ['skip', 2, 'Skip'],
    ['back', 3, 'Back'],
    ['quit', 4, 'Quit'],
  ] as const)('%s', async (decision, downs, label) => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    await terminal.shows('Quit');
    expect(terminal.everything()).toContain('Give the scanner port 25');
    const screen = terminal.screen();
    expect(screen).toContain('-listen_port = 2526');
    expect(screen).toContain('+listen_port = 25');
    terminal.press(key.down.repeat(downs));
    await terminal.shows(`❯ ${label}`);
    if (decision === 'skip') await terminal.shows('Without configure-scanner no mail is scanned.');
    terminal.press(key.enter);
    expect(await considered).toBe(decision);
  });

  test.each([
    ['keep', 0, 'Keep it'],
    ['take-back', 1, 'Take it back'],
  ] as const)('a stage that was carried out can be reconsidered: %s', async (decision, downs, label) => {
    const { terminal, operator } = await wizard();
    const reconsidered = operator.reconsider(stage());
    await terminal.shows('Take it back');
    terminal.press(key.down.repeat(downs));
    await terminal.shows(`❯ ${label}`);
    terminal.press(key.enter);
    expect(await reconsidered).toBe(decision);
  });

  test('a long diff is cut until more is asked for', async () => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage({ steps: [planned({ changes: [longEdit(60)] })] }));
    await terminal.shows('What shall be done?');
    await terminal.shows('Quit');
    expect(terminal.everything()).not.toContain('+new 59');
    expect(terminal.everything()).toMatch(/\d+ more lines: choose "show more"/);
    terminal.press(key.down);
    await terminal.shows('❯ Show more');
    terminal.press(key.enter);
    await terminal.shows('+new 59');
    await terminal.shows(/\? What shall be done\?[\s\S]*Quit/);
    terminal.press(key.enter);
    expect(await considered).toBe('apply');
  });

  test('the handover lists its steps and marks what is brought forward', async () => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(handover());
    await terminal.shows('Quit');
    const text = terminal.everything();
    expect(text).toContain('The handover of port 25');
    expect(text).toContain('1. Close the open relay');
    expect(text).toContain('Brought forward: behind the scanner every client looks like 127.0.0.1');
    expect(text).toContain('3. Give the scanner port 25');
    terminal.press(key.ctrlC);
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('after a failure', () => {
  test('details can be looked at, then the step is rolled back', async () => {
    const { terminal, operator } = await wizard();
    const chosen = operator.failed(failedView());
    await terminal.shows('How shall it go on?');
    await terminal.shows('Leave it');
    expect(terminal.screen()).toContain('Port 25 did not answer.');
    expect(terminal.screen()).not.toContain('Address already in use');
    terminal.press(key.down);
    await terminal.shows('❯ Look at details');
    terminal.press(key.enter);
    await terminal.shows('bind: Address already in use');
    await terminal.shows(/❯ Retry[\s\S]*Leave it/);
    terminal.press(key.down.repeat(2));
    await terminal.shows('❯ Roll back this step');
    terminal.press(key.enter);
    expect(await chosen).toBe('rollback-step');
  });

  test('a part that was put back cannot be rolled back again', async () => {
    const { terminal, operator } = await wizard();
    const chosen = operator.failed(failedView({ putBack: true }));
    await terminal.shows('Leave it');
    expect(terminal.screen()).toContain('already put this part back');
    expect(terminal.screen()).not.toContain('Roll back this step');
    terminal.press(key.down.repeat(2));
    await terminal.shows('❯ Roll back everything');
    terminal.press(key.enter);
    expect(await chosen).toBe('rollback-all');
  });
});

describe('leaving', () => {
  test.each([
    ['Ctrl-C', key.ctrlC],
    ['Ctrl-D', key.ctrlD],
  ])('%s at a prompt', async (_name, press) => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    terminal.press(press);
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });

  test('the signal ends an open prompt', async () => {
    const { terminal, operator, abort } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    abort.abort();
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });

  test('a lost input ends an open prompt', async () => {
    const { terminal, operator } = await wizard();
    const considered = operator.consider(stage());
    await terminal.shows('What shall be done?');
    terminal.stdin.end();
    await expect(considered).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('narrow and low terminals', () => {
  test('hints are broken at words, and long answers leave nothing behind', async () => {
    const { terminal, operator } = await wizard({}, new AbortController(), [60, 24]);
    const license = `/${'root/'.repeat(80)}a.lic`;
    const answered = operator.answer(
      request([
        ['license', license],
        ['package', '/root/b'],
        ['recipient', 'a@example.com'],
        ['mailbox-password', ''],
      ]),
    );
    await terminal.shows(/Are these right[\s\S]*selects/);
    for (let press = 0; press < 4; press += 1) {
      terminal.press(key.down);
      await terminal.shows(new RegExp(`^❯ ${['Scanner', 'AXIGEN', 'Licence', 'Package'][press]}`, 'm'));
    }
    expect(terminal.everything().match(/Are these right\?/g)).toHaveLength(1);
    expect(terminal.everything().match(/Licence file:/g)).toHaveLength(1);
    expect(terminal.screen()).toMatch(/^❯? *Licence file: .*\.\.\.\n[❯ ] Package:/m);
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });

  test('typing a long path leaves nothing behind', async () => {
    const { terminal, operator } = await wizard();
    const answered = operator.answer(request([['package', '/root/b']]));
    await terminal.shows('licence file?');
    terminal.press(`/${'root/'.repeat(80)}missing`);
    await terminal.shows('missing');
    terminal.press(key.enter);
    await terminal.shows('There is no file');
    terminal.press('x');
    await terminal.shows('missingx');
    expect(terminal.everything().match(/licence file\?/g)).toHaveLength(1);
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });

  test('more actions than rows leave nothing behind', async () => {
    const { terminal, operator } = await wizard({}, new AbortController(), [80, 12]);
    const progress = operator.progress(stage());
    const actions = Array.from({ length: 20 }, (_, index) => ({
      number: index + 1,
      title: `Do ${index + 1}.`,
    }));
    progress.plan(actions);
    await terminal.shows('Do 20.');
    for (const { number } of actions) {
      progress.done(number);
      if (number < 20) await terminal.shows(new RegExp(`[|/\\\\-] Do ${number + 1}\\.|Do 20\\.`));
    }
    await progress.close();
    await terminal.shows('✔ Do 20.');
    for (const { title } of actions) expect(terminal.everything().split(title)).toHaveLength(2);
  });
});

describe('an exception while an answer is looked at', () => {
  test('is shown as a problem of the answer', async () => {
    const { terminal, operator } = await wizard();
    const answered = operator.answer({
      ...request(),
      check: async (asked) => {
        if (asked === 'license') throw new RangeError('a defect');
        return undefined;
      },
    });
    await terminal.shows('licence file?');
    terminal.press(`/root/a${key.enter}`);
    await terminal.shows('This could not be checked: a defect');
    terminal.press(key.ctrlC);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });

  test('the signal during a look ends the prompt and nothing else', async () => {
    const { terminal, operator, abort } = await wizard();
    const answered = operator.answer({
      ...request(),
      check: async (asked) => {
        if (asked !== 'license') return undefined;
        abort.abort();
        throw new Cancelled();
      },
    });
    await terminal.shows('licence file?');
    terminal.press(`/root/a${key.enter}`);
    await expect(answered).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('progress', () => {
  test('shows each action, and the reason of a failure; notes wait until it is gone', async () => {
    const { terminal, operator } = await wizard();
    const progress = operator.progress(stage());
    progress.plan([
      { number: 1, title: 'Stop AXIGEN' },
      { number: 2, title: 'Write axigen.cfg' },
      { number: 3, title: 'Start AXIGEN' },
    ]);
    progress.begin(1);
    await terminal.shows('Stop AXIGEN');
    progress.waiting?.(1, 87);
    await terminal.shows('Stop AXIGEN \u2026 87 s left');
    progress.done(1);
    progress.begin(2);
    operator.note('a note in passing');
    await terminal.shows(/✔ Stop AXIGEN/);
    expect(terminal.everything()).not.toContain('a note in passing');
    progress.failed(2, 'the disk is full');
    await progress.close();
    await terminal.shows('a note in passing');
    expect(terminal.screen()).toContain('✖ the disk is full');
    expect(terminal.screen()).not.toContain('s left');
  });

  test('what was not begun is shown as not carried out, and an empty plan closes', async () => {
    const { terminal, operator } = await wizard();
    const progress = operator.progress(stage());
    progress.plan([{ number: 1, title: 'Stop AXIGEN' }]);
    await progress.close();
    await terminal.shows('not carried out');
    const empty = operator.progress(stage());
    empty.plan([]);
    await empty.close();
    operator.note('still here');
    await terminal.shows('still here');
  });

  test('a wait is shown while it lasts and hands its result on', async () => {
    const { terminal, operator } = await wizard();
    let finish: (value: number) => void = () => {};
    const waiting = operator.waiting(
      'Looking at the server',
      () => new Promise<number>((resolve) => (finish = resolve)),
    );
    await terminal.shows('Looking at the server');
    finish(7);
    expect(await waiting).toBe(7);
    operator.note('afterwards');
    await terminal.shows('afterwards');
    expect(terminal.screen()).not.toContain('Looking at the server');
  });

  test('a wait that fails leaves the screen usable', async () => {
    const { terminal, operator } = await wizard();
    await expect(operator.waiting('Looking', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    operator.note('afterwards');
    await terminal.shows('afterwards');
  });
});

describe('colours', () => {
  test.each([
    ['with', {}, true],
    ['without, under NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_name, env, coloured) => {
    const { terminal, operator } = await wizard(env);
    const considered = operator.consider(stage());
    await terminal.shows('Quit');
    terminal.press(key.enter);
    await considered;
    await operator.verified(verifiedView({ findings: [finding({ verdict: 'ok' })] }));
    await terminal.shows('X-Virus-Scanner');
    expect(/\u001b\[[0-9;]*m/.test(terminal.raw)).toBe(coloured);
  });
});

test('a terminal that is not set to UTF-8 gets ASCII only, prompts and progress included', async () => {
  const { terminal, operator } = await wizard({ LANG: 'C' });
  const considered = operator.consider(stage());
  await terminal.shows('> Apply');
  terminal.press(key.enter);
  await considered;
  const progress = operator.progress(stage());
  progress.plan([{ number: 1, title: 'Stop AXIGEN' }]);
  progress.done(1);
  await progress.close();
  await operator.waiting('Looking', async () => {});
  await terminal.shows('Stop AXIGEN');
  expect(terminal.raw).toMatch(/^[\u0000-\u007f]*$/);
});

test('in ASCII every state of an action has a sign of its own, and none is a question mark', async () => {
  const { terminal, operator } = await wizard({ LANG: 'C' });
  const progress = operator.progress(stage());
  progress.plan([
    { number: 1, title: 'Stop AXIGEN\u2026' },
    { number: 2, title: 'Write axigen.cfg' },
    { number: 3, title: 'Start AXIGEN' },
  ]);
  progress.done(1);
  await terminal.shows(/^\+ Stop AXIGEN\.\.\.\n[|/\\-] Write axigen\.cfg\n\. Start AXIGEN$/m);
  expect(terminal.everything()).not.toContain('?');
  progress.failed(2, 'the disk is full');
  await progress.close();
  await terminal.shows('x the disk is full');
});

describe('the test message, confirmed by hand', () => {
  const view = { recipient: 'a@example.com', nonce: 'nonce-77', header: 'X-Virus-Scanner' };

  test('pasted headers come back whole', async () => {
    const { terminal, operator } = await wizard();
    const confirmed = operator.confirmTestMail(view);
    await terminal.shows('Did it arrive?');
    await terminal.shows('No, or without');
    expect(terminal.screen()).toContain('nonce-77');
    terminal.press(key.enter);
    await terminal.shows('single dot');
    terminal.press('Subject: nonce-77\nX-Virus-Scanner: NOD32\n.\n');
    expect(await confirmed).toEqual({
      arrived: true,
      pasted: 'Subject: nonce-77\r\nX-Virus-Scanner: NOD32\r\n',
    });
  });

  test('Ctrl-D while pasting goes back to the choice', async () => {
    const { terminal, operator } = await wizard();
    const confirmed = operator.confirmTestMail(view);
    await terminal.shows('No, or without');
    terminal.press(key.enter);
    await terminal.shows('single dot');
    expect(terminal.rawMode).toBe(true);
    terminal.press('Subject: x\r');
    await terminal.shows('Subject: x');
    terminal.press(key.ctrlD);
    await terminal.shows(/Nothing was pasted[\s\S]*No, or without[\s\S]*selects/);
    terminal.press(key.down);
    await terminal.shows('❯ Yes, and I saw');
    terminal.press(key.enter);
    expect(await confirmed).toEqual({ arrived: true });
  });

  test('no', async () => {
    const { terminal, operator } = await wizard();
    const confirmed = operator.confirmTestMail(view);
    await terminal.shows('No, or without');
    terminal.press(key.down.repeat(2));
    await terminal.shows('❯ No');
    terminal.press(key.enter);
    expect(await confirmed).toEqual({ arrived: false });
  });
});
