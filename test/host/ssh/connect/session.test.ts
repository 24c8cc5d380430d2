import { expect, test } from 'vitest';
import { withSession } from '../../../../src/host/ssh/connect/session.js';
import { sessionCount } from '../../../../src/host/ssh/connect/session-count.js';

const lost = new AbortController().signal;
const refusal = () => Object.assign(new Error('(SSH) Channel open failure: open failed'), { reason: 2 });

test('a server that never answers is given up, and what it opens later is closed', async () => {
  let answer = (_session: { end(): void }) => {};
  const opening = new Promise<{ end(): void }>((resolve) => {
    answer = resolve;
  });
  const sessions = sessionCount(1);
  await expect(withSession(sessions, 'box', lost, () => opening, 20)).rejects.toThrow(
    'box lives, but did not answer within 1 seconds',
  );
  await new Promise<void>((resolve) => answer({ end: resolve }));
  // Its place is free again.
  (await sessions.take())();
});

test('after a refusal that came too late nobody waits any more', async () => {
  const gone = new AbortController();
  const sessions = sessionCount(2);
  const give = await sessions.take();
  const open = async () => {
    gone.abort();
    throw refusal();
  };
  await expect(withSession(sessions, 'box', gone.signal, open)).rejects.toThrow('box opens no session');
  give();
});
