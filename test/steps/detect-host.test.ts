import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/model/finding.js';
import { detectHost } from '../support/nod32-steps.js';
import {
  answers,
  df,
  fresh,
  handedOver,
  installed,
  netstat,
  paths,
  printed,
  ps,
  type Server,
  scannerStarted,
  situation,
  withFiles,
} from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

type Blocks = 'failed' | 'could-not-look' | 'needs-consent' | undefined;

const withConfig = (text: string) => withFiles(fresh, { [paths.axigenConfig]: text });
const withPolicyFile = (value: string) =>
  installed.axigenConfig.replace(/smtpFiltersFile = ".*"/, `smtpFiltersFile = ${value}`);
const withCommand = (id: string, text: string, code = 0): Server => ({
  ...fresh,
  commands: { [id]: printed(text, code) },
});

describe('detect-host', () => {
  test.each([
    ['a fresh server', fresh],
    ['a scanner that waits on its own port', scannerStarted],
    ['a server behind the scanner', handedOver],
  ])('%s is fine', (_name, server) => {
    expect(verdicts(detectHost, situation(server))).toEqual({
      'HOST-DISTRIBUTION': 'ok',
      'HOST-ROOT': 'ok',
      'HOST-PACKAGE-MANAGER': 'ok',
      'HOST-SPACE': 'ok',
      'AXIGEN-INSTALLED': 'ok',
      'AXIGEN-VERSION': 'ok',
      'AXIGEN-GENERATION': 'ok',
      'AXIGEN-RUNNING': 'ok',
      'AXIGEN-CONFIG': 'ok',
      'AXIGEN-POLICY': 'ok',
      'HOST-PORT-25': 'ok',
      'HOST-PORT-BACKEND': 'ok',
      'HOST-PORT-SCANNER': 'ok',
    });
    expect(detectHost.changes(situation(server))).toEqual([]);
  });

  const bad: readonly (readonly [string, Server, string, Verdict, Blocks, RegExp])[] = [
    [
      'no AXIGEN at all',
      withFiles(fresh, { [paths.axigenConfig]: undefined, '/etc/init.d/axigen': undefined }),
      'AXIGEN-INSTALLED',
      'drift',
      'failed',
      /axigen\.cfg, \/etc\/init\.d\/axigen/,
    ],
    [
      'AXIGEN without its start script',
      withFiles(fresh, { '/etc/init.d/axigen': undefined }),
      'AXIGEN-INSTALLED',
      'drift',
      'failed',
      /init\.d/,
    ],
    ['AXIGEN stopped', { ...fresh, ps: ps() }, 'AXIGEN-RUNNING', 'drift', 'failed', /no process/],
    [
      'AXIGEN as a zombie',
      { ...fresh, ps: ps('axigen <defunct>') },
      'AXIGEN-RUNNING',
      'drift',
      'failed',
      /no process/,
    ],
    [
      'a syntax error in axigen.cfg',
      withConfig('Server {\n  smtpIncoming = {\n'),
      'AXIGEN-CONFIG',
      'unknown',
      'could-not-look',
      /axigen\.cfg.*[23]/,
    ],
    [
      'an axigen.cfg that says a thing twice',
      withConfig('Server {\n  smtp-in = {\n  }\n  smtpIncoming = {\n  }\n}\n'),
      'AXIGEN-CONFIG',
      'unknown',
      'could-not-look',
      /smtpIncoming in line 4 and smtp-in in line 2/,
    ],
    ['an empty axigen.cfg', withConfig(''), 'AXIGEN-CONFIG', 'unknown', 'could-not-look', /./],
    [
      'axigen.cfg without an SMTP-In object',
      withConfig('Server {\n  primaryDomain = example.test\n}\n'),
      'AXIGEN-CONFIG',
      'unknown',
      'could-not-look',
      /SMTP-In/,
    ],
    [
      'axigen.cfg that may not be read',
      withFiles(fresh, { [paths.axigenConfig]: { unreadable: 'Permission denied' } }),
      'AXIGEN-CONFIG',
      'unknown',
      'could-not-look',
      /Permission denied/,
    ],
    [
      'axigen.cfg that is a folder',
      withFiles(fresh, { [paths.axigenConfig]: { type: 'directory' } }),
      'AXIGEN-CONFIG',
      'unknown',
      'could-not-look',
      /folder/,
    ],
    [
      'a syntax error in the policy file',
      withFiles(fresh, { [paths.policy]: 'event onEhlo {\n  if (\n' }),
      'AXIGEN-POLICY',
      'unknown',
      'could-not-look',
      /smtpFilters\.script/,
    ],
    [
      'a policy file that lies elsewhere',
      withConfig(withPolicyFile('"/srv/policy"')),
      'AXIGEN-POLICY',
      'unknown',
      'could-not-look',
      /\/srv\/policy/,
    ],
    [
      'postfix on port 25',
      { ...fresh, netstat: netstat(['0.0.0.0:25', 'master']) },
      'HOST-PORT-25',
      'drift',
      'failed',
      /master \(process 812\)/,
    ],
    [
      'an unknown program on port 25',
      { ...fresh, netstat: netstat(['0.0.0.0:25', 'axigen']).replace('812/axigen', '-') },
      'HOST-PORT-25',
      'drift',
      'failed',
      /unknown program/,
    ],
    [
      'somebody else on AXIGEN\u2019s port to be',
      { ...fresh, netstat: netstat(['127.0.0.1:2525', 'python']) },
      'HOST-PORT-BACKEND',
      'drift',
      'failed',
      /python/,
    ],
    [
      'somebody else on the scanner\u2019s port',
      { ...fresh, netstat: netstat(['0.0.0.0:2526', 'axigen']) },
      'HOST-PORT-SCANNER',
      'drift',
      'failed',
      /axigen/,
    ],
    [
      'no netstat',
      withCommand('ports', 'netstat: command not found\n', 127),
      'HOST-PORT-25',
      'unknown',
      'could-not-look',
      /command not found/,
    ],
    [
      'no ps',
      withCommand('processes', 'ps: command not found\n', 127),
      'AXIGEN-RUNNING',
      'unknown',
      'could-not-look',
      /command not found/,
    ],
    ['not root', withCommand('uid', '500\n'), 'HOST-ROOT', 'drift', 'could-not-look', /500/],
    ['an unreadable user id', withCommand('uid', 'root?\n'), 'HOST-ROOT', 'drift', 'could-not-look', /told/],
    ['a full disk', withCommand('space', df(9_000)), 'HOST-SPACE', 'drift', 'failed', /\/etc 8 MiB/],
    ['a df without an answer', withCommand('space', ''), 'HOST-SPACE', 'unknown', undefined, /nothing/],
    [
      'an unknown distribution',
      withFiles(fresh, { '/etc/fedora-release': undefined, '/etc/redhat-release': undefined }),
      'HOST-DISTRIBUTION',
      'risk',
      'needs-consent',
      /unknown/,
    ],
    [
      'a distribution that is not on the list',
      withFiles(fresh, {
        '/etc/fedora-release': 'Fedora Core release 6 (Zod)\n',
        '/etc/redhat-release': 'Fedora Core release 6 (Zod)\n',
      }),
      'HOST-DISTRIBUTION',
      'risk',
      'needs-consent',
      /fedora-core-6/,
    ],
    [
      'neither rpm nor dpkg',
      withCommand('manager', ''),
      'HOST-PACKAGE-MANAGER',
      'unknown',
      undefined,
      /neither/,
    ],
  ];

  test.each(bad)('%s is found', (_name, server, id, verdict, blocks, found) => {
    const finding = findingNamed(detectHost, situation(server), id);
    expect(finding.verdict).toBe(verdict);
    expect(finding.blocks).toBe(blocks);
    expect(finding.found).toMatch(found);
    expect(finding.remedy ?? '').not.toBe('');
    expect(detectHost.changes(situation(server))).toEqual([]);
  });

  test('without AXIGEN nothing more is said of it', () => {
    const server = withFiles(fresh, { [paths.axigenConfig]: undefined });
    const ids = detectHost.assess(situation(server)).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('AXIGEN'))).toEqual(['AXIGEN-INSTALLED']);
  });

  test('a distribution that the operator accepts no longer blocks, but stays a risk', () => {
    const server = withFiles(fresh, { '/etc/fedora-release': undefined, '/etc/redhat-release': undefined });
    const accepted = situation(server, { answers: { ...answers, acceptDistribution: true } });
    const finding = findingNamed(detectHost, accepted, 'HOST-DISTRIBUTION');
    expect(finding.verdict).toBe('risk');
    expect(finding.blocks).toBeUndefined();
  });

  test('a policy that is switched off is no fault', () => {
    const finding = findingNamed(detectHost, situation(withConfig(withPolicyFile('none'))), 'AXIGEN-POLICY');
    expect(finding).toMatchObject({ verdict: 'ok', found: 'no policy file is in use' });
  });

  test('a syntax error in axigen.cfg is told once: of the policy file nothing is known, and nothing to mend', () => {
    const server = withFiles(fresh, { [paths.axigenConfig]: 'Server {' });
    const finding = findingNamed(detectHost, situation(server), 'AXIGEN-POLICY');
    expect(finding).toMatchObject({
      verdict: 'unknown',
      found: 'not looked at: axigen.cfg could not be understood',
    });
    expect(finding).not.toHaveProperty('blocks');
    expect(finding).not.toHaveProperty('remedy');
    expect(findingNamed(detectHost, situation(server), 'AXIGEN-CONFIG').blocks).toBe('could-not-look');
  });
});
