import { afterAll, beforeAll, expect, test } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { LineLost } from '../../../src/host/ssh/line.js';
import { type Relay, startRelay } from '../../support/ssh/relay.js';
import { shellTarget } from './shell-target.js';

const target = shellTarget();
let relay: Relay;
beforeAll(async () => {
  relay = await startRelay(target.sshd().port);
});
afterAll(() => relay.end());

test('a pinned host has no other line than its first; the host itself makes a new one', async () => {
  const host = target.host({ port: relay.port });
  const pinned = host.pinned?.() ?? host;
  const held = await pinned.hold(sh`echo held; while read -r beat; do :; done`, { beatMs: 1000 });
  expect((await pinned.run(sh`exit 3`)).code).toBe(3);
  relay.cut();
  await expect.poll(() => pinned.run(sh`exit 4`).catch((error: unknown) => error)).toBeInstanceOf(LineLost);
  const dialled = target.dialled();
  for (const work of [
    () => pinned.run(sh`exit 4`),
    () => pinned.putFile('/nonexistent/file', Buffer.from('x'), { mode: 0o600 }),
    () => pinned.connect(relay.port),
    () => pinned.hold(sh`echo held`, { beatMs: 1000 }),
  ])
    await expect(work()).rejects.toBeInstanceOf(LineLost);
  await held.release();
  expect(target.dialled()).toBe(dialled);
  expect((await host.run(sh`exit 5`)).code).toBe(5);
  expect(target.dialled()).toBe(dialled + 1);
  await expect(pinned.run(sh`exit 6`)).rejects.toBeInstanceOf(LineLost);
});
