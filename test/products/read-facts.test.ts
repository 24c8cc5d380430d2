import { describe, expect, test } from 'vitest';
import { absent, type Fact, present, unreadable } from '../../src/host/fact.js';
import type { CommandFact, FileFact } from '../../src/host/survey/answers.js';
import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import { readHostFacts } from '../../src/products/read-facts.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { runningServices } from '../../src/products/services.js';
import { build, denied, facts, policy } from './good-server.js';
import { commandFact, fileFact, surveyAnswers } from './survey-answers.js';

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

test('a release file that cannot be read is passed over, and one that says nothing', () => {
  const files = { '/etc/fedora-release': denied, '/etc/redhat-release': fileFact('/etc/redhat-release', '') };
  expect(facts({ files }).distribution).toEqual({
    id: 'unknown',
    title: 'an unknown distribution',
  });
});
