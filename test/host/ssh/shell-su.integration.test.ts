import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { UserError } from '../../../src/errors.js';
import { LineLost } from '../../../src/host/line-lost.js';
import { sh } from '../../../src/host/shell.js';
import type { SecretRequest } from '../../../src/host/ssh/person.js';
import { startRelay } from '../../support/ssh/relay.js';
import { shellTarget } from './shell-target.js';
import { whereRootHas } from './su-target.js';
import { sudoer } from './sudoer.js';

const password = `it's "${randomBytes(6).toString('hex')}" $HOME \\ é`;
const target = shellTarget();
const { user } = sudoer();
const port = whereRootHas(password, target);

function bySu(...answers: (string | undefined)[]) {
  const asked: SecretRequest[] = [];
  const secret = async (request: SecretRequest) => {
    asked.push(request);
    return answers.length > 1 ? answers.shift() : answers[0];
  };
  return { asked, host: target.host({ user: user().name, become: 'su', port: port(), secret }) };
}

test('su asks once, for the password of root', async () => {
  const { asked, host } = bySu(password);
  const all = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), randomBytes(50_000)]);
  const result = await host.run(sh`id -u; echo err >&2; cat; exit 7`, { stdin: all });
  expect(result).toMatchObject({ code: 7, stderr: Buffer.from('err\n') });
  expect(result.stdout.equals(Buffer.concat([Buffer.from('0\n'), all]))).toBe(true);
  expect((await host.run(sh`id -u`)).stdout.toString()).toBe('0\n');
  expect(asked).toEqual([{ kind: 'su', subject: 'box', user: 'root', prompt: 'Password:' }]);
});

test('what su starts can be ended', async () => {
  const { host } = bySu(password);
  expect(await host.run(sh`sleep 100`, { timeoutMs: 500 })).toMatchObject({ timedOut: true, code: null });
});

test('what is shielded goes on when the line is lost', async () => {
  const relay = await startRelay(port());
  const by = { user: user().name, become: 'su' as const, secret: async () => password };
  const host = target.host({ ...by, port: relay.port });
  const done = join(target.sshd().folder, 'done');
  const script = sh`i=0; while [ $i -lt 10 ]; do echo "$i"; i=$((i + 1)); sleep 0.05; done; : > ${done}`;
  const running = host.run(script, { shielded: true, onLine: () => relay.cut() });
  await expect(running).rejects.toThrow(LineLost);
  await vi.waitFor(() => expect(existsSync(done)).toBe(true), { timeout: 10_000 });
  await relay.end();
});

test('a wrong password is said, and the next one taken', async () => {
  const { asked, host } = bySu('wrong', password);
  expect((await host.run(sh`id -u`)).stdout.toString()).toBe('0\n');
  expect(asked.map(({ again }) => again)).toEqual([undefined, true]);
});

test('three wrong ones are enough', async () => {
  const { asked, host } = bySu('wrong-secret');
  const error = await host.run(sh`id -u`).catch((reason: UserError) => reason);
  expect((error as UserError).message).toContain('su on box refused the password three times.');
  expect(JSON.stringify([error, (error as UserError).message])).not.toContain('wrong-secret');
  expect(asked).toHaveLength(3);
});

test('nobody there', async () => {
  const error = await bySu(undefined)
    .host.run(sh`id -u`)
    .catch((reason: UserError) => reason);
  expect(error).toMatchObject({ exitCode: 4 });
  expect((error as UserError).next).toContain('--become-password-file');
});
