import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { absent, present, unreadable } from '../../src/host/fact.js';
import type { PackageManager } from '../../src/model/change.js';
import type { PackageFileFact } from '../../src/products/host-facts.js';
import { packageProblem } from '../../steps/install-scanner/nod32-package.js';
import { installScanner } from '../support/nod32-steps.js';
import {
  answers,
  fresh,
  installed,
  paths,
  printed,
  situation,
  withFiles,
  withScanner,
} from '../support/server.js';
import { findingNamed, verdicts } from '../support/steps.js';

describe('install-scanner', () => {
  test('a fresh server: the named package is installed with its own manager', () => {
    expect(verdicts(installScanner, situation(fresh))).toEqual({
      'NOD32-PACKAGE': 'drift',
      'NOD32-PACKAGE-FILE': 'ok',
    });
    const [change, ...more] = installScanner.changes(situation(fresh));
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      kind: 'install-package',
      manager: 'rpm',
      file: paths.package,
      name: 'nod32lms',
    });
    expect(change?.kind === 'install-package' && change.services.map(({ id }) => id)).toEqual([
      'nod32d',
      'nod32smtp',
    ]);
  });

  test('done: nothing to do', () => {
    expect(verdicts(installScanner, situation(withScanner))).toEqual({
      'NOD32-PACKAGE': 'ok',
      'NOD32-CONFIG': 'ok',
    });
    expect(installScanner.changes(situation(withScanner))).toEqual([]);
  });

  test('installed without a package: its files tell', () => {
    const server = { ...withScanner, packages: fresh.packages };
    expect(findingNamed(installScanner, situation(server), 'NOD32-PACKAGE')).toMatchObject({
      verdict: 'ok',
      found: 'installed without a package',
    });
    expect(installScanner.changes(situation(server))).toEqual([]);
  });

  const lone = withFiles(fresh, { [paths.nod32Config]: installed.nod32Config });
  const configFiles = `${fresh.packages}nod32lms\t2.51\tdeinstall ok config-files\n`;
  test.each([
    ['a lone nod32.cfg', lone, /^\/etc\/opt\/eset\/nod32\/nod32\.cfg$/],
    [
      'a lone init script',
      withFiles(fresh, { '/etc/init.d/nod32d': { mode: 0o755 } }),
      /^\/etc\/init\.d\/nod32d$/,
    ],
    [
      'a package of which dpkg keeps the configuration',
      { ...lone, packages: configFiles },
      /^package nod32lms in the state config-files, .*nod32\.cfg$/,
    ],
    [
      'such a package whose files are gone',
      { ...fresh, packages: configFiles },
      /^package nod32lms in the state config-files$/,
    ],
  ])('%s is neither an installation nor nothing: it blocks, and is left alone', (_name, server, found) => {
    expect(verdicts(installScanner, situation(server))).toEqual({
      'NOD32-PACKAGE': 'drift',
      'NOD32-REMAINS': 'drift',
      'NOD32-PACKAGE-FILE': 'ok',
    });
    const finding = findingNamed(installScanner, situation(server), 'NOD32-REMAINS');
    expect(finding).toMatchObject({
      blocks: 'failed',
      remedy: expect.stringMatching(/copy.*remove.*by hand/),
    });
    expect(finding.found).toMatch(found);
    expect(installScanner.changes(situation(server))).toEqual([]);
  });

  test.each([
    ['a list of packages', { ...fresh, commands: { packages: printed('rpmdb: damaged\n', 1) } }, /rpmdb/],
    ['nod32.cfg', withFiles(fresh, { [paths.nod32Config]: { unreadable: 'dangling link' } }), /dangling/],
    ['an init script', withFiles(fresh, { '/etc/init.d/nod32smtp': { unreadable: 'EIO' } }), /EIO/],
  ])('%s that cannot be read is never taken for "not installed"', (_name, server, found) => {
    const finding = findingNamed(installScanner, situation(server), 'NOD32-PACKAGE');
    expect(finding).toMatchObject({ verdict: 'unknown', blocks: 'could-not-look' });
    expect(finding.found).toMatch(found);
    expect(installScanner.changes(situation(server))).toEqual([]);
  });

  test.each([
    ['without [smtp]', '[global]\nnum_thr = 2\n', 'drift', /no section \[smtp\]/],
    ['empty', '', 'drift', /no section/],
    ['a folder', { type: 'directory' } as const, 'unknown', /folder/],
  ])('nod32.cfg %s blocks', (_name, content, verdict, found) => {
    const server = withFiles(withScanner, { [paths.nod32Config]: content });
    const finding = findingNamed(installScanner, situation(server), 'NOD32-CONFIG');
    expect(finding).toMatchObject({ verdict, blocks: 'could-not-look' });
    expect(finding.found).toMatch(found);
  });

  test('the plain Linux build keeps its configuration elsewhere', () => {
    const { [paths.nod32Config]: config = '', ...files } = withScanner.files;
    const server = { ...withScanner, files: { ...files, '/etc/nod32/nod32.cfg': config } };
    expect(findingNamed(installScanner, situation(server), 'NOD32-CONFIG')).toMatchObject({
      verdict: 'ok',
      where: '/etc/nod32/nod32.cfg',
    });
  });

  test('a package that is not one never becomes a change', () => {
    const server = { ...fresh, commands: { 'package-signature': printed(' 50 4b 03 04\n') } };
    expect(findingNamed(installScanner, situation(server), 'NOD32-PACKAGE-FILE')).toMatchObject({
      verdict: 'drift',
      blocks: 'failed',
    });
    expect(() => installScanner.changes(situation(server))).toThrow(UserError);
  });

  test('nothing named: nothing is installed', () => {
    const { package: _, ...rest } = answers;
    expect(installScanner.changes(situation(fresh, { answers: rest }))).toEqual([]);
  });
});

describe('packageProblem', () => {
  const file = (changed: Partial<PackageFileFact>) =>
    present<PackageFileFact>({
      format: 'rpm',
      type: 'file',
      size: 9,
      name: 'nod32lms',
      version: '2.51',
      ...changed,
    });
  const rpm = present<PackageManager>('rpm');
  const { name: _, ...nameless } = { format: 'rpm', type: 'file', size: 9, name: '' } as const;
  test.each([
    [file({}), rpm, undefined],
    [absent, rpm, 'There is no file /p on the server.'],
    [unreadable('EIO'), rpm, '/p cannot be read: EIO.'],
    [file({ type: 'directory' }), rpm, '/p is a folder; name the package file in it.'],
    [file({ type: 'other' }), rpm, '/p is not a regular file.'],
    [file({ size: 0 }), rpm, '/p is empty, so it is no package.'],
    [file({ format: 'unknown' }), rpm, '/p is not a package: it begins like neither an .rpm nor a .deb.'],
    [file({}), absent, 'This server has neither rpm nor dpkg to install a package with.'],
    [file({}), unreadable('EIO'), 'This server has neither rpm nor dpkg to install a package with.'],
    [file({}), present<PackageManager>('dpkg'), '/p is a package for rpm, but this server uses dpkg.'],
    [present(nameless), rpm, '/p begins like a package, but rpm cannot read it; it may be damaged.'],
    [file({ name: 'postfix' }), rpm, '/p is the package "postfix", which is not NOD32.'],
  ] as const)('%o, %o', (fact, manager, problem) => {
    expect(packageProblem('/p', fact, manager)).toBe(problem);
  });
});
