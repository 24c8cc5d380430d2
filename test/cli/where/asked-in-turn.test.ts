import { describe, expect, test } from 'vitest';
import { askedInTurn } from '../../../src/cli/where/asked-in-turn.js';
import { Cancelled } from '../../../src/errors.js';
import type { SshPerson } from '../../../src/host/ssh/person.js';

const password = { kind: 'password', user: 'root' } as const;
const key = {
  type: 'ssh-rsa',
  sha256: 'SHA256:x',
  md5: 'MD5:x',
  publicKeyFile: '/etc/k.pub',
  file: undefined,
};

/** Somebody whose answers are given by the test. */
function slowly() {
  const log: string[] = [];
  const answers: ((answer: string | Error) => void)[] = [];
  const asked = (what: string) =>
    new Promise<string>((resolve, reject) => {
      log.push(what);
      answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  const person: SshPerson = {
    secret: ({ subject }) => asked(`password of ${subject}`),
    confirmHostKey: async ({ server }) => ((await asked(`key of ${server}`)) === 'no' ? 'no' : 'once'),
    allowLegacy: async () => undefined,
    note: (text) => void log.push(text),
  };
  let aside = 0;
  const shared = askedInTurn(person, {
    aside: async (work) => {
      aside += 1;
      try {
        return await work();
      } finally {
        aside -= 1;
      }
    },
  });
  const answer = async (text: string | Error) => {
    await expect.poll(() => answers.length).toBeGreaterThan(0);
    answers.shift()?.(text);
  };
  return { log, answer, shared, aside: () => aside };
}

describe('a person that several lines share', () => {
  test('is asked the next thing when the one before is answered', async () => {
    const { log, answer, shared, aside } = slowly();
    const a = shared.person.secret({ ...password, subject: 'a' });
    const b = shared.person.confirmHostKey({ ...key, server: 'b' });
    shared.person.note('A note in passing.');
    await expect.poll(() => log).toEqual(['password of a']);
    expect(aside()).toBe(2);
    await answer('s3cret');
    expect(await a).toBe('s3cret');
    await expect.poll(() => log).toEqual(['password of a', 'key of b']);
    await answer('yes');
    expect(await b).toBe('once');
    await expect.poll(() => log).toEqual(['password of a', 'key of b', 'A note in passing.']);
    expect(aside()).toBe(0);
  });

  test('may say no to one server, and is asked about the others', async () => {
    const { answer, shared } = slowly();
    const a = shared.person.confirmHostKey({ ...key, server: 'a' });
    const b = shared.person.secret({ ...password, subject: 'b' });
    await answer('no');
    await answer('s3cret');
    expect(await Promise.all([a, b])).toEqual(['no', 's3cret']);
    expect(shared.signal.aborted).toBe(false);
  });

  test('who leaves is asked nothing more, and everything stops', async () => {
    const { log, answer, shared } = slowly();
    const both = Promise.allSettled(
      ['a', 'b'].map((subject) => shared.person.secret({ ...password, subject })),
    );
    await answer(new Cancelled());
    for (const result of await both)
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(Cancelled) });
    expect(log).toEqual(['password of a']);
    expect(shared.signal.aborted).toBe(true);
  });

  test('what goes wrong with one question does not hold up the next', async () => {
    const { answer, shared } = slowly();
    const a = shared.person.secret({ ...password, subject: 'a' });
    const b = shared.person.secret({ ...password, subject: 'b' });
    const failed = expect(a).rejects.toThrow('boom');
    await answer(new Error('boom'));
    await failed;
    await answer('s3cret');
    expect(await b).toBe('s3cret');
  });
});
