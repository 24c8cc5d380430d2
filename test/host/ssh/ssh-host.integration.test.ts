import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { sh } from '../../../src/host/shell.js';
import { LineLost } from '../../../src/host/ssh/line.js';
import { startRelay } from '../../support/ssh/relay.js';
import { temporaryFolder } from '../temporary-folder.js';
import { shellTarget } from './shell-target.js';
import { sudoer } from './sudoer.js';

const inFolder = temporaryFolder();
const target = shellTarget();
const { user, allow } = sudoer('USER ALL=(ALL) ALL');

test('a lost line is told to what was in flight; the next commands share a new one, and nothing is asked again', async () => {
  const secret = vi.fn(async () => user().password);
  const host = target.host({ user: user().name, secret });
  const before = target.dialled();
  const lines: string[] = [];
  const running = host.run(sh`echo begun; sleep 20`, {
    onLine: (line) => {
      lines.push(line);
      target.sshd().dropConnections();
    },
  });
  await expect(running).rejects.toThrow(LineLost);
  expect(lines).toEqual(['begun']);
  const results = await Promise.all([1, 2, 3].map((i) => host.run(sh`exit ${i}`)));
  expect(results.map(({ code }) => code)).toEqual([1, 2, 3]);
  expect(target.dialled() - before).toBe(2);
  expect(secret).toHaveBeenCalledOnce();
  expect(host.details?.().at(-1)).toMatch(
    /^channels opened: [45] for commands, 0 for connections, 0 for files$/,
  );
});

test.each(['root', 'sudo', 'sudo on a terminal', 'sudo with a terminal of its own'])(
  'what is shielded goes on when the line is lost: %s',
  async (how) => {
    const done = inFolder(`done-${how}`);
    if (how === 'sudo on a terminal') allow('Defaults:USER requiretty', 'USER ALL=(ALL) ALL');
    if (how === 'sudo with a terminal of its own') allow('Defaults:USER use_pty', 'USER ALL=(ALL) ALL');
    const relay = await startRelay(target.sshd().port);
    const by = how === 'root' ? {} : { user: user().name, secret: async () => user().password };
    const host = target.host({ ...by, port: relay.port });
    const script = sh`i=0; while [ $i -lt 10 ]; do echo "$i"; i=$((i + 1)); sleep 0.05; done; : > ${done}`;
    const running = host.run(script, { shielded: true, onLine: () => relay.cut() });
    await expect(running).rejects.toThrow(LineLost);
    await vi.waitFor(() => expect(existsSync(done)).toBe(true), { timeout: 10_000 });
    await relay.end();
  },
);

test('its name is how people call it', () => {
  const { port } = target.sshd();
  expect(target.host().name).toBe(`root@box:${port}`);
  expect(target.host({ port: 22 }).name).toBe('root@box');
});
