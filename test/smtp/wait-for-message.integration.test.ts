import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { findHeaders } from '../../src/smtp/headers.js';
import { waitForMessage } from '../../src/smtp/wait-for-message.js';
import { type Pop3Server, pop3Server } from './pop3-server.js';
import { closedPort, tcp } from './scripted-server.js';

const nonce = 'deadbeefcafe';
const ours = `X-Scan: ok\r\n\tfolded\r\nX-Gateway-Setup-Nonce: ${nonce}\r\nSubject: test\r\n\r\nbody`;
const other = 'X-Gateway-Setup-Nonce: deadbeef0000\r\n\r\nfrom an earlier run';
const quoted = `Subject: fwd\r\n\r\nX-Gateway-Setup-Nonce: ${nonce}`;

function wait(
  server: Pop3Server,
  change: { password?: string; deadlineMs?: number; signal?: AbortSignal } = {},
) {
  return waitForMessage({
    connect: server.connect,
    user: 'info',
    password: 'sesame',
    nonce,
    deadlineMs: 5000,
    pollMs: 10,
    timeoutMs: 2000,
    ...change,
  });
}

const logins = (server: Pop3Server) => server.heard.filter((line) => /^(APOP|PASS) /.test(line)).length;

describe('found', () => {
  test.each([true, false])('at the third look; it alone is removed (TOP: %s)', async (top) => {
    const messages = (n: number) => (n < 3 ? [other, quoted] : [other, ours, quoted]);
    await using server = await pop3Server({ apop: 'accepted', messages, top });
    const result = await wait(server);
    expect(result).toMatchObject({ kind: 'found', removed: true });
    if (result.kind !== 'found') throw new Error('not found');
    expect(Buffer.from(result.raw).toString()).toBe(`${ours}\r\n`);
    expect(findHeaders(result.raw, 'x-scan')).toEqual([{ name: 'X-Scan', value: 'ok\tfolded' }]);
    expect(server.removed).toEqual([ours]);
    expect(server.connections()).toBe(3);
  });

  test('newest first, large ones passed over', async () => {
    const messages = () => ['A: old\r\n\r\n', ours, 'A: large\r\n\r\n', 'A: new\r\n\r\n'];
    const listed = (message: string) => (message.includes('large') ? 10_000_000 : 100);
    await using server = await pop3Server({ messages, listed });
    expect(await wait(server)).toMatchObject({ kind: 'found' });
    expect(server.heard.filter((line) => line.startsWith('TOP'))).toEqual(['TOP 4 0', 'TOP 2 0']);
  });

  test('in a full mailbox only the newest are looked at', async () => {
    const messages = () => [...Array.from({ length: 200 }, (_, at) => `A: ${at}\r\n\r\n`), ours];
    await using server = await pop3Server({ messages });
    expect(await wait(server)).toMatchObject({ kind: 'found' });
    await using without = await pop3Server({ messages: () => messages().slice(0, 200) });
    expect(await wait(without, { deadlineMs: 1 })).toMatchObject({ kind: 'absent', seen: 200 });
    expect(without.heard.filter((line) => line.startsWith('TOP')).length).toBeLessThanOrEqual(100);
  });

  test('though it cannot be removed, and the caller is told', async () => {
    await using server = await pop3Server({
      messages: () => [ours],
      answers: { DELE: '-ERR read only\r\n' },
    });
    expect(await wait(server)).toMatchObject({ kind: 'found', removed: false });
  });

  test('though its removal was not confirmed', async () => {
    await using server = await pop3Server({
      messages: () => [ours],
      answers: { QUIT: '-ERR not removed\r\n' },
    });
    expect(await wait(server)).toMatchObject({ kind: 'found', removed: false });
  });

  test('after looks that failed for a moment', async () => {
    const messages = (n: number) => (n < 3 ? null : [ours]);
    await using server = await pop3Server({ messages });
    expect(await wait(server)).toMatchObject({ kind: 'found' });
    expect(server.connections()).toBe(3);
  });

  test('a look that succeeds makes up for failed ones before', async () => {
    const messages = (n: number) => (n === 7 ? [ours] : n % 3 === 0 ? [] : null);
    await using server = await pop3Server({ messages });
    expect(await wait(server)).toMatchObject({ kind: 'found' });
    expect(server.connections()).toBe(7);
  });

  test.each(['refused', 'refused and closed'] as const)(
    'APOP %s is not tried again at the next look',
    async (apop) => {
      await using server = await pop3Server({ apop, messages: (n) => (n < 3 ? [] : [ours]) });
      expect(await wait(server)).toMatchObject({ kind: 'found' });
      expect(server.heard.filter((line) => line.startsWith('APOP'))).toHaveLength(1);
    },
  );
});

describe('not found', () => {
  test('never delivered: the wait is bounded', async () => {
    await using server = await pop3Server({ messages: () => [other, quoted] });
    const result = await wait(server, { deadlineMs: 150 });
    expect(result).toMatchObject({ kind: 'absent', seen: 2 });
    expect(result.kind === 'absent' && result.waitedMs).toBeGreaterThanOrEqual(150);
    expect(server.connections()).toBeGreaterThan(2);
    expect(server.removed).toEqual([]);
  });

  test('a wrong password ends it at once: no more than two tries in all', async () => {
    await using server = await pop3Server({ apop: 'refused', password: 'other' });
    const result = await wait(server, { password: 'hunter2' });
    expect(result).toMatchObject({ kind: 'failed', error: { reason: 'wrong-password' } });
    expect(logins(server)).toBe(2);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  test('a wrong password where the refused APOP closed the connection: still two tries', async () => {
    await using server = await pop3Server({ apop: 'refused and closed', password: 'other' });
    expect(await wait(server)).toMatchObject({ kind: 'failed', error: { reason: 'wrong-password' } });
    expect(logins(server)).toBe(2);
  });

  test('nothing listens: three looks, then no more', async () => {
    const port = await closedPort();
    let looks = 0;
    const connect = () => {
      looks += 1;
      return tcp(port);
    };
    const result = await waitForMessage({
      connect,
      user: 'a',
      password: 'b',
      nonce,
      deadlineMs: 60_000,
      pollMs: 5,
    });
    expect(result).toMatchObject({ kind: 'failed', error: { reason: 'refused' } });
    expect(looks).toBe(3);
  });

  test('a failed look at the very end is a failure, not an absence', async () => {
    await using server = await pop3Server({ messages: () => null });
    expect(await wait(server, { deadlineMs: 1 })).toMatchObject({
      kind: 'failed',
      error: { reason: 'closed' },
    });
  });

  test('cancelled between two looks', async () => {
    await using server = await pop3Server({ messages: () => [] });
    const cancel = new AbortController();
    const waiting = waitForMessage({
      connect: server.connect,
      user: 'info',
      password: 'sesame',
      nonce,
      deadlineMs: 60_000,
      pollMs: 60_000,
      signal: cancel.signal,
    });
    await expect.poll(() => server.heard.includes('QUIT')).toBe(true);
    cancel.abort();
    await expect(waiting).rejects.toThrow(Cancelled);
  });

  test('cancelled during a look', async () => {
    await using server = await pop3Server({ answers: { LIST: '' } });
    const cancel = new AbortController();
    const waiting = wait(server, { signal: cancel.signal });
    await expect.poll(() => server.heard.includes('LIST')).toBe(true);
    cancel.abort();
    await expect(waiting).rejects.toThrow(Cancelled);
  });

  test('a nonce that is none', async () => {
    await using server = await pop3Server({});
    await expect(
      waitForMessage({
        connect: server.connect,
        user: 'a',
        password: 'b',
        nonce: '',
        deadlineMs: 10,
        pollMs: 10,
      }),
    ).rejects.toThrow(RangeError);
    expect(server.connections()).toBe(0);
  });
});
