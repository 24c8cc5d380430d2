import { describe, expect, test } from 'vitest';
import { type AuditDependencies, runAudit } from '../../src/cli/audit.js';
import { runVerify } from '../../src/cli/verify.js';
import type { AuditOptions } from '../../src/engine/audit/audit.js';
import type { AuditReport } from '../../src/engine/audit/audit-report.js';
import { ExitCode, UserError } from '../../src/errors.js';
import { audited, auditReport } from '../report/audit/fixture.js';
import { untouchedHost } from '../support/untouched-host.js';
import { ioDouble } from './io-double.js';

function doubles(report: AuditReport | Error = auditReport(), terminal = false) {
  const seen: AuditOptions[] = [];
  let closed = 0;
  const host = untouchedHost({
    name: 'this server',
    close: async () => {
      closed += 1;
    },
  });
  const look = async (options: AuditOptions) => {
    seen.push(options);
    await options.attendant.waiting('Looking at the server', async () => {});
    if (report instanceof Error) throw report;
    return report;
  };
  const common: Omit<AuditDependencies, 'engine'> = {
    watch: {
      signal: new AbortController().signal,
      sayThrough: () => {},
      aside: (work) => work(),
      dispose: () => {},
    },
    open: async () => host,
  };
  const io = ioDouble({ terminal });
  return {
    ...io,
    seen,
    closed: () => closed,
    audit: (...args: string[]) => runAudit(args, io.io, { ...common, engine: async () => ({ audit: look }) }),
    verify: (...args: string[]) =>
      runVerify(args, io.io, { ...common, engine: async () => ({ verify: look }) }),
  };
}

describe('gateway-setup audit', () => {
  test('prints the report, closes the host and ends as the report says', async () => {
    const { audit, out, err, closed, seen } = doubles();
    expect(await audit('--recipient', 'alice@example.test', '--scan-threads', '4')).toBe(ExitCode.findings);
    expect(out()).toMatch(/^Audit of this server: Fedora Core 5\n/);
    expect(out()).not.toContain('Looking at the server');
    expect(err()).toBe('');
    expect(closed()).toBe(1);
    expect(seen[0]?.sendTestMail).toBe(false);
    expect(seen[0]?.given).toEqual(
      new Map([
        ['recipient', 'alice@example.test'],
        ['scan-threads', '4'],
      ]),
    );
  });

  test.each([
    ['json', /^\{\n {2}"schemaVersion": 1,\n[\s\S]*\n\}\n$/],
    ['junit', /^<\?xml version="1\.0"[\s\S]*<\/testsuites>\n$/],
  ])('%s goes to standard output alone', async (format, expected) => {
    const { audit, out, err } = doubles();
    expect(await audit('--format', format)).toBe(ExitCode.findings);
    expect(out()).toMatch(expected);
    expect(err()).toBe('');
  });

  test.each([
    ['all is well', [audited({ verdict: 'ok' })], ExitCode.ok],
    ['something could not be looked at', [audited({ verdict: 'unknown' })], ExitCode.couldNotLook],
  ] as const)('%s: the exit code tells', async (_name, findings, code) => {
    expect(await doubles(auditReport({ findings })).audit()).toBe(code);
  });

  test('sends a message only when told to', async () => {
    const { audit, seen } = doubles();
    await audit('--send-test-mail');
    expect(seen[0]?.sendTestMail).toBe(true);
  });

  test('closes the host when it could not look', async () => {
    const trouble = new UserError('no shell', { exitCode: ExitCode.couldNotLook });
    const { audit, closed } = doubles(trouble);
    await expect(audit()).rejects.toBe(trouble);
    expect(closed()).toBe(1);
  });

  test.each([
    [['--format', 'xml'], /junit/],
    [['--license', '/a'], /unknown option/i],
    [['--yes'], /unknown option/i],
    [['--recipient', 'nobody'], /--recipient/],
    [['now'], /too many arguments/i],
  ])('%j is refused before anything is looked at', async (args, said) => {
    const { audit, seen } = doubles();
    await expect(audit(...args)).rejects.toMatchObject({
      exitCode: ExitCode.usage,
      message: expect.stringMatching(said),
    });
    expect(seen).toEqual([]);
  });

  test('the help names the file of waivers and the exit codes', async () => {
    const { audit, out } = doubles();
    expect(await audit('--help')).toBe(ExitCode.ok);
    expect(out()).toContain('/etc/gateway-setup/waivers.ini');
    expect(out()).toContain('3 not everything could be looked at');
    expect(out()).not.toContain('--license');
  });
});

describe('gateway-setup verify', () => {
  test.each([
    [[], true],
    [['--no-test-mail'], false],
  ])('%j', async (args, sendTestMail) => {
    const { verify, seen } = doubles(auditReport({ kind: 'verify' }));
    expect(await verify(...args)).toBe(ExitCode.findings);
    expect(seen[0]?.sendTestMail).toBe(sendTestMail);
  });

  test('without a terminal nobody is asked whether the message came', async () => {
    const { verify, seen } = doubles(auditReport({ kind: 'verify' }));
    await verify();
    const view = { recipient: 'a@example.test', nonce: 'n', header: 'X' };
    expect(await seen[0]?.attendant.confirmTestMail(view)).toBeUndefined();
  });

  test('at a terminal a person is asked, but never among JSON', async () => {
    const view = { recipient: 'a@example.test', nonce: 'n0nce', header: 'X-Virus-Scanner' };
    const { verify, seen, stdin, out } = doubles(auditReport({ kind: 'verify' }), true);
    await verify('--plain');
    const asked = seen[0]?.attendant.confirmTestMail(view);
    stdin.write('2\n');
    expect(await asked).toEqual({ arrived: true });
    expect(out()).toContain('n0nce');

    const silent = doubles(auditReport({ kind: 'verify' }), true);
    await silent.verify('--plain', '--format', 'json');
    expect(await silent.seen[0]?.attendant.confirmTestMail(view)).toBeUndefined();
    expect(silent.out()).toMatch(/^\{/);
  });
});

test('an audit asks nothing, not even at a terminal', async () => {
  const { audit, seen } = doubles(auditReport(), true);
  await audit('--plain', '--send-test-mail');
  const view = { recipient: 'a@example.test', nonce: 'n', header: 'X' };
  expect(await seen[0]?.attendant.confirmTestMail(view)).toBeUndefined();
});
