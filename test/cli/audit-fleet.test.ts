import { describe, expect, test } from 'vitest';
import { runAudit } from '../../src/cli/audit.js';
import type { OpenTarget } from '../../src/cli/where/open-target.js';
import type { AuditOptions } from '../../src/engine/audit/audit.js';
import type { AuditReport } from '../../src/engine/audit/audit-report.js';
import { Cancelled, ExitCode, UserError } from '../../src/errors.js';
import { audited, auditReport } from '../report/audit/fixture.js';
import { untouchedHost } from '../support/untouched-host.js';
import { ioDouble } from './io-double.js';

type Result = 'ok' | 'ill' | Error;

/** Servers by name, and what comes of looking at each. */
function fleet(
  results: Readonly<Record<string, Result>>,
  { terminal = false, connect }: { terminal?: boolean; connect?: OpenTarget } = {},
) {
  const log: string[] = [];
  const seen: AuditOptions[] = [];
  const stop = new AbortController();
  const io = ioDouble({ terminal });
  const open: OpenTarget = async (where, meeting) => {
    const name = where.destination ?? 'this server';
    await connect?.(where, meeting);
    const result = results[name];
    if (result instanceof UserError) throw result;
    log.push(`open ${name}`);
    return untouchedHost({
      name: `root@${name}`,
      details: () => [`channels of ${name}`],
      close: async () => void log.push(`close ${name}`),
    });
  };
  const audit = async (options: AuditOptions): Promise<AuditReport> => {
    seen.push(options);
    const name = options.host.name.slice('root@'.length);
    await options.attendant.waiting('Looking at the server', () => new Promise(setImmediate));
    options.signal.throwIfAborted();
    const result = results[name];
    if (result instanceof Error) throw result;
    const verdict = result === 'ok' ? 'ok' : 'risk';
    return auditReport({ target: options.host.name, findings: [audited({ verdict })] });
  };
  return {
    ...io,
    log,
    seen,
    stop,
    run: (...args: string[]) =>
      runAudit(args, io.io, {
        watch: { signal: stop.signal, sayThrough: () => {}, aside: (work) => work(), dispose: () => {} },
        engine: async () => ({ audit }),
        open,
      }),
  };
}

const gone = new UserError('gone cannot be reached', { exitCode: ExitCode.couldNotLook });
const hosts = (...names: string[]) => names.flatMap((name) => ['--host', name]);

describe('an audit of several servers', () => {
  test('is one report, in the order of the servers, and ends as the worst', async () => {
    const { run, out, err, log } = fleet({ a: 'ok', gone, b: 'ill' });
    expect(await run(...hosts('a', 'gone', 'b'))).toBe(ExitCode.couldNotLook);
    expect(out()).toMatch(
      /^Audit of 3 servers\n[\s\S]*Audit of root@a[\s\S]*No audit of gone[\s\S]*Audit of root@b/,
    );
    expect(err()).toBe('');
    expect([...log].sort()).toEqual(['close a', 'close b', 'open a', 'open b']);
  });

  test.each<readonly [Readonly<Record<string, Result>>, number]>([
    [{ a: 'ok', b: 'ok' }, ExitCode.ok],
    [{ a: 'ok', b: 'ill' }, ExitCode.findings],
    [{ a: new Error('boom'), gone }, ExitCode.failed],
    [{ a: new UserError('no key', { exitCode: ExitCode.usage }), b: 'ill' }, ExitCode.couldNotLook],
  ])('%j ends with %i', async (results, code) => {
    expect(await fleet(results).run(...hosts(...Object.keys(results)))).toBe(code);
  });

  test('one --host alone is reported as ever', async () => {
    const { run, out } = fleet({ a: 'ok' });
    expect(await run('--host', 'a')).toBe(ExitCode.ok);
    expect(out()).toMatch(/^Audit of root@a: /);
  });

  test.each([
    ['json', /^\{\n[\s\S]*"kind": "fleet"[\s\S]*\}\n$/],
    ['junit', /^<\?xml[\s\S]*<\/testsuites>\n$/],
  ])('%s is alone on standard output, even at a terminal', async (format, expected) => {
    const { run, out, err } = fleet({ a: 'ok', b: 'ok' }, { terminal: true });
    expect(await run('--format', format, '--plain', ...hosts('a', 'b'))).toBe(ExitCode.ok);
    expect(out()).toMatch(expected);
    expect(err()).toBe('');
  });

  test('--verbose tells how each was reached: in a report for people, else beside it', async () => {
    const people = fleet({ a: 'ok', b: 'ok' });
    await people.run('--verbose', ...hosts('a', 'b'));
    expect(people.out()).toMatch(/channels of a\n[\s\S]*channels of b\n/);
    const json = fleet({ a: 'ok', b: 'ok' });
    await json.run('--verbose', '--format', 'json', ...hosts('a', 'b'));
    expect(json.out()).not.toContain('channels of');
    expect(json.err()).toMatch(/channels of a\n[\s\S]*channels of b\n/);
  });

  test('a person reads a line when a server begins, and one when it ends', async () => {
    const { run, out } = fleet({ a: 'ok', gone }, { terminal: true });
    await run('--plain', '--parallel', '1', ...hosts('a', 'gone'));
    expect(out().split('\n').slice(0, 5)).toEqual([
      '  1 of 2, a: begun',
      '  1 of 2, a: 1 ok',
      '  2 of 2, gone: begun',
      '  2 of 2, gone: no audit: gone cannot be reached',
      'Audit of 2 servers',
    ]);
  });

  test.each([
    ['1', 1],
    ['3', 3],
  ])('--parallel %s: no more than that at the same time', async (parallel, most) => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { run, log } = fleet(Object.fromEntries(names.map((name) => [name, 'ok' as const])));
    await run('--parallel', parallel, ...hosts(...names));
    let now = 0;
    const counts = log.map((line) => (now += line.startsWith('open') ? 1 : -1));
    expect(Math.max(...counts)).toBe(most);
  });

  test('a signal ends all of it, and every host is closed', async () => {
    const { run, log, stop } = fleet(
      { a: 'ok', b: 'ok', c: 'ok' },
      {
        connect: async ({ destination }) => {
          if (destination === 'b') stop.abort();
          return untouchedHost({});
        },
      },
    );
    await expect(run('--parallel', '2', ...hosts('a', 'b', 'c'))).rejects.toBeInstanceOf(Cancelled);
    expect(log.filter((line) => line.startsWith('open'))).toHaveLength(
      log.filter((line) => line.startsWith('close')).length,
    );
    expect(log).not.toContain('open c');
  });
});

describe('questions while connecting', () => {
  const asking: OpenTarget = async ({ destination = '' }, { person }) => {
    const typed = await person.secret({ kind: 'password', subject: destination, user: 'root' });
    if (typed !== `for-${destination}`) throw new UserError(`wrong: ${typed}`);
    return untouchedHost({});
  };

  test('are asked one at a time', async () => {
    const { run, stdin, out } = fleet({ a: 'ok', b: 'ok' }, { terminal: true, connect: asking });
    stdin.write('for-a\nfor-b\n');
    expect(await run('--plain', ...hosts('a', 'b'))).toBe(ExitCode.ok);
    expect(out()).toMatch(/Password of root on a:[\s\S]*Password of root on b:/);
  });

  test('who leaves one of them stops everything, and is asked no more', async () => {
    const { run, stdin, out } = fleet({ a: 'ok', b: 'ok' }, { terminal: true, connect: asking });
    stdin.end();
    await expect(run('--plain', ...hosts('a', 'b'))).rejects.toBeInstanceOf(Cancelled);
    expect(out()).not.toContain('Password of root on b');
  });
});
