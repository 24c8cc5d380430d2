import { describe, expect, test } from 'vitest';
import { absent, type Fact, unreadable } from '../../../src/host/fact.js';
import type { CommandFact } from '../../../src/host/survey/answers.js';
import {
  readInstalled,
  readManager,
  readPackageFile,
  readRemains,
} from '../../../src/products/host/packages.js';
import { commandFact, fileFact } from '../survey-answers.js';

describe('which package manager', () => {
  test.each<[string, object]>([
    ['rpm\n', { state: 'present', value: 'rpm' }],
    ['dpkg\n', { state: 'present', value: 'dpkg' }],
    ['', { state: 'absent' }],
    ['sh: out of memory\n', { state: 'unreadable', reason: 'sh: out of memory' }],
  ])('%j', (output, fact) => {
    expect(readManager(commandFact(output))).toEqual(fact);
  });

  test('what could not be asked stays so', () => {
    expect(readManager(unreadable('why'))).toEqual(unreadable('why'));
  });
});

describe('an installed package', () => {
  const find = (list: string, name = /nod32/i, code = 0) => readInstalled(commandFact(list, code), name);

  test.each<[string, string, object]>([
    [
      'rpm',
      'glibc\t2.3.5\nnod32lms\t2.51\naxigen\t1.2.0\n',
      { state: 'present', value: { name: 'nod32lms', version: '2.51' } },
    ],
    [
      'another spelling',
      'NOD32-lms\t2.51.3\n',
      { state: 'present', value: { name: 'NOD32-lms', version: '2.51.3' } },
    ],
    [
      'dpkg',
      'nod32lms\t2.51-1\tinstall ok installed\n',
      { state: 'present', value: { name: 'nod32lms', version: '2.51-1' } },
    ],
    ['held', 'nod32lms\t2.51-1\thold ok installed\n', { state: 'present' }],
    [
      'removed but for its configuration',
      'nod32lms\t2.51-1\tdeinstall ok config-files\n',
      { state: 'absent' },
    ],
    ['unpacked', 'nod32lms\t2.51-1\tinstall ok unpacked\n', { state: 'absent' }],
    ['half installed', 'nod32lms\t2.51-1\tinstall reinstreq half-installed\n', { state: 'absent' }],
    ['known, never installed', 'nod32lms\t\tunknown ok not-installed\n', { state: 'absent' }],
    ['not in the list', 'glibc\t2.3.5\n', { state: 'absent' }],
    ['only in a warning', 'warning: nod32lms: header is damaged\nglibc\t2.3.5\n', { state: 'absent' }],
    ['an empty list', '', { state: 'absent' }],
  ])('%s', (_, list, fact) => {
    expect(find(list)).toMatchObject(fact);
  });

  test('a list that could not be made says nothing of a package', () => {
    expect(find('error: cannot open Packages database\n', /nod32/i, 1)).toEqual(
      unreadable('error: cannot open Packages database'),
    );
    expect(find('', /nod32/i, 127)).toEqual(unreadable('the package list ended with status 127'));
    expect(find('nod32lms\t2.51\n', /nod32/i, 1)).toMatchObject({ state: 'unreadable' });
  });

  test('a name is not found in a longer one when it has to be whole', () => {
    expect(find('axigen-docs\t1.2\n', /^axigen$/i)).toEqual(absent);
  });
});

describe('what is left of a package, or was begun of it', () => {
  const find = (list: string, code = 0) => readRemains(commandFact(list, code), /nod32/i);
  const remains = (state: string) => ({ state: 'present', value: { name: 'nod32lms', state } });

  test.each<[string, string, object]>([
    ['installed, by rpm', 'nod32lms\t2.51\n', absent],
    ['installed, by dpkg', 'nod32lms\t2.51-1\tinstall ok installed\n', absent],
    ['held', 'nod32lms\t2.51-1\thold ok installed\n', absent],
    [
      'removed but for its configuration',
      'nod32lms\t2.51-1\tdeinstall ok config-files\n',
      remains('config-files'),
    ],
    ['unpacked', 'nod32lms\t2.51-1\tinstall ok unpacked\n', remains('unpacked')],
    ['half installed', 'nod32lms\t2.51-1\tinstall reinstreq half-installed\n', remains('half-installed')],
    ['known, never installed', 'nod32lms\t\tunknown ok not-installed\n', absent],
    ['of another package', 'exim4\t4.50\tdeinstall ok config-files\n', absent],
    ['an empty list', '', absent],
  ])('%s', (_, list, fact) => {
    expect(find(list)).toEqual(fact);
  });

  test('a list that could not be made says nothing', () => {
    expect(find('nod32lms\t2.51-1\tdeinstall ok config-files\n', 1)).toMatchObject({ state: 'unreadable' });
  });
});

describe('a file given as a package', () => {
  const rpm = ' ed ab ee db 03 00 00 00\n';
  const deb = ' 21 3c 61 72 63 68 3e 0a\n';
  const read = (signature: string, name = '', size = 1000, nameCode = 0) =>
    readPackageFile(fileFact('/p', undefined, { size }), commandFact(signature), commandFact(name, nameCode));

  test.each<[string, ReturnType<typeof read>, object]>([
    [
      'rpm',
      read(rpm, 'nod32lms\t2.51\n'),
      { format: 'rpm', size: 1000, type: 'file', name: 'nod32lms', version: '2.51' },
    ],
    [
      'deb',
      read(deb, 'nod32lms\t2.51-1\n'),
      { format: 'dpkg', size: 1000, type: 'file', name: 'nod32lms', version: '2.51-1' },
    ],
    [
      'deb on a system of rpm: its name cannot be asked',
      read(deb, '', 1000, 1),
      { format: 'dpkg', size: 1000, type: 'file' },
    ],
    [
      'a query that fails is not believed',
      read(rpm, 'x\ty\n', 1000, 1),
      { format: 'rpm', size: 1000, type: 'file' },
    ],
    ['words that are no name', read(rpm, 'rpm: damaged\n'), { format: 'rpm', size: 1000, type: 'file' }],
    ['something else', read(' 7f 45 4c 46 01 01 01 00\n'), { format: 'unknown', size: 1000, type: 'file' }],
    [
      'an archive that is no package',
      read(' 1f 8b 08 00 00 00 00 00'),
      { format: 'unknown', size: 1000, type: 'file' },
    ],
    ['empty', read('', '', 0), { format: 'unknown', size: 0, type: 'file' }],
    ['a few bytes', read(' ed ab\n', '', 2), { format: 'unknown', size: 2, type: 'file' }],
  ])('%s', (_, fact, value) => {
    expect(fact).toEqual({ state: 'present', value });
  });

  test.each<[string, string]>([
    ['no rights to read', ''],
    ['no `od`', 'sh: od: not found\n'],
    ['cut short', ' ed ab\n'],
  ])('%s is not "no package"', (_, signature) => {
    expect(read(signature)).toEqual(unreadable('its first bytes could not be read'));
  });

  test('a folder is said to be one', () => {
    const file = fileFact('/p', undefined, { type: 'directory', size: 4096 });
    expect(readPackageFile(file, commandFact('', 1), commandFact('', 1))).toEqual({
      state: 'present',
      value: { format: 'unknown', size: 4096, type: 'directory' },
    });
  });

  test.each<Fact<never>>([absent, unreadable('Permission denied')])('%j stays so', (file) => {
    const none: Fact<CommandFact> = commandFact('', 1);
    expect(readPackageFile(file, none, none)).toEqual(file);
  });
});
