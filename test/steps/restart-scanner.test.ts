import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { restartScanner } from '../support/nod32-steps.js';
import {
  fresh,
  handedOver,
  netstat,
  paths,
  printed,
  ps,
  psSince,
  scannerStarted,
  serverTime,
  situation,
  withFiles,
} from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

describe('restart-scanner', () => {
  test('nod32d first, then nod32smtp, which must take port 25', () => {
    expect(restartScanner.changes(situation(scannerStarted))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'nod32d' } },
      { kind: 'service', verb: 'restart', service: { id: 'nod32smtp' }, readyPort: 25 },
    ]);
    expect(verdicts(restartScanner, situation(scannerStarted))).toEqual({
      'NOD32-SERVICES': 'ok',
      'NOD32-LISTENING': 'drift',
      'NOD32-PASSES-ON': 'not-applicable',
      'NOD32-RESTART': 'not-applicable',
    });
  });

  test('done: nothing is restarted', () => {
    expect(restartScanner.changes(situation(handedOver))).toEqual([]);
    expect(verdicts(restartScanner, situation(handedOver))).toEqual({
      'NOD32-SERVICES': 'ok',
      'NOD32-LISTENING': 'ok',
      'NOD32-PASSES-ON': 'unknown',
      'NOD32-RESTART': 'not-applicable',
    });
  });

  test('a scanner with port 25 whose file is edited just before reads it again', () => {
    const edited = new Set([paths.nod32Config]);
    expect(restartScanner.changes(situation(handedOver, { edited }))).toHaveLength(2);
    const other = new Set([paths.axigenConfig]);
    expect(restartScanner.changes(situation(handedOver, { edited: other }))).toEqual([]);
  });

  test.each([
    ['only for this machine', netstat(['127.0.0.1:25', 'nod32smtp']), /nod32smtp on 127\.0\.0\.1/],
    ['AXIGEN still there', fresh.netstat, /axigen on 0\.0\.0\.0/],
    ['nobody', netstat(), /nothing listens there/],
    ['a stranger', netstat(['0.0.0.0:25', 'master']), /master/],
  ])('%s: drift', (_name, ports, found) => {
    const finding = findingNamed(
      restartScanner,
      situation({ ...handedOver, netstat: ports }),
      'NOD32-LISTENING',
    );
    expect(finding.verdict).toBe('drift');
    expect(finding.found).toMatch(found);
  });

  test('ports that cannot be read are unknown', () => {
    const server = { ...handedOver, commands: { ports: printed('no netstat\n', 127) } };
    expect(verdicts(restartScanner, situation(server))).toEqual({
      'NOD32-SERVICES': 'ok',
      'NOD32-LISTENING': 'unknown',
      'NOD32-PASSES-ON': 'unknown',
      'NOD32-RESTART': 'not-applicable',
    });
  });
});

describe('restart-scanner, the services', () => {
  test('two are spoken of as two', () => {
    const see = situation(handedOver);
    expect(restartScanner.says).toBe(
      'Restart nod32d, then nod32smtp: they read nod32.cfg only when they start.',
    );
    expect(findingNamed(restartScanner, see, 'NOD32-SERVICES').why).toBe(
      'nod32smtp takes the mail, nod32d scans it.',
    );
    expect(findingNamed(restartScanner, see, 'NOD32-LISTENING').why).toMatch(
      /once the services have read it/,
    );
    expect(findingNamed(restartScanner, see, 'NOD32-RESTART').why).toMatch(
      /^They read it only when they start/,
    );
  });

  test.each([
    ['without its daemon', ps('axigen', 'nod32smtp'), 'not running: nod32d'],
    ['neither', ps('axigen'), 'not running: nod32d, nod32smtp'],
  ])('%s: a scanner that has port 25 scans nothing, so both are restarted', (_name, processes, found) => {
    const server = { ...handedOver, ps: processes };
    expect(findingNamed(restartScanner, situation(server), 'NOD32-SERVICES')).toMatchObject({
      verdict: 'drift',
      found,
    });
    expect(restartScanner.changes(situation(server))).toHaveLength(2);
  });

  test('processes that cannot be read are unknown, and nothing is restarted for that', () => {
    const server = { ...handedOver, commands: { processes: printed('no ps\n', 127) } };
    expect(verdicts(restartScanner, situation(server))['NOD32-SERVICES']).toBe('unknown');
    expect(restartScanner.changes(situation(server))).toEqual([]);
  });
});

describe('restart-scanner, whether mail gets through', () => {
  test('is looked for as soon as the scanner owns port 25, within the handover', () => {
    expect(restartScanner.probes?.(situation(handedOver))).toEqual([
      { kind: 'banner', port: 25, expect: 220 },
    ]);
    expect(restartScanner.probes?.(situation(scannerStarted))).toEqual([]);
  });

  const answered = (code: number, line: string): BannerProbe => ({
    kind: 'answered',
    code,
    lines: [line],
    closed: code !== 220,
    transcript: [],
  });
  const refused = {
    kind: 'refused',
    reason: 'refused',
    message: 'connection refused',
    transcript: [],
  } as const;
  test.each<readonly [string, BannerProbe | undefined, Verdict, RegExp, RegExp]>([
    ['a banner', answered(220, 'mail AXIGEN SMTP ready'), 'ok', /^220 mail AXIGEN/, /^$/],
    [
      '421',
      answered(421, 'server connect error'),
      'drift',
      /^421 server connect/,
      /server_addr and server_port/,
    ],
    ['another answer', answered(554, 'no'), 'drift', /^554 no$/, /logs/],
    ['refused', refused, 'drift', /^connection refused$/, /logs/],
    ['silent', { kind: 'silent', waitedMs: 15_000, transcript: [] }, 'drift', /within 15 s/, /logs/],
    ['not tried', undefined, 'unknown', /^not tried yet$/, /^$/],
  ])('%s', (_name, probe, verdict, found, remedy) => {
    const evidence = { banners: new Map(probe === undefined ? [] : [[25, probe]]) };
    const finding = findingNamed(restartScanner, situation(handedOver, { evidence }), 'NOD32-PASSES-ON');
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
    expect(finding.remedy ?? '').toMatch(remedy);
  });
});

describe('restart-scanner, a restart that is owed', () => {
  /** Both services for ten minutes, unless it is said otherwise; nod32.cfg was changed so many seconds ago. */
  const server = (changed: number, services: Partial<Record<'nod32d' | 'nod32smtp', number>> = {}) => ({
    ...withFiles(handedOver, {
      [paths.nod32Config]: { bytes: Buffer.from('[smtp]\n'), modified: serverTime - changed },
    }),
    ps: psSince(
      ['axigen', 600],
      ['nod32d', services.nod32d ?? 600],
      ['nod32smtp', services.nod32smtp ?? 600],
    ),
  });
  const finding = (changed: number, services?: Parameters<typeof server>[1]) =>
    findingNamed(restartScanner, situation(server(changed, services)), 'NOD32-RESTART');

  test('both have started since', () => {
    expect(finding(700)).toMatchObject({ verdict: 'ok', aspect: 'running', where: paths.nod32Config });
    expect(restartScanner.changes(situation(server(700)))).toEqual([]);
  });

  test.each([
    [{}, /^nod32d runs since 2006-07-05 11:36:40 UTC, .* 2006-07-05 11:38:20 UTC; nod32smtp runs/],
    [{ nod32smtp: 60 }, /^nod32d runs since [^;]*$/],
    [{ nod32d: 60 }, /^nod32smtp runs since [^;]*$/],
  ])('the file is newer than %j: drift, and both are restarted', (services, found) => {
    expect(finding(500, services)).toMatchObject({ verdict: 'drift', found: expect.stringMatching(found) });
    expect(restartScanner.changes(situation(server(500, services)))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'nod32d' } },
      { kind: 'service', verb: 'restart', service: { id: 'nod32smtp' }, readyPort: 25 },
    ]);
  });

  test('a scanner that does not run is another finding\u2019s matter', () => {
    const stopped = { ...server(500), ps: psSince(['axigen', 600]) };
    expect(findingNamed(restartScanner, situation(stopped), 'NOD32-RESTART').verdict).toBe('not-applicable');
  });
});
