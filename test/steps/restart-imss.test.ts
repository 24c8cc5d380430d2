import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { restartScanner } from '../../steps/restart-scanner.js';
import {
  answers,
  fresh,
  handedOver,
  imssIni,
  imssPaths,
  running,
  scannerStarted,
  withScanner,
} from '../support/imss-server.js';
import {
  netstat,
  paths,
  printed,
  ps,
  psSince,
  type Server,
  serverTime,
  situation,
  withFiles,
} from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const step = restartScanner(imssScanner);
const see = (server: Server, more: Parameters<typeof situation>[1] = {}) =>
  situation(server, { answers, ...more });

describe('restart-scanner, IMSS', () => {
  test('S99ISIMSS restart, after which it must take port 25, in its own time', () => {
    expect(step.changes(see(scannerStarted))).toEqual([
      {
        kind: 'service',
        summary: 'Restart IMSS (/etc/init.d/S99ISIMSS restart)',
        service: expect.objectContaining({ id: 'imss', process: '/opt/trend/imss/', patience: 120 }),
        verb: 'restart',
        readyPort: 25,
      },
    ]);
    expect(verdicts(step, see(scannerStarted))).toEqual({
      'IMSS-SERVICES': 'ok',
      'IMSS-LISTENING': 'drift',
      'IMSS-PASSES-ON': 'not-applicable',
      'IMSS-RESTART': 'not-applicable',
    });
  });

  test('done: nothing is restarted, unless its file is edited just before', () => {
    expect(step.changes(see(handedOver))).toEqual([]);
    expect(verdicts(step, see(handedOver))).toEqual({
      'IMSS-SERVICES': 'ok',
      'IMSS-LISTENING': 'ok',
      'IMSS-PASSES-ON': 'unknown',
      'IMSS-RESTART': 'not-applicable',
    });
    expect(step.changes(see(handedOver, { edited: new Set([imssPaths.config]) }))).toHaveLength(1);
    expect(step.changes(see(handedOver, { edited: new Set([paths.axigenConfig]) }))).toEqual([]);
  });

  test('another folder: its programs are the ones from there', () => {
    const files = { '/etc/init.d/S99ISIMSS': {}, '/srv/imss/config/imss.ini': imssIni };
    const server = running(withFiles(fresh, files), '127.0.0.1:10026', '0.0.0.0:25', '/srv/imss');
    expect(verdicts(step, see(server))['IMSS-LISTENING']).toBe('ok');
    expect(step.changes(see(server))).toEqual([]);
    const wrong = running(withScanner, '127.0.0.1:10026', '0.0.0.0:25', '/srv/imss');
    expect(verdicts(step, see(wrong))['IMSS-LISTENING']).toBe('drift');
  });

  test.each([
    ['only for this machine', netstat(['127.0.0.1:25', 'any-name', 201]), /any-name on 127\.0\.0\.1/],
    ['AXIGEN still there', netstat(['0.0.0.0:25', 'axigen']), /axigen on 0\.0\.0\.0/],
    ['nobody', netstat(), /nothing listens there/],
    ['a program of its name from elsewhere', netstat(['0.0.0.0:25', 'any-name', 777]), /any-name on 0/],
  ])('%s: drift', (_name, listening, found) => {
    const finding = findingNamed(step, see({ ...handedOver, netstat: listening }), 'IMSS-LISTENING');
    expect(finding).toMatchObject({ verdict: 'drift', remedy: '/etc/init.d/S99ISIMSS restart' });
    expect(finding.found).toMatch(found);
  });

  test('stopped although it had port 25: it is restarted', () => {
    const server = { ...handedOver, ps: ps('axigen') };
    expect(findingNamed(step, see(server), 'IMSS-SERVICES')).toMatchObject({
      verdict: 'drift',
      found: 'not running: IMSS',
    });
    expect(step.changes(see(server))).toHaveLength(1);
  });

  test('what cannot be read is unknown, and nothing is restarted for that', () => {
    const no = (id: string) => ({
      ...handedOver,
      commands: { ...handedOver.commands, [id]: printed('not found\n', 127) },
    });
    expect(verdicts(step, see(no('ports')))).toMatchObject({
      'IMSS-LISTENING': 'unknown',
      'IMSS-PASSES-ON': 'unknown',
    });
    expect(verdicts(step, see(no('processes')))['IMSS-SERVICES']).toBe('unknown');
    expect(step.changes(see(no('processes')))).toEqual([]);
  });
});

describe('restart-scanner, IMSS, whether mail gets through', () => {
  const answered = (code: number, ...lines: string[]): BannerProbe => ({
    kind: 'answered',
    code,
    lines,
    closed: code !== 220,
    transcript: [],
  });
  test.each<readonly [string, BannerProbe, Verdict, RegExp, RegExp]>([
    [
      'both banners',
      answered(220, 'TrendMicro IMSS SMTP proxy', 'mail Axigen SMTP ready'),
      'ok',
      /^220 TrendMicro.* \/ mail Axigen/,
      /^$/,
    ],
    [
      '421',
      answered(421, 'Internal configuration error'),
      'drift',
      /^421 Internal/,
      /the address and port to which it hands mail on in imss\.ini/,
    ],
    ['another answer', answered(554, 'no'), 'drift', /^554 no$/, /folder log of IMSS/],
    [
      'silent',
      { kind: 'silent', waitedMs: 15_000, transcript: [] },
      'drift',
      /within 15 s/,
      /folder log of IMSS/,
    ],
  ])('%s', (_name, probe, verdict, found, remedy) => {
    const finding = findingNamed(
      step,
      see(handedOver, { evidence: { banners: new Map([[25, probe]]) } }),
      'IMSS-PASSES-ON',
    );
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
    expect(finding.remedy ?? '').toMatch(remedy);
  });

  test('is looked for as soon as IMSS owns port 25, within the handover', () => {
    expect(step.probes?.(see(handedOver))).toEqual([{ kind: 'banner', port: 25, expect: 220 }]);
    expect(step.probes?.(see(scannerStarted))).toEqual([]);
  });
});

describe('restart-scanner, IMSS, a restart that is owed', () => {
  /** imss.ini was changed 500 seconds ago; how long its two programs run, and from where. */
  const server = (proxy: number, console: number, seen = true): Server => ({
    ...withFiles(handedOver, {
      [imssPaths.config]: { bytes: Buffer.from(imssIni, 'latin1'), modified: serverTime - 500 },
    }),
    ps: psSince(['axigen', 900], ['proxy', proxy], ['java', console]),
    netstat: netstat(
      ['127.0.0.1:10026', 'axigen', 812],
      ['0.0.0.0:8445', 'java', 814],
      seen ? ['0.0.0.0:25', 'proxy', 813] : ['127.0.0.1:9', 'x', 1],
    ),
    commands: {
      executables: printed(
        [813, 814]
          .map(
            (pid, index) =>
              `lrwxrwxrwx 1 root root 0 Jul 5 12:00 /proc/${pid}/exe -> /opt/trend/imss/bin/${'ab'[index]}\n`,
          )
          .join(''),
      ),
    },
  });
  const finding = (...how: Parameters<typeof server>) =>
    findingNamed(step, see(server(...how)), 'IMSS-RESTART');

  test.each<readonly [string, Parameters<typeof server>, Verdict]>([
    ['both have started since', [60, 60], 'ok'],
    ['neither has', [600, 600], 'drift'],
    ['what takes the mail has not', [600, 60], 'drift'],
    [
      'its console has not: that lives on when IMSS is restarted, and is not asked for for ever',
      [60, 600],
      'ok',
    ],
    ['which of them takes the mail cannot be told', [60, 600, false], 'drift'],
  ])('%s', (_name, how, verdict) => {
    expect(finding(...how)).toMatchObject({ verdict, where: imssPaths.config, aspect: 'running' });
    expect(step.changes(see(server(...how)))).toHaveLength(verdict === 'ok' ? 0 : 1);
  });

  test('is said with both times', () => {
    expect(finding(600, 600).found).toBe(
      'IMSS runs since 2006-07-05 11:36:40 UTC, the file was changed 2006-07-05 11:38:20 UTC',
    );
  });
});
