import { describe, expect, test } from 'vitest';
import { absent, type Fact, present } from '../../../src/host/fact.js';
import type { FileFact } from '../../../src/host/survey/answers.js';
import { nod32Scanner } from '../../../src/products/nod32/scanner.js';
import { ownsPort25 } from '../../../src/products/scanner-facts.js';
import { build, denied, facts, plainBuild } from '../good-server.js';
import { commandFact, fileFact } from '../survey-answers.js';

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
