import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { wizard } from './at-terminal.js';
import { request } from './fixture.js';
import { key } from './terminal-double.js';

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
