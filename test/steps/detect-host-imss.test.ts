import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import { detectHost } from '../../steps/detect-host.js';
import {
  answers,
  fresh,
  handedOver,
  imssIni,
  running,
  scannerStarted,
  withScanner,
} from '../support/imss-server.js';
import * as nod32 from '../support/server.js';
import { netstat, printed, type Server, situation, withFiles } from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

const step = detectHost(imssScanner);
const see = (server: Server) => situation(server, { answers });
const redhat = (text: string) => withFiles(fresh, { '/etc/redhat-release': text });

describe('detect-host, IMSS', () => {
  test.each([
    ['a fresh server', fresh],
    ['installed', withScanner],
    ['started', scannerStarted],
    ['behind IMSS', handedOver],
  ])('%s is fine', (_name, server) => {
    const { 'HOST-PACKAGE-MANAGER': manager, ...others } = verdicts(step, see(server));
    expect(manager).toBe('not-applicable');
    expect(others).toHaveProperty('HOST-PORT-CONSOLE');
    expect(Object.entries(others).filter(([, verdict]) => verdict !== 'ok')).toEqual([]);
    expect(step.changes(see(server))).toEqual([]);
  });

  test.each<readonly [string, Server, Verdict]>([
    ['Red Hat AS', redhat('Red Hat Enterprise Linux AS release 3 (Taroon)\n'), 'ok'],
    ['Red Hat ES with an update', redhat('Red Hat Enterprise Linux ES release 3 (Taroon Update 8)\n'), 'ok'],
    ['Red Hat WS', redhat('Red Hat Enterprise Linux WS release 3 (Taroon)\n'), 'ok'],
    [
      'SuSE 9.0',
      withFiles(fresh, {
        '/etc/redhat-release': undefined,
        '/etc/SuSE-release': 'SuSE Linux 9.0 (i586)\nVERSION = 9.0\n',
      }),
      'ok',
    ],
    ['Red Hat 4', redhat('Red Hat Enterprise Linux AS release 4 (Nahant)\n'), 'risk'],
    ['a listed one of NOD32', redhat('Fedora Core release 5 (Bordeaux)\n'), 'risk'],
  ])('%s', (_name, server, verdict) => {
    const finding = findingNamed(step, see(server), 'HOST-DISTRIBUTION');
    expect(finding.verdict).toBe(verdict);
    expect(finding.blocks).toBe(verdict === 'ok' ? undefined : 'needs-consent');
  });

  test('neither rpm nor dpkg is needed: IMSS has an installer of its own', () => {
    const server = { ...fresh, commands: { manager: printed('') } };
    expect(findingNamed(step, see(server), 'HOST-PACKAGE-MANAGER')).toMatchObject({
      verdict: 'not-applicable',
      found: 'IMSS has an installer of its own',
    });
  });

  test('a later AXIGEN without a policy file is no hindrance: its switches are left alone', () => {
    const server = {
      ...withFiles(fresh, {
        [nod32.paths.axigenConfig]: nod32.installed.axigenConfig.replace(
          /smtpFiltersFile = ".*"/,
          'smtpFiltersFile = none',
        ),
      }),
      packages: 'axigen\t10.0\n',
    };
    expect(findingNamed(step, see(server), 'AXIGEN-POLICY').verdict).toBe('ok');
    const forNod32 = findingNamed(detectHost(nod32Scanner), situation(server), 'AXIGEN-POLICY');
    expect(forNod32).toMatchObject({ verdict: 'drift', blocks: 'failed' });
  });
});

describe('detect-host, IMSS, who holds the ports', () => {
  const holds = (...held: readonly (readonly [string, string, number?])[]): Server => ({
    ...scannerStarted,
    netstat: netstat(...held.map(([address, program, pid = 812]) => [address, program, pid] as const)),
  });
  test.each<readonly [string, Server, string, Verdict, RegExp]>([
    ['postfix', holds(['0.0.0.0:25', 'master']), 'HOST-PORT-25', 'drift', /Stop master/],
    ['somebody', holds(['127.0.0.1:10026', 'python']), 'HOST-PORT-BACKEND', 'drift', /Stop python/],
    [
      'IMSS itself',
      holds(['127.0.0.1:10026', 'any-name', 201]),
      'HOST-PORT-BACKEND',
      'drift',
      /Stop any-name/,
    ],
    ['somebody', holds(['127.0.0.1:10025', 'any-name']), 'HOST-PORT-SCANNER', 'drift', /Stop any-name/],
    ['AXIGEN', holds(['0.0.0.0:8445', 'axigen']), 'HOST-PORT-CONSOLE', 'risk', /Stop axigen/],
  ])('%s where it does not belong', (_name, server, id, verdict, remedy) => {
    const finding = findingNamed(step, see(server), id);
    expect(finding.verdict).toBe(verdict);
    // The console carries no mail, and whether all its programs lie below the folder of IMSS is not known.
    expect(finding.blocks).toBe(verdict === 'drift' ? 'failed' : undefined);
    expect(finding.remedy).toMatch(remedy);
  });

  test('the other scanner is named, and what to do about it, both ways round', () => {
    expect(findingNamed(step, see(nod32.handedOver), 'HOST-PORT-25')).toMatchObject({
      verdict: 'drift',
      blocks: 'failed',
      remedy: expect.stringMatching(/^NOD32 is there already.*gateway-setup rollback.*--scanner nod32\.$/),
    });
    const forNod32 = findingNamed(detectHost(nod32Scanner), situation(handedOver), 'HOST-PORT-25');
    expect(forNod32).toMatchObject({
      verdict: 'drift',
      blocks: 'failed',
      remedy: expect.stringMatching(/^IMSS is there already.*--scanner imss\.$/),
    });
  });

  test('as long as its folder is in doubt nobody is told to stop what may be IMSS', () => {
    const twice = withFiles(scannerStarted, { '/srv/imss/config/imss.ini': imssIni });
    const server = running(twice, '0.0.0.0:25', '127.0.0.1:10025', '/srv/imss');
    const finding = findingNamed(step, see(server), 'HOST-PORT-SCANNER');
    expect(finding).toMatchObject({
      verdict: 'unknown',
      found: expect.stringMatching(/whether that is IMSS cannot be told/),
    });
    expect(finding.blocks).toBeUndefined();
    const named = situation(server, { answers: { ...answers, imssRoot: '/srv/imss' } });
    expect(verdicts(step, named)['HOST-PORT-SCANNER']).toBe('ok');
  });
});
