import { describe, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../src/model/finding.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { installScanner } from '../../steps/install-scanner.js';
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
import { printed, type Server, situation, withFiles } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const step = installScanner(imssScanner);
const script = '/etc/init.d/S99ISIMSS';
const see = (server: Server, more: Partial<typeof answers> = {}) =>
  situation(server, { answers: { ...answers, ...more } });
const withIni = (text: string) => withFiles(withScanner, { [imssPaths.config]: text });
const elsewhere = '/srv/mail filter/imss';
const second = { [`${elsewhere}/config/imss.ini`]: imssIni };

describe('install-scanner, IMSS', () => {
  test('a fresh server: the operator\u2019s installer is run, and nothing else', () => {
    expect(verdicts(step, see(fresh))).toEqual({ 'IMSS-INSTALLED': 'drift' });
    expect(step.changes(see(fresh))).toEqual([
      {
        kind: 'run-installer',
        summary: `Run the installer of IMSS: ${imssPaths.installer}`,
        command: imssPaths.installer,
        scripts: [script],
      },
    ]);
  });

  test('without a command nothing is run, and the finding says how to give one', () => {
    const { installer: _, ...rest } = answers;
    const here = situation(fresh, { answers: rest });
    expect(step.changes(here)).toEqual([]);
    expect(findingNamed(step, here, 'IMSS-INSTALLED')).toMatchObject({
      verdict: 'drift',
      found: 'not installed',
      remedy: expect.stringContaining('--installer'),
    });
  });

  test.each<readonly [string, Server, RegExp]>([
    [
      'stopped',
      withScanner,
      /config\/imss\.ini in \/opt\/trend\/imss and .*S99ISIMSS; not seen: port 10025 and port 8445$/,
    ],
    ['started', scannerStarted, /S99ISIMSS, port 10025 and port 8445$/],
    [
      'before its file is edited, but with its console only',
      { ...scannerStarted, netstat: scannerStarted.netstat.replace(/^.*:10025 .*\n/m, '') },
      /S99ISIMSS and port 8445; not seen: port 10025$/,
    ],
    ['when nobody can see ports', { ...withScanner, commands: { ports: printed('', 127) } }, /S99ISIMSS$/],
    ['as a package', { ...withScanner, packages: 'imss\t5.7\n' }, /^version 5\.7; /],
  ])('installed, %s: done, and nothing is run again', (_name, server, found) => {
    expect(verdicts(step, see(server))).toEqual({
      'IMSS-INSTALLED': 'ok',
      'IMSS-ROOT': 'ok',
      'IMSS-CONFIG': 'ok',
    });
    expect(findingNamed(step, see(server), 'IMSS-INSTALLED').found).toMatch(found);
    expect(step.changes(see(server))).toEqual([]);
  });

  test('behind the handover its port for mail is the one of its file', () => {
    const server = withFiles(handedOver, {
      [imssPaths.config]: imssIni.replace('proxy_port=10025', 'proxy_port=25'),
    });
    expect(findingNamed(step, see(server), 'IMSS-INSTALLED').found).toMatch(/port 25 and port 8445$/);
  });

  test('a folder that was chosen in the installer is found, and how is said', () => {
    const server = running(
      withFiles(fresh, { [script]: {}, ...second }),
      '0.0.0.0:25',
      '127.0.0.1:10025',
      elsewhere,
    );
    expect(findingNamed(step, see(server), 'IMSS-ROOT')).toMatchObject({
      verdict: 'ok',
      found: `${elsewhere}: ${script} names it`,
    });
    expect(verdicts(step, see(server))['IMSS-INSTALLED']).toBe('ok');
  });
});

describe('install-scanner, IMSS that is there by halves or in doubt', () => {
  const scriptOnly = withFiles(fresh, { [script]: { mode: 0o755 } });
  const twice = withFiles(withScanner, second);
  const unreadable = { unreadable: 'Input/output error' };
  type Row = readonly [
    name: string,
    server: Server,
    imssRoot: string | undefined,
    id: string,
    verdict: Verdict,
    blocks: Finding['blocks'],
    found: RegExp,
    remedy: RegExp,
  ];
  test.each<Row>([
    [
      'the start script alone',
      scriptOnly,
      undefined,
      'IMSS-ROOT',
      'unknown',
      'needs-consent',
      /no config\/imss\.ini was found$/,
      /--imss-root.*remove it/,
    ],
    [
      'the start script, and a folder that is none',
      scriptOnly,
      '/srv/x',
      'IMSS-ROOT',
      'drift',
      'needs-consent',
      /neither in \/srv\/x \(--imss-root\)/,
      /--imss-root/,
    ],
    [
      'the start script, and a folder that is none',
      scriptOnly,
      '/srv/x',
      'IMSS-REMAINS',
      'drift',
      'failed',
      /^\/etc\/init\.d\/S99ISIMSS, but no config\/imss\.ini, neither in \/srv\/x \(--imss-root\) nor elsewhere$/,
      /copy.*remove.*by hand/,
    ],
    [
      'imss.ini alone',
      withFiles(withScanner, { [script]: undefined }),
      undefined,
      'IMSS-REMAINS',
      'drift',
      'failed',
      /^\/opt\/trend\/imss\/config\/imss\.ini, but no \/etc/,
      /copy.*remove.*by hand/,
    ],
    [
      'two folders',
      twice,
      undefined,
      'IMSS-ROOT',
      'unknown',
      'needs-consent',
      /more than one folder: \/opt\/trend\/imss .*\/srv\/mail filter\/imss/,
      /--imss-root/,
    ],
    [
      'a folder without imss.ini',
      withScanner,
      '/opt/trend',
      'IMSS-ROOT',
      'drift',
      'needs-consent',
      /--imss-root names \/opt\/trend, where there is no config\/imss\.ini; it lies in \/opt\/trend\/imss/,
      /--imss-root/,
    ],
    [
      'an imss.ini that may not be read',
      withFiles(withScanner, { [imssPaths.config]: unreadable }),
      undefined,
      'IMSS-INSTALLED',
      'unknown',
      'could-not-look',
      /Input\/output error/,
      /run gateway-setup again/,
    ],
    [
      'a start script that cannot be looked at',
      withFiles(withScanner, { [script]: unreadable }),
      undefined,
      'IMSS-INSTALLED',
      'unknown',
      'could-not-look',
      /S99ISIMSS: Input\/output error/,
      /run gateway-setup again/,
    ],
    [
      'a folder with a name that cannot be handled',
      withFiles(fresh, { [script]: {}, '/srv/a;b/config/imss.ini': imssIni }),
      undefined,
      'IMSS-INSTALLED',
      'unknown',
      'could-not-look',
      /cannot be handled safely/,
      /run gateway-setup again/,
    ],
  ])('%s: $3', (_name, server, imssRoot, id, verdict, blocks, found, remedy) => {
    const here = see(server, imssRoot === undefined ? {} : { imssRoot });
    const finding = findingNamed(step, here, id);
    expect(finding).toMatchObject({ verdict, blocks });
    expect(finding.found).toMatch(found);
    expect(finding.remedy).toMatch(remedy);
    expect(verdicts(step, here)['IMSS-INSTALLED']).not.toBe('ok');
    expect(step.changes(here)).toEqual([]);
  });

  test('an answer that mends it is not refused before it can be given', () => {
    for (const server of [scriptOnly, twice]) {
      const blocks = step.assess(see(server)).flatMap((one) => one.blocks ?? []);
      expect(blocks).toEqual(['needs-consent']);
    }
    const named = see(twice, { imssRoot: elsewhere });
    expect(verdicts(step, named)).toEqual({ 'IMSS-INSTALLED': 'ok', 'IMSS-ROOT': 'ok', 'IMSS-CONFIG': 'ok' });
    expect(findingNamed(step, named, 'IMSS-ROOT').found).toBe(`${elsewhere}: it was named with --imss-root`);
  });

  test('a folder that is named before IMSS is installed is judged afterwards', () => {
    expect(step.changes(see(fresh, { imssRoot: elsewhere }))).toHaveLength(1);
    expect(verdicts(step, see(fresh, { imssRoot: elsewhere }))).toEqual({ 'IMSS-INSTALLED': 'drift' });
  });
});

describe('install-scanner, imss.ini', () => {
  const twoServices = imssIni.replace('proxy_service=SMTP_REPROCESS', 'proxy_service=SMTP_SERVICE');
  test.each<readonly [string, string, Verdict, RegExp]>([
    ['without [smtp]', imssIni.replace('[smtp]', '[smtp2]'), 'drift', /no section \[smtp\]/],
    ['empty', '', 'drift', /no section \[smtp\]/],
    [
      'without SMTP_SERVICE',
      imssIni.replace('SMTP_SERVICE', 'X_SERVICE'),
      'drift',
      /no section has proxy_service=SMTP_SERVICE/,
    ],
    [
      'with two of them',
      twoServices,
      'drift',
      /^\[socket1\] \(line \d+\) and \[socket2\] \(line \d+\) both have/,
    ],
    [
      'with one in doubt',
      imssIni.replace('=SMTP_SERVICE', '=SMTP_SERVICE ; or not'),
      'drift',
      /^\[socket1\] \(line \d+\): ./,
    ],
  ])('%s: nothing is changed, and the place is named', (_name, text, verdict, found) => {
    const finding = findingNamed(step, see(withIni(text)), 'IMSS-CONFIG');
    expect(finding).toMatchObject({ verdict, blocks: 'could-not-look', where: imssPaths.config });
    expect(finding.found).toMatch(found);
    expect(finding.remedy).toMatch(/run gateway-setup again/);
  });

  test('that is a folder is not understood', () => {
    const server = withFiles(withScanner, { [imssPaths.config]: { type: 'directory' } });
    expect(findingNamed(step, see(server), 'IMSS-CONFIG')).toMatchObject({
      verdict: 'unknown',
      blocks: 'could-not-look',
      found: expect.stringMatching(/folder/),
    });
  });
});
