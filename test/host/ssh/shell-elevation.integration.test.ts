import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Cancelled, type UserError } from '../../../src/errors.js';
import { sh } from '../../../src/host/shell.js';
import type { SecretRequest } from '../../../src/host/ssh/person.js';
import { shellTarget } from './shell-target.js';
import { sudoer } from './sudoer.js';

const target = shellTarget();
const { user, allow } = sudoer('USER ALL=(ALL) ALL');
const all = 'USER ALL=(ALL) ALL';

/** Answers one after the other, and notes what was asked. */
function teller(...answers: (string | undefined)[]) {
  const asked: SecretRequest[] = [];
  const secret = async (request: SecretRequest) => {
    asked.push(request);
    return answers.length > 1 ? answers.shift() : answers[0];
  };
  return { asked, secret };
}

const failing = (running: Promise<unknown>) =>
  running.then(
    () => undefined,
    (error: UserError) => error,
  );

describe.each([
  ['pipes', [all]],
  ['a terminal', ['Defaults:USER requiretty', all]],
])('sudo over %s', (_, lines) => {
  test('asks once, however many commands there are', async () => {
    allow(...lines);
    const { asked, secret } = teller(user().password);
    const host = target.host({ user: user().name, secret });
    const results = await Promise.all([1, 2, 3].map(() => host.run(sh`id -u`)));
    expect(results.map(({ stdout }) => stdout.toString())).toEqual(['0\n', '0\n', '0\n']);
    expect((await host.run(sh`id -u`)).stdout.toString()).toBe('0\n');
    expect(asked).toEqual([{ kind: 'sudo', subject: 'box', user: user().name }]);
  });

  test('says that one was wrong, and takes the next', async () => {
    allow(...lines);
    const { asked, secret } = teller('wrong', user().password);
    const host = target.host({ user: user().name, secret });
    expect((await host.run(sh`id -u`)).stdout.toString()).toBe('0\n');
    expect(asked.map(({ again }) => again)).toEqual([undefined, true]);
  });

  test('and one try at a time', async () => {
    allow('Defaults:USER passwd_tries=1', ...lines);
    const { asked, secret } = teller('wrong', user().password);
    const host = target.host({ user: user().name, secret });
    expect((await host.run(sh`id -u`)).stdout.toString()).toBe('0\n');
    expect(asked.map(({ again }) => again)).toEqual([undefined, true]);
  });

  test('gives up after three', { timeout: 90_000 }, async () => {
    allow(...lines);
    const { asked, secret } = teller('wrong-secret');
    const error = await failing(target.host({ user: user().name, secret }).run(sh`id -u`));
    expect(error?.message).toContain('refused the password three times');
    expect(JSON.stringify([error, error?.message, error?.stack])).not.toContain('wrong-secret');
    expect(asked).toHaveLength(3);
  });

  test('with nobody there says what to give', async () => {
    allow(...lines);
    const error = await failing(target.host({ user: user().name }).run(sh`id -u`));
    expect(error).toMatchObject({ exitCode: 4 });
    expect(error?.next).toContain(
      '--become-password-file FILE or the variable GATEWAY_SETUP_BECOME_PASSWORD',
    );
    expect(error?.next).toContain('--become');
  });

  test('a question left by the operator ends it; the next command asks anew', async () => {
    allow(...lines);
    const answers = [Promise.reject(new Cancelled()), Promise.resolve(user().password)];
    for (const answer of answers) answer.catch(() => {});
    const secret = async () => answers.shift();
    const host = target.host({ user: user().name, secret });
    expect(await failing(host.run(sh`id -u`))).toBeInstanceOf(Cancelled);
    expect((await host.run(sh`id -u`)).stdout.toString()).toBe('0\n');
  });

  test('is not asked for a password where it wants none', async () => {
    allow(...lines.slice(0, -1), 'USER ALL=(ALL) NOPASSWD: ALL');
    const { asked, secret } = teller('never');
    expect((await target.host({ user: user().name, secret }).run(sh`id -u`)).stdout.toString()).toBe('0\n');
    expect(asked).toEqual([]);
  });

  test('no process and no environment has the password', async () => {
    allow(...lines);
    const host = target.host({ user: user().name, secret: async () => user().password });
    let seen = 0;
    await host.run(sh`echo on; sleep 0.2`, {
      onLine: () => {
        const files = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
        const texts = files.flatMap((pid) =>
          ['cmdline', 'environ'].map((name) => textOf(`/proc/${pid}/${name}`)),
        );
        seen = texts.filter((text) => text.includes('gs-')).length;
        expect(texts.filter((text) => text.includes(user().password))).toEqual([]);
      },
    });
    expect(seen).toBeGreaterThan(0);
  });
});

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

describe('sudo that does not let in', () => {
  test('who is not in the sudoers file', async () => {
    allow();
    const { secret } = teller(user().password);
    const error = await failing(target.host({ user: user().name, secret }).run(sh`id -u`));
    expect(error?.message).toContain('sudo on box does not let this user become root.');
    expect(error?.next).toContain('--become su');
  });

  test('who may run something else only', async () => {
    allow('USER ALL=(ALL) /bin/ls');
    const { secret } = teller(user().password);
    const error = await failing(target.host({ user: user().name, secret }).run(sh`id -u`));
    expect(error?.message).toContain('does not let this user become root');
  });
});

test('root is asked for nothing, whatever is wished', async () => {
  const { asked, secret } = teller('never');
  for (const become of ['auto', 'sudo', 'su', 'none'] as const)
    expect((await target.host({ become, secret }).run(sh`id -u`)).stdout.toString()).toBe('0\n');
  expect(asked).toEqual([]);
});
