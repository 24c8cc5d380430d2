import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { judgeStandalone } from '../../steps/start-scanner/judge-standalone.js';
import { startScanner } from '../support/nod32-steps.js';
import {
  fresh,
  handedOver,
  installed,
  netstat,
  paths,
  printed,
  ps,
  scannerStarted,
  situation,
  withFiles,
  withScanner,
} from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const answered = (code: number, line: string, closed = true): BannerProbe => ({
  kind: 'answered',
  code,
  lines: [line],
  closed,
  transcript: [],
});
const good = answered(421, 'nod32smtp: server connect error, closing connection');
const withPort = (value: string) =>
  withFiles(withScanner, {
    [paths.nod32Config]: installed.nod32Config.replace('listen_port = 2526', `listen_port = ${value}`),
  });

describe('start-scanner', () => {
  test('a fresh server: nothing to start', () => {
    expect(verdicts(startScanner, situation(fresh))).toEqual({ 'NOD32-RUNNING': 'drift' });
    expect(startScanner.changes(situation(fresh))).toEqual([]);
  });

  test('after the installation only nod32smtp is started, and must take its port', () => {
    expect(startScanner.changes(situation(withScanner))).toMatchObject([
      { kind: 'service', verb: 'start', service: { id: 'nod32smtp' }, readyPort: 2526 },
    ]);
    expect(findingNamed(startScanner, situation(withScanner), 'NOD32-RUNNING').found).toBe(
      'not running: nod32smtp',
    );
  });

  test('without its daemon both are started, nod32d first', () => {
    const changes = startScanner.changes(situation({ ...withScanner, ps: ps('axigen') }));
    expect(changes.map((one) => one.kind === 'service' && one.service.id)).toEqual(['nod32d', 'nod32smtp']);
    expect(changes[0]).not.toHaveProperty('readyPort');
  });

  test('done: nothing to do once the answer was seen', () => {
    const evidence = { banners: new Map([[2526, good]]) };
    expect(verdicts(startScanner, situation(scannerStarted, { evidence }))).toEqual({
      'NOD32-RUNNING': 'ok',
      'NOD32-STANDALONE-ANSWER': 'ok',
    });
    expect(startScanner.changes(situation(scannerStarted))).toEqual([]);
  });

  test('a list of processes that cannot be read is unknown, and nothing is started', () => {
    const server = { ...withScanner, commands: { processes: printed('no ps\n', 127) } };
    expect(verdicts(startScanner, situation(server))['NOD32-RUNNING']).toBe('unknown');
    expect(startScanner.changes(situation(server))).toEqual([]);
  });

  const silent = { ...scannerStarted, netstat: fresh.netstat };

  test('what runs without listening, as after a start that got stuck, is started anew', () => {
    expect(startScanner.changes(situation(silent))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'nod32smtp' }, readyPort: 2526 },
    ]);
  });

  test.each([
    ['the ports cannot be read', { ...silent, commands: { ports: printed('no netstat\n', 127) } }],
    ['its file says no port', { ...silent, files: withPort('none').files }],
    ['its file says port 25, which the handover gives it', { ...silent, files: withPort('25').files }],
    ['it listens elsewhere than its file says since', { ...scannerStarted, files: withPort('2600').files }],
  ])('%s: nothing is started anew', (_name, server) => {
    expect(startScanner.changes(situation(server))).toEqual([]);
  });

  test('the answer is looked for on the scanner\u2019s own port while nothing is behind it', () => {
    expect(startScanner.probes?.(situation(scannerStarted))).toEqual([
      { kind: 'banner', port: 2526, expect: 421 },
    ]);
    expect(startScanner.probes?.(situation(withPort('2600')))).toEqual([
      { kind: 'banner', port: 2600, expect: 421 },
    ]);
  });

  test.each([
    ['behind the scanner', handedOver],
    [
      'AXIGEN moved, the scanner not yet',
      { ...scannerStarted, netstat: netstat(['127.0.0.1:2525', 'axigen']) },
    ],
    [
      'the scanner has port 25, whatever its file says',
      { ...handedOver, files: fresh.files, packages: withScanner.packages },
    ],
  ])('%s: the question does not arise', (_name, server) => {
    expect(startScanner.probes?.(situation(server))).toEqual([]);
    expect(verdicts(startScanner, situation(server))['NOD32-STANDALONE-ANSWER']).toBe('not-applicable');
  });

  test.each([
    [
      'the ports cannot be read',
      { ...scannerStarted, commands: { ports: printed('no netstat\n', 127) } },
      /ports could not be read/,
    ],
    [
      'nod32.cfg cannot be read',
      withFiles(scannerStarted, { [paths.nod32Config]: { unreadable: 'Input/output error' } }),
      /^Input\/output error$/,
    ],
    ['nod32.cfg is missing', withFiles(scannerStarted, { [paths.nod32Config]: undefined }), /no nod32\.cfg/],
    [
      'its file gives it port 25, where AXIGEN is',
      withPort('25'),
      /port 25 already, where it does not listen/,
    ],
  ])('%s: not told, so not said to be connected', (_name, server, found) => {
    expect(startScanner.probes?.(situation(server))).toEqual([]);
    const finding = findingNamed(startScanner, situation(server), 'NOD32-STANDALONE-ANSWER');
    expect(finding.verdict).toBe('unknown');
    expect(finding.found).toMatch(found);
  });

  test('a stranger behind it is not AXIGEN: it is asked, and its answer tells', () => {
    const server = {
      ...scannerStarted,
      netstat: netstat(['127.0.0.1:2526', 'nod32smtp'], ['127.0.0.1:2525', 'python']),
    };
    expect(startScanner.probes?.(situation(server))).toEqual([{ kind: 'banner', port: 2526, expect: 421 }]);
  });

  test('where it really listens counts, not what its file says since', () => {
    const server = { ...withPort('25'), netstat: scannerStarted.netstat, ps: scannerStarted.ps };
    expect(startScanner.probes?.(situation(server))).toEqual([{ kind: 'banner', port: 2526, expect: 421 }]);
  });

  test.each(['smtp', '0', '65536', '99999999', '-1', '25x'])('listen_port = %s is no port', (value) => {
    expect(startScanner.probes?.(situation(withPort(value)))).toEqual([]);
    expect(verdicts(startScanner, situation(withPort(value)))['NOD32-STANDALONE-ANSWER']).toBe('unknown');
    const [start] = startScanner.changes(situation(withPort(value)));
    expect(start).not.toHaveProperty('readyPort');
  });
});

describe('the answer of a scanner with nothing behind it', () => {
  const cases: readonly (readonly [string, BannerProbe | undefined, Verdict, RegExp, RegExp])[] = [
    ['not tried', undefined, 'unknown', /^not tried yet$/, /^$/],
    ['the article\u2019s', good, 'ok', /^421 nod32smtp: server connect error/, /^$/],
    [
      'the article\u2019s, left open',
      { ...good, closed: false } as BannerProbe,
      'drift',
      /\(left open\)$/,
      /\(1\) nod32smtp is not running/,
    ],
    [
      'another 421',
      answered(421, 'too many connections'),
      'drift',
      /^421 too many connections$/,
      /\(1\) nod32smtp is not running/,
    ],
    [
      'a banner',
      answered(220, 'mail.example.test AXIGEN SMTP ready', false),
      'drift',
      /^220 mail.*\(left open\)$/,
      /\(1\) a mail server listens behind the proxy already/,
    ],
    ['another code', answered(554, 'no'), 'drift', /^554 no$/, /\(2\) nod32d is not running: the licence/],
    [
      'refused',
      { kind: 'refused', reason: 'refused', message: 'connection refused', transcript: [] },
      'drift',
      /^connection refused$/,
      /\(1\) nod32smtp is not running.*\(2\).*\(3\) another program.*\(4\) listen_port/,
    ],
    [
      'silent',
      { kind: 'silent', waitedMs: 9_600, transcript: [] },
      'drift',
      /no word within 10 s/,
      /Likely causes/,
    ],
    [
      'garbled',
      { kind: 'garbled', reason: 'malformed', message: 'no mail server', lines: ['SSH-2.0'], transcript: [] },
      'drift',
      /no mail server/,
      /Likely causes/,
    ],
  ];
  test.each(cases)('%s', (_name, probe, verdict, found, remedy) => {
    const finding = judgeStandalone(startScanner, nod32Scanner, 2526, probe);
    expect(finding.id).toBe('NOD32-STANDALONE-ANSWER');
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
    expect(finding.where).toBe('telnet localhost 2526');
    expect(finding.remedy ?? '').toMatch(remedy);
  });
});
