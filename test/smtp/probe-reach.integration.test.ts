import { describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.js';
import { probeReach } from '../../src/smtp/probe-reach.js';
import { formatTranscript } from '../../src/smtp/transcript.js';
import { closedPort, scriptedServer, tcp } from './scripted-server.js';

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe('whether a port can be reached', () => {
  test('a port that listens, without a word to it', async () => {
    let hungUp: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    await using server = await scriptedServer(async (guest) => {
      await guest.hear();
      hungUp();
    });
    const probe = await probeReach(server.connect);
    expect(probe.kind).toBe('reached');
    expect(formatTranscript(probe.transcript)).toBe('=== Connected. Closing the connection.');
    await gone;
    expect(server.heard).toEqual([]);
  });

  test('a port that accepts and cuts the connection at once is reached all the same', async () => {
    await using server = await scriptedServer(({ socket }) => void socket.resetAndDestroy());
    expect(await probeReach(server.connect)).toMatchObject({ kind: 'reached' });
  });

  test('the reset comes before we have seen the connection', async () => {
    expect(await probeReach(failing('ECONNRESET'))).toMatchObject({ kind: 'reached' });
  });

  test('a port on which nothing listens', async () => {
    const port = await closedPort();
    const probe = await probeReach(() => tcp(port));
    expect(probe).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/connection refused/) });
    expect(formatTranscript(probe.transcript)).toMatch(/^\*\*\* nothing accepts connections/);
  });

  test.each([
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EHOSTDOWN',
    'EACCES',
    'EPERM',
    'ENOTFOUND',
    'EWHATEVER',
  ])('%s says nothing of the machine', async (code) => {
    const probe = await probeReach(failing(code));
    expect(probe).toMatchObject({ kind: 'not-known', reason: expect.stringMatching(/\w/) });
  });

  test('silence, for no longer than is asked', async () => {
    const never = () => new Promise<never>(() => undefined);
    expect(await probeReach(never, { timeoutMs: 20 })).toMatchObject({ kind: 'not-known' });
  });

  test('a cancellation is no finding', async () => {
    await expect(probeReach(failing('ABORT_ERR'))).rejects.toBeInstanceOf(Cancelled);
  });
});
