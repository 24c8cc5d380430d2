import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { judgeStandalone } from '../../steps/start-scanner/judge-standalone.js';
import { startScanner } from '../../steps/start-scanner.js';
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
import { netstat, printed, ps, psSince, type Server, situation, withFiles } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const step = startScanner(imssScanner);
const see = (server: Server, more: Parameters<typeof situation>[1] = {}) =>
  situation(server, { answers, ...more });
const withIni = (server: Server, ...replaced: readonly [string | RegExp, string][]) =>
  withFiles(server, {
    [imssPaths.config]: replaced.reduce((text, [from, to]) => text.replace(from, to), imssIni),
  });
const ports = (...list: readonly (readonly [string, string, number?])[]) =>
  netstat(...list.map(([address, program, pid = 201]) => [address, program, pid] as const));
const twoServices: [string, string] = ['SMTP_REPROCESS', 'SMTP_SERVICE'];
const probe = [{ kind: 'banner', port: 10_025, expect: 421 }];

const answered = (code: number, line: string, closed = true): BannerProbe => ({
  kind: 'answered',
  code,
  lines: [line],
  closed,
  transcript: [],
});
const good = answered(421, 'Internal configuration error');

describe('start-scanner, IMSS', () => {
  test('a fresh server: nothing to start', () => {
    expect(verdicts(step, see(fresh))).toEqual({ 'IMSS-RUNNING': 'drift' });
    expect(step.changes(see(fresh))).toEqual([]);
  });

  test('installed: S99ISIMSS is started, and has two minutes to open its port', () => {
    expect(step.changes(see(withScanner))).toEqual([
      {
        kind: 'service',
        summary: 'Start IMSS (/etc/init.d/S99ISIMSS start)',
        service: {
          id: 'imss',
          title: 'IMSS',
          script: '/etc/init.d/S99ISIMSS',
          process: '/opt/trend/imss/',
          order: 2,
          patience: 120,
        },
        verb: 'start',
        readyPort: 10_025,
      },
    ]);
    expect(findingNamed(step, see(withScanner), 'IMSS-RUNNING')).toMatchObject({
      verdict: 'drift',
      found: 'not running: IMSS',
      remedy: '/etc/init.d/S99ISIMSS start',
    });
  });

  test('started by its own installer: nothing to do once the answer was seen', () => {
    const evidence = { banners: new Map([[10_025, good]]) };
    expect(verdicts(step, see(scannerStarted, { evidence }))).toEqual({
      'IMSS-RUNNING': 'ok',
      'IMSS-STANDALONE-ANSWER': 'ok',
    });
    expect(step.changes(see(scannerStarted))).toEqual([]);
    expect(step.probes?.(see(scannerStarted))).toEqual(probe);
  });

  test.each<readonly [string, Server]>([
    ['nothing listens', { ...scannerStarted, netstat: ports(['0.0.0.0:25', 'axigen', 812]) }],
    [
      'only its console and its second socket do',
      { ...scannerStarted, netstat: ports(['0.0.0.0:8445', 'x'], ['127.0.0.1:10024', 'x']) },
    ],
    ['a stranger does', { ...scannerStarted, netstat: ports(['127.0.0.1:10025', 'python', 812]) }],
  ])('it runs, but %s: it is started anew', (_name, server) => {
    expect(verdicts(step, see(server))['IMSS-RUNNING']).toBe('ok');
    expect(step.changes(see(server))).toMatchObject([{ verb: 'restart', readyPort: 10_025 }]);
    expect(findingNamed(step, see(server), 'IMSS-STANDALONE-ANSWER').found).toBe(
      'not tried yet: it does not listen on port 10025',
    );
    expect(step.probes?.(see(server))).toEqual(probe);
  });

  test.each([
    ['a moment ago, as its installer does it: it is waited for', 2, 'start'],
    ['just within the time that it is given', 119, 'start'],
    ['longer ago: it is started anew', 120, 'restart'],
  ])('it runs without its port, started %s', (_name, seconds, verb) => {
    const program = 'lrwxrwxrwx  1 root root 0 Jul  5 12:00 /proc/813/exe -> /opt/trend/imss/bin/any\n';
    const server = {
      ...scannerStarted,
      ps: psSince(['axigen', 5000], ['any', seconds]),
      netstat: ports(['0.0.0.0:25', 'axigen', 812]),
      commands: { executables: printed(program) },
    };
    expect(step.changes(see(server))).toMatchObject([{ verb, readyPort: 10_025 }]);
  });

  test.each<readonly [string, string, Verdict]>([
    ['below its folder', '/opt/trend/imss/bin/a b', 'ok'],
    ['replaced meanwhile', '/opt/trend/imss/bin/a (deleted)', 'ok'],
    ['of another folder of that beginning', '/opt/trend/imss2/bin/a', 'drift'],
    ['of another program', '/usr/bin/perl', 'drift'],
  ])('a program %s', (_name, program, verdict) => {
    const link = `lrwxrwxrwx  1 root root 0 Jul  5 12:00 /proc/201/exe -> ${program}\n`;
    const server = { ...scannerStarted, commands: { executables: printed(link) } };
    expect(verdicts(step, see(server))['IMSS-RUNNING']).toBe(verdict);
  });

  test('without /proc the first word of the command line counts', () => {
    const server = {
      ...scannerStarted,
      commands: { executables: printed('  201 /opt/trend/imss/bin/any\n') },
    };
    expect(verdicts(step, see(server))['IMSS-RUNNING']).toBe('ok');
  });

  test('one that has ended does not count', () => {
    const server = { ...scannerStarted, ps: ps('axigen', 'any-name <defunct>') };
    expect(verdicts(step, see(server))['IMSS-RUNNING']).toBe('drift');
  });

  test('another folder: what runs from there is IMSS', () => {
    const server = running(
      withFiles(fresh, { '/etc/init.d/S99ISIMSS': {}, '/srv/imss/config/imss.ini': imssIni }),
      '0.0.0.0:25',
      '127.0.0.1:10025',
      '/srv/imss',
    );
    expect(step.changes(see(server))).toEqual([]);
    const stopped = { ...server, ps: ps('axigen') };
    expect(step.changes(see(stopped))).toMatchObject([{ verb: 'start', service: { process: '/srv/imss/' } }]);
  });
});

describe('start-scanner, whether IMSS is connected', () => {
  test.each<readonly [string, Server]>([
    ['behind the handover', handedOver],
    ['AXIGEN moved, IMSS not yet', running(withScanner, '127.0.0.1:10026', '127.0.0.1:10025')],
    [
      'its file hands mail on to AXIGEN on port 25',
      withIni(scannerStarted, ['downstream_smtp_server_port=10026', 'downstream_smtp_server_port=25']),
    ],
    [
      'AXIGEN moved, and its file does not tell where it hands mail on',
      withIni(running(withScanner, '127.0.0.1:10026', '127.0.0.1:10025'), [/downstream_/g, 'x_']),
    ],
  ])('%s: the question does not arise', (_name, server) => {
    expect(step.probes?.(see(server))).toEqual([]);
    expect(verdicts(step, see(server))['IMSS-STANDALONE-ANSWER']).toBe('not-applicable');
    expect(step.changes(see(server))).toEqual([]);
  });

  test.each<readonly [string, Server]>([
    ['its file does not tell where it hands mail on', withIni(scannerStarted, [/downstream_/g, 'x_'])],
    ['its file was edited since', withIni(scannerStarted, ['proxy_port=10025', 'proxy_port=25'])],
    ['two sections say SMTP_SERVICE', withIni(scannerStarted, twoServices)],
    [
      'a stranger is behind it',
      {
        ...scannerStarted,
        netstat: ports(['127.0.0.1:10025', 'x'], ['127.0.0.1:10026', 'python', 812]),
      },
    ],
  ])('%s: it is asked where it listens', (_name, server) => {
    expect(step.probes?.(see(server))).toEqual(probe);
  });

  test.each<readonly [string, Server, RegExp]>([
    [
      'two sections say SMTP_SERVICE, and it is stopped',
      withIni(withScanner, twoServices),
      /does not tell the port/,
    ],
    [
      'its port is none',
      withIni(withScanner, ['proxy_port=10025', 'proxy_port=smtp']),
      /does not tell the port/,
    ],
    [
      'its file has port 25 already',
      withIni(withScanner, ['proxy_port=10025', 'proxy_port=25']),
      /port 25 already/,
    ],
    [
      'the ports cannot be read',
      { ...scannerStarted, commands: { ...scannerStarted.commands, ports: printed('', 127) } },
      /ports could not be read/,
    ],
  ])('%s: not told, so not said to be connected', (_name, server, found) => {
    expect(step.probes?.(see(server))).toEqual([]);
    const finding = findingNamed(step, see(server), 'IMSS-STANDALONE-ANSWER');
    expect(finding.verdict).toBe('unknown');
    expect(finding.found).toMatch(found);
  });

  test('as long as its folder is in doubt nothing is started', () => {
    const server = withFiles(withScanner, { '/srv/imss/config/imss.ini': imssIni });
    expect(step.changes(see(server))).toEqual([]);
    expect(verdicts(step, see(server))).not.toHaveProperty('IMSS-STANDALONE-ANSWER');
  });
});

describe('the answer of an IMSS with nothing behind it', () => {
  const refused = {
    kind: 'refused',
    reason: 'refused',
    message: 'connection refused',
    transcript: [],
  } as const;
  test.each<readonly [string, BannerProbe | undefined, Verdict, RegExp, RegExp]>([
    ['not tried', undefined, 'unknown', /^not tried yet$/, /^$/],
    ['the article\u2019s', good, 'ok', /^421 Internal configuration error$/, /^$/],
    [
      'the article\u2019s, left open',
      answered(421, 'Internal configuration error', false),
      'drift',
      /\(left open\)$/,
      /half minute/,
    ],
    [
      'another 421',
      answered(421, 'Service unavailable'),
      'drift',
      /^421 Service/,
      /\(2\) the activation code.*its own log/,
    ],
    [
      'both banners',
      answered(220, 'TrendMicro IMSS SMTP proxy', false),
      'drift',
      /^220 TrendMicro/,
      /\(1\) it hands mail on to a mail server that answers already/,
    ],
    ['refused', refused, 'drift', /^connection refused$/, /half minute/],
    [
      'silent',
      { kind: 'silent', waitedMs: 9_600, transcript: [] },
      'drift',
      /no word within 10 s/,
      /half minute/,
    ],
  ])('%s', (_name, seen, verdict, found, remedy) => {
    const finding = judgeStandalone(step, imssScanner, 10_025, seen);
    expect(finding).toMatchObject({
      id: 'IMSS-STANDALONE-ANSWER',
      verdict,
      wanted: '421 Internal configuration error',
      where: 'telnet localhost 10025',
      passage: { article: 'AXIGEN + IMSS', section: 'Prerequisites' },
    });
    expect(finding.found).toMatch(found);
    expect(finding.remedy ?? '').toMatch(remedy);
  });
});
