import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuditOptions, audit } from '../../../src/engine/audit/audit.js';
import type { Attendant } from '../../../src/engine/evidence/gather.js';
import { verify } from '../../../src/engine/verify.js';
import { ExitCode } from '../../../src/errors.js';
import type { Host } from '../../../src/host/host.js';
import { stepsOf } from '../../../steps/index.js';
import { EngineTarget } from '../../support/engine-target.js';

let target: EngineTarget;
beforeEach(() => {
  target = new EngineTarget();
});
afterEach(() => target.remove());

/** This machine, which has no AXIGEN, with nothing listening anywhere. */
function optionsFor(host: Partial<Host> = {}) {
  const seen = { runs: 0, ports: [] as number[], waits: [] as string[] };
  const attendant: Attendant = {
    waiting: (text, work) => {
      seen.waits.push(text);
      return work(() => {});
    },
    confirmTestMail: () => Promise.reject(new Error('an audit asks nothing')),
  };
  const options: AuditOptions = {
    host: {
      ...target.host,
      run: (script, how) => {
        seen.runs += 1;
        return target.host.run(script, how);
      },
      putFile: () => Promise.reject(new Error('an audit writes nothing')),
      connect: (port) => {
        seen.ports.push(port);
        return Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
      },
      ...host,
    },
    attendant,
    given: new Map([['recipient', 'alice@example.test'] as const]),
    sendTestMail: false,
    signal: new AbortController().signal,
    version: '0.1.0',
    now: new Date(0),
  };
  return { options, seen };
}

describe('an audit', () => {
  test('of a server without AXIGEN says so; it takes one invocation of the shell', async () => {
    const { options, seen } = optionsFor();
    const report = await audit(options);
    expect(seen.runs).toBe(1);
    expect(report.exitCode).not.toBe(ExitCode.ok);
    expect(report.findings.find(({ id }) => id === 'AXIGEN-INSTALLED')?.verdict).toBe('drift');
    expect(report.findings.find(({ id }) => id === 'TEST-MAIL-HEADER')?.verdict).toBe('not-applicable');
  });

  test('has the findings in the order of the steps', async () => {
    const { findings } = await audit(optionsFor().options);
    const order = stepsOf({ scanner: 'nod32' }).map(({ id }) => id);
    const places = findings.map(({ step }) => order.indexOf(step));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBeGreaterThan(10);
  });

  test('sends no message unless it is wished for', async () => {
    const quiet = await audit(optionsFor().options);
    expect(quiet.dialogues.map(({ title }) => title)).not.toContain('test message to alice@example.test');
    const loud = await audit({ ...optionsFor().options, sendTestMail: true });
    expect(loud.dialogues.map(({ title }) => title)).toContain('test message to alice@example.test');
  });

  test('of a target that does not answer as a shell does could not look', async () => {
    const nothing = { code: 127, stderr: Buffer.from('sh: not found'), timedOut: false, cancelled: false };
    const { options } = optionsFor({ run: async () => ({ ...nothing, stdout: Buffer.from('') }) });
    await expect(audit(options)).rejects.toMatchObject({ exitCode: ExitCode.couldNotLook });
  });

  test('that was cancelled says nothing', async () => {
    const controller = new AbortController();
    const { options } = optionsFor({
      connect: async () => {
        controller.abort();
        return new PassThrough();
      },
    });
    await expect(audit({ ...options, signal: controller.signal })).rejects.toThrow(/cancel|abort/i);
  });
});

describe('seen from outside as well', () => {
  const timeout = () => Promise.reject(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' }));
  const audited = async (outside: Host['outside'], look: typeof audit = audit) => {
    const { options } = optionsFor(outside === undefined ? {} : { outside });
    const report = await look(options);
    return { report, findings: report.findings.filter(({ vantage }) => vantage === 'outside') };
  };

  test('where nobody but the server itself looks there is no word of it', async () => {
    const { report, findings } = await audited(undefined);
    expect(findings).toEqual([]);
    expect(report.outside).toBeUndefined();
    expect(report.findings.map(({ id }) => id).join(' ')).not.toContain('OUTSIDE');
  });

  test('not reached directly: nothing applies, and nothing more is asked', async () => {
    const { report, findings } = await audited({ kind: 'none', why: 'a jump host' });
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['not-applicable']));
    expect(findings.map(({ id }) => id)).toEqual([
      'OUTSIDE-BACKEND',
      'OUTSIDE-AXIGEN-CLI',
      'OUTSIDE-BANNER',
      'OUTSIDE-STARTTLS',
      'OUTSIDE-RELAY',
    ]);
    expect(report.dialogues.filter(({ title }) => title.includes('outside'))).toEqual([]);
    expect(report.outside).toEqual({ kind: 'none', why: 'a jump host' });
  });

  test.each([
    ['an audit', audit],
    ['the checks alone', verify],
  ])('silence is unknown, and never good: %s', async (_what, look) => {
    const { report, findings } = await audited(
      { kind: 'direct', address: '198.51.100.1', connect: timeout },
      look,
    );
    expect(findings.find(({ id }) => id === 'OUTSIDE-BANNER')).toMatchObject({ verdict: 'unknown' });
    expect(findings.filter(({ verdict }) => verdict === 'ok')).toEqual([]);
    expect(report.dialogues.map(({ title }) => title)).toContain('from outside: telnet 198.51.100.1 25');
    expect(report.outside).toMatchObject({ kind: 'direct', address: '198.51.100.1' });
  });
});

test('the checks alone: dialogues and what they show, nothing of files or earlier runs', async () => {
  const { options, seen } = optionsFor();
  const report = await verify({ ...options, sendTestMail: true });
  expect(seen.runs).toBe(1);
  expect(report.kind).toBe('verify');
  expect(report.history).toEqual({ state: 'not-read' });
  const ids = report.findings.map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(['SMTP-BANNER', 'TEST-MAIL-HEADER', 'RELAY-PROBE', 'SMTP-STARTTLS']),
  );
  expect(ids.filter((id) => !/^(SMTP|TEST|RELAY)-/.test(id) || id === 'RELAY-POLICY')).toEqual([]);
  expect(report.dialogues[0]?.title).toBe('telnet localhost 25');
});
