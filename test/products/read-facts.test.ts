import { describe, expect, test } from 'vitest';
import { absent, type Fact, present, unreadable } from '../../src/host/fact.js';
import type { CommandFact, FileFact } from '../../src/host/survey/answers.js';
import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import { readHostFacts } from '../../src/products/read-facts.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { runningServices } from '../../src/products/services.js';
import { commandFact, fileFact, type HandMade, surveyAnswers } from './survey-answers.js';

const cfg = '/var/opt/axigen/run/axigen.cfg';
const filters = '/var/opt/axigen/filters';
const policy = `${filters}/smtpFilters.script`;
const build = '/etc/opt/eset/nod32';
const plainBuild = '/etc/nod32';
const denied = unreadable('Permission denied');

const goodConfig = fileFact(cfg, 'Server {\n  smtp = { listeners = ( { address = 0.0.0.0:25 } ) }\n}\n');
const goodPolicy = fileFact(policy, 'event onEhlo {\n}\n');
const good: HandMade = {
  files: {
    [cfg]: goodConfig,
    '/etc/init.d/axigen': fileFact('/etc/init.d/axigen'),
    '/etc/fedora-release': fileFact('/etc/fedora-release', 'Fedora Core release 5 (Bordeaux)\n'),
    [`${build}/nod32.cfg`]: fileFact(`${build}/nod32.cfg`, '[smtp]\nlisten_port = 25\n'),
  },
  folders: {
    [filters]: present([goodPolicy]),
    [`${build}/license`]: present([fileFact(`${build}/license/nod32.lic`, undefined, { size: 900 })]),
  },
  commands: {
    uid: commandFact('0\n'),
    hostname: commandFact('mail\n'),
    manager: commandFact('rpm\n'),
    packages: commandFact('axigen\t1.2.0\nnod32lms\t2.51\n'),
    ports: commandFact(
      'Active Internet connections (only servers)\ntcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN 7/nod32smtp\n',
    ),
    clock: commandFact('1152100000\n'),
    processes: commandFact('    1 init\n    7 nod32smtp\n    8 axigen\n'),
    space: commandFact('/etc\n/dev/hda1 9 1 8 12% /\n'),
  },
};

function facts(change: HandMade = {}, chosen: { license?: string; package?: string } = {}) {
  return readHostFacts(
    surveyAnswers({
      files: { ...good.files, ...change.files },
      folders: { ...good.folders, ...change.folders },
      commands: { ...good.commands, ...change.commands },
    }),
    chosen,
  );
}

test('a server on which all is there', () => {
  const read = facts();
  expect(read).toMatchObject({
    uid: { value: 0 },
    hostname: { value: 'mail' },
    distribution: {
      id: 'fedora-core-5',
      title: 'Fedora Core 5',
      source: '/etc/fedora-release',
    },
    packages: { value: 'rpm' },
    listening: { value: [{ address: '0.0.0.0', port: 25, pid: 7, program: 'nod32smtp' }] },
    clock: { value: 1_152_100_000 },
    processes: { value: [{ pid: 1 }, { pid: 7 }, { pid: 8 }] },
    space: { value: [{ folder: '/etc', freeKiB: 8 }] },
    axigen: {
      package: { value: { name: 'axigen', version: '1.2.0' } },
      script: { state: 'present' },
      config: { value: { policyFile: policy } },
      policyFile: { value: { path: policy } },
      policy: { state: 'present' },
    },
    nod32: {
      package: { value: { name: 'nod32lms' } },
      config: { value: { listenPort: { value: '25' } } },
      licenseFolder: `${build}/license`,
      licenses: { value: [`${build}/license/nod32.lic`] },
    },
    chosen: { license: absent, package: absent },
  });
  expect(nod32Scanner.isInstalled(read)).toBe(true);
  expect(ownsPort25(nod32Scanner, read)).toBe(true);
  expect(runningServices(read).map(({ id }) => id)).toEqual(['axigen', 'nod32smtp']);
});

test('a server on which nothing is there', () => {
  const read = readHostFacts(surveyAnswers({}), {});
  expect(read).toMatchObject({
    distribution: { id: 'unknown' },
    packages: absent,
    axigen: {
      package: absent,
      script: absent,
      configFile: absent,
      config: absent,
      policyFile: absent,
      policy: absent,
    },
    nod32: {
      package: absent,
      daemonScript: absent,
      smtpScript: absent,
      configFile: absent,
      config: absent,
      licenses: absent,
    },
  });
  expect(nod32Scanner.isInstalled(read)).toBe(false);
  expect(ownsPort25(nod32Scanner, read)).toBe(false);
  expect(runningServices(read)).toEqual([]);
});

describe('a command that fails or says nonsense tells nothing; it does not tell that there is nothing', () => {
  const commands = [
    ['uid', 'uid'],
    ['hostname', 'hostname'],
    ['listening', 'ports'],
    ['processes', 'processes'],
    ['clock', 'clock'],
    ['space', 'space'],
    ['packages', 'manager'],
  ] as const;

  const missing: Fact<CommandFact> = commandFact('sh: it: not found\n', 127);
  test.each(commands)('%s, when the command is missing', (fact, id) => {
    expect(facts({ commands: { [id]: missing } })[fact]).toEqual(unreadable('sh: it: not found'));
  });

  test.each(commands.filter(([fact]) => fact !== 'packages'))(
    '%s, when it prints nothing and says all is well',
    (fact, id) => {
      expect(facts({ commands: { [id]: commandFact('') } })[fact].state).toBe('unreadable');
    },
  );

  test.each(commands)('%s, when it could not be asked', (fact, id) => {
    expect(facts({ commands: { [id]: denied } })[fact]).toEqual(denied);
  });

  test.each([
    ['uid', 'uid', 'root\n'],
    ['listening', 'ports', 'netstat: no support for `AF INET (tcp)\n'],
    ['processes', 'processes', 'ps: bad argument\n'],
    ['clock', 'clock', '%s\n'],
    ['space', 'space', '/etc\ndf: cannot read table of mounted file systems\n'],
  ] as const)('%s, on words that are no answer', (fact, id, output) => {
    expect(facts({ commands: { [id]: commandFact(output) } })[fact]).toEqual(unreadable(output.trim()));
  });

  test('packages: of neither product is anything known', () => {
    const read = facts({ commands: { packages: commandFact('error: rpmdb\n', 1) } });
    expect(read.axigen.package).toEqual(unreadable('error: rpmdb'));
    expect(read.nod32.package).toEqual(unreadable('error: rpmdb'));
  });

  test('a server on which nothing listens is one', () => {
    const read = facts({
      commands: { ports: commandFact('Active Internet connections (only servers)\nProto\n') },
    });
    expect(read.listening).toEqual(present([]));
  });
});

describe('axigen.cfg', () => {
  test.each<[string, Fact<FileFact>, object]>([
    ['absent', absent, absent],
    ['unreadable', denied, denied],
    ['a folder', fileFact(cfg, undefined, { type: 'directory' }), unreadable(`${cfg} is a folder`)],
    ['a device', fileFact(cfg, undefined, { type: 'other' }), unreadable(`${cfg} is no regular file`)],
    [
      'not understood',
      fileFact(cfg, 'Server {\n'),
      { state: 'unreadable', reason: expect.stringContaining(cfg) },
    ],
    ['present', goodConfig, { state: 'present' }],
  ])('%s', (_, file, config) => {
    const { axigen } = facts({ files: { [cfg]: file } });
    expect(axigen.configFile).toEqual(file);
    expect(axigen.config).toMatchObject(config);
    // Without it nobody knows which policy file counts.
    if (axigen.config.state !== 'present') expect(axigen.policyFile).toEqual(axigen.config);
  });
});

describe('the policy file', () => {
  const configured = (name: string) =>
    fileFact(cfg, `Server {\n  smtpFiltersFile = "${name}"\n  smtp = { x = 1 }\n}\n`);

  test.each<[string, string, Fact<readonly Fact<FileFact>[]>, object]>([
    ['switched off', 'none', present([goodPolicy]), absent],
    [
      'found among others',
      'filters/smtpFilters.script',
      present([fileFact(`${filters}/other`, ''), goodPolicy]),
      goodPolicy,
    ],
    ['not in the folder', 'filters/gone.script', present([goodPolicy]), absent],
    [
      'not in the folder, of which one file could not be looked at',
      'filters/gone.script',
      present([goodPolicy, denied]),
      denied,
    ],
    [
      'present, though another file could not be looked at',
      'filters/smtpFilters.script',
      present([denied, goodPolicy]),
      goodPolicy,
    ],
    ['no folder', 'filters/smtpFilters.script', absent, absent],
    ['a folder that is closed', 'filters/smtpFilters.script', denied, denied],
    [
      'elsewhere: it was not looked at',
      '/etc/my.script',
      present([goodPolicy]),
      { state: 'unreadable', reason: expect.stringContaining('/etc/my.script') },
    ],
    [
      'in a folder below: it was not looked at',
      'filters/mine/my.script',
      present([goodPolicy]),
      { state: 'unreadable', reason: expect.stringContaining('mine/my.script') },
    ],
  ])('%s', (_, name, folder, file) => {
    const { axigen } = facts({ files: { [cfg]: configured(name) }, folders: { [filters]: folder } });
    expect(axigen.policyFile).toMatchObject(file);
    if (axigen.policyFile.state !== 'present') expect(axigen.policy).toEqual(axigen.policyFile);
    else expect(axigen.policy.state).toBe('present');
  });

  test('not understood', () => {
    const { axigen } = facts({ folders: { [filters]: present([fileFact(policy, 'event onEhlo {')]) } });
    expect(axigen.policyFile.state).toBe('present');
    expect(axigen.policy).toMatchObject({ state: 'unreadable', reason: expect.stringContaining(policy) });
  });
});

describe('NOD32', () => {
  const at = (folder: string, fact: (path: string) => Fact<FileFact>) => ({
    [`${folder}/nod32.cfg`]: fact(`${folder}/nod32.cfg`),
  });
  const there = (path: string) => fileFact(path, '[smtp]\n');

  test.each<[string, (path: string) => Fact<FileFact>, (path: string) => Fact<FileFact>, string]>([
    ['the RedHat Ready build', there, () => absent, build],
    ['the plain build', () => absent, there, plainBuild],
    ['neither: where the article has it', () => absent, () => absent, build],
    ['one that cannot be read is one', () => absent, () => denied, plainBuild],
    ['one that can be read counts before one that cannot', () => denied, there, plainBuild],
  ])('%s', (_, first, second, folder) => {
    const { nod32 } = facts({ files: { ...at(build, first), ...at(plainBuild, second) } });
    expect(nod32.licenseFolder).toBe(`${folder}/license`);
    expect(nod32.configFile).toEqual((folder === build ? first : second)(`${folder}/nod32.cfg`));
  });

  const scripts = ['/etc/init.d/nod32d', '/etc/init.d/nod32smtp'] as const;
  const config = `${build}/nod32.cfg`;
  test.each<[string, string, readonly string[], boolean]>([
    ['a package', 'nod32lms\t2.51\n', [], true],
    ['no package, but all of its files', 'glibc\t2.3\n', [config, ...scripts], true],
    [
      'no package, the files of the other build',
      'glibc\t2.3\n',
      [`${plainBuild}/nod32.cfg`, ...scripts],
      true,
    ],
    ['a lone configuration', 'glibc\t2.3\n', [config], false],
    ['init scripts without a configuration', 'glibc\t2.3\n', scripts, false],
    ['one init script is missing', 'glibc\t2.3\n', [config, scripts[0]], false],
    ['removed but for its configuration', 'nod32lms\t2.51\tdeinstall ok config-files\n', [config], false],
    ['nothing', 'glibc\t2.3\n', [], false],
  ])('installed or not: %s', (_, packages, paths, installed) => {
    const present = Object.fromEntries(paths.map((path) => [path, there(path)]));
    const files = { [config]: absent, ...present };
    expect(nod32Scanner.isInstalled(facts({ files, commands: { packages: commandFact(packages) } }))).toBe(
      installed,
    );
  });

  const lic = (name: string, size = 900) => fileFact(`${build}/license/${name}`, undefined, { size });
  test.each<[string, Fact<readonly Fact<FileFact>[]>, object]>([
    ['absent', absent, absent],
    ['closed', denied, denied],
    ['empty', present([]), present([])],
    [
      'several',
      present([lic('a.lic'), lic('b.lic')]),
      present([`${build}/license/a.lic`, `${build}/license/b.lic`]),
    ],
    ['only what an editor left', present([lic('.a.lic.swp')]), present([])],
    ['an empty file', present([lic('a.lic', 0)]), present([])],
    ['what we left when we were cut off', present([lic('a.lic.gateway-setup.001')]), present([])],
    [
      'all of that beside a licence',
      present([lic('.a.swp'), lic('a.lic', 0), lic('b.gateway-setup.4711'), lic('gateway-setup.lic')]),
      present([`${build}/license/gateway-setup.lic`]),
    ],
    ['one that cannot be looked at, and nothing else', present([denied]), denied],
    [
      'one that cannot be looked at beside one that can',
      present([denied, lic('a.lic')]),
      present([`${build}/license/a.lic`]),
    ],
  ])('the folder of licences: %s', (_, folder, licenses) => {
    expect(facts({ folders: { [`${build}/license`]: folder } }).nod32.licenses).toEqual(licenses);
  });
});

describe('what the operator chose', () => {
  test.each<Fact<FileFact>>([absent, denied, fileFact('/root/a.lic')])('the licence, %j', (license) => {
    const read = facts({ files: { '/root/a.lic': license } }, { license: '/root/a.lic' });
    expect(read.chosen.license).toEqual(license);
  });

  test('the package', () => {
    const read = facts(
      {
        files: { '/root/n.rpm': fileFact('/root/n.rpm', undefined, { size: 900 }) },
        commands: {
          'package-signature': commandFact(' ed ab ee db 03 00 00 00\n'),
          'package-name': commandFact('nod32lms\t2.51\n'),
        },
      },
      { package: '/root/n.rpm' },
    );
    expect(read.chosen.package).toMatchObject({
      value: { format: 'rpm', name: 'nod32lms', version: '2.51' },
    });
  });
});

describe('port 25 is the scanner’s only when it listens there for everybody', () => {
  const listening = (line: string) => commandFact(`Active Internet connections (only servers)\n${line}\n`);
  test.each([
    ['tcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN 7/nod32smtp', true],
    ['tcp 0 0 :::25 :::* LISTEN 7/nod32smtp', true],
    ['tcp 0 0 127.0.0.1:25 0.0.0.0:* LISTEN 7/nod32smtp', false],
    ['tcp 0 0 0.0.0.0:2526 0.0.0.0:* LISTEN 7/nod32smtp', false],
    ['tcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN 7/master', false],
    ['tcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN -', false],
  ])('%s: %s', (line, owns) => {
    expect(ownsPort25(nod32Scanner, facts({ commands: { ports: listening(line) } }))).toBe(owns);
  });
});

test('a release file that cannot be read is passed over, and one that says nothing', () => {
  const files = { '/etc/fedora-release': denied, '/etc/redhat-release': fileFact('/etc/redhat-release', '') };
  expect(facts({ files }).distribution).toEqual({
    id: 'unknown',
    title: 'an unknown distribution',
  });
});
