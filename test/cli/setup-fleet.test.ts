import { describe, expect, test } from 'vitest';
import { runSetup } from '../../src/cli/setup.js';
import { Cancelled, ExitCode, UserError } from '../../src/errors.js';
import { untouchedHost } from '../support/untouched-host.js';
import { ioDouble } from './io-double.js';

type Result = number | Error;

function fleet(results: Readonly<Record<string, Result>>, terminal = false) {
  const log: string[] = [];
  const io = ioDouble({ terminal });
  const run = (...args: string[]) =>
    runSetup(args, io.io, {
      watch: {
        signal: new AbortController().signal,
        sayThrough: () => {},
        aside: (work) => work(),
        dispose: () => {},
      },
      engine: async () => ({
        setUp: async ({ host, given }) => {
          log.push([`set up ${host.name}`, ...[...given].map((one) => one.join('='))].join(' '));
          const result = results[host.name] ?? 0;
          if (result instanceof Error) throw result;
          return Object.values(ExitCode).find((one) => one === result) ?? ExitCode.failed;
        },
      }),
      open: async ({ destination = '' }) =>
        untouchedHost({ name: destination, close: async () => void log.push(`close ${destination}`) }),
      audit: async () => 0,
      rollback: async () => 0,
    });
  return { ...io, log, run };
}

const hosts = (...names: string[]) => names.flatMap((name) => ['--host', name]);
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('setup of several servers', () => {
  test('goes one after the other, each with its answers, and says that all are done', async () => {
    const { run, log, out } = fleet({});
    expect(await run('--yes', '--recipient', 'a@example.com', ...hosts('a', 'b'))).toBe(ExitCode.ok);
    expect(log).toEqual([
      'set up a recipient=a@example.com',
      'close a',
      'set up b recipient=a@example.com',
      'close b',
    ]);
    expect(out()).toMatch(/Server 1 of 2: a\n[\s\S]*Server 2 of 2: b\n[\s\S]*2 of 2 servers are done\.\n/);
    expect(out()).not.toContain('To go on');
  });

  test('stops at the first that does not end well, and says how it goes on', async () => {
    const { run, log, out } = fleet({ b: ExitCode.failed });
    expect(await run('--yes', '--license', '/a b', ...hosts('a', 'b', 'c', 'd'))).toBe(ExitCode.failed);
    expect(log.filter((line) => line.startsWith('close'))).toEqual(['close a', 'close b']);
    expect(flat(out())).toContain(
      "1 of 4 servers are done. done: a stopped at: b (exit code 1) not begun: c, d To go on with this one and the rest: gateway-setup setup --yes --license '/a b' --host a --host b --host c --host d --from b ",
    );
  });

  test.each<readonly [string, Error, number, string]>([
    ['cannot be reached', new UserError('no route', { exitCode: 3 }), 3, 'Error: no route'],
    ['was left by its operator', new Cancelled(), 130, 'Cancelled.'],
    ['met a defect', new TypeError('boom'), 1, 'This is a defect'],
  ])('one that %s is the last', async (_name, error, code, said) => {
    const { run, log, out, err } = fleet({ a: error });
    expect(await run('--yes', ...hosts('a', 'b'))).toBe(code);
    expect(log).toEqual(['set up a', 'close a']);
    expect(err()).toContain(said);
    expect(flat(out())).toContain(`0 of 2 servers are done. stopped at: a (exit code ${code}) not begun: b`);
  });

  test.each([
    ['2\n', ExitCode.ok, ['set up a', 'set up b', 'set up c']],
    ['\n', ExitCode.cancelled, ['set up a']],
    [undefined, ExitCode.cancelled, ['set up a']],
  ])('a person is asked after the first: %j', async (typed, code, done) => {
    const { run, log, out, stdin } = fleet({}, true);
    stdin.end(typed ?? '');
    expect(await run('--plain', ...hosts('a', 'b', 'c'))).toBe(code);
    expect(log.filter((line) => line.startsWith('set up'))).toEqual(done);
    expect(out()).toContain('The first server is done and verified. Go on with the other 2?');
    expect(out().includes('not begun:  b, c')).toBe(code !== ExitCode.ok);
    expect(out().includes('--host c --from b\n')).toBe(code !== ExitCode.ok);
  });

  test('--from begins with that one, and those before it are left alone', async () => {
    const { run, log, out } = fleet({ c: ExitCode.failed });
    expect(await run('--yes', '--from', 'b', ...hosts('a', 'b', 'c'))).toBe(ExitCode.failed);
    expect(log.filter((line) => line.startsWith('set up'))).toEqual(['set up b', 'set up c']);
    expect(out()).toContain('gateway-setup setup --yes --host a --host b --host c --from c\n');
  });

  test.each([
    [['--from', 'x', ...hosts('a', 'b')], /--from names x, which is none of the servers/],
    [['--from', 'a', '--host', 'a'], /--from was given, and there are not several servers/],
    [hosts('a', 'a'), /a is named twice/],
  ])('%j is refused before anything is looked at', async (args, message) => {
    const { run, log } = fleet({});
    await expect(run('--yes', ...args)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      exitCode: ExitCode.usage,
    });
    expect(log).toEqual([]);
  });

  test('a single server is set up without any of this', async () => {
    const { run, out } = fleet({});
    expect(await run('--yes', '--host', 'a')).toBe(ExitCode.ok);
    expect(out()).toBe('');
  });
});
