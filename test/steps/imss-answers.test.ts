import { describe, expect, test } from 'vitest';
import { absent, present, unreadable } from '../../src/host/fact.js';
import type { FileFact } from '../../src/host/survey/answers.js';
import {
  alreadyInstalledProblem,
  installerProblem,
  rootProblem,
} from '../../steps/install-scanner/imss-answers.js';
import { answers, fresh, imssIni, imssPaths, withScanner } from '../support/imss-server.js';
import { look, type Server, withFiles } from '../support/server.js';

const factsOf = (server: Server, imssRoot?: string) =>
  look(server, imssRoot === undefined ? answers : { ...answers, imssRoot }).facts;

describe('what cannot be run as an installer', () => {
  const program = (changed: Partial<FileFact>) =>
    present<FileFact>({
      path: '/i',
      type: 'file',
      mode: 0o755,
      uid: 0,
      gid: 0,
      size: 9,
      modified: 0,
      link: false,
      ...changed,
    });
  test.each([
    ['a program', program({}), undefined],
    ['one that only its owner may run', program({ mode: 0o100 }), undefined],
    ['nothing', absent, 'There is no file /i on the server.'],
    ['unreadable', unreadable('EIO'), '/i on the server cannot be looked at: EIO.'],
    ['a folder', program({ type: 'directory' }), '/i on the server is no regular file.'],
    [
      'a script as it was unpacked',
      program({ mode: 0o644 }),
      '/i on the server may not be run as a program. If it is a shell script, give: sh /i',
    ],
  ] as const)('%s', (_name, file, problem) => {
    expect(installerProblem('/i', file)).toBe(problem);
  });
});

describe('an IMSS that is said to be installed already', () => {
  const without = (path: string) => withFiles(withScanner, { [path]: undefined });
  test.each([
    ['is', withScanner, undefined],
    ['is not', fresh, /: no imss\.ini and no \/etc\/init\.d\/S99ISIMSS was found\. Install it first/],
    [
      'lacks its start script',
      without('/etc/init.d/S99ISIMSS'),
      /: no \/etc\/init\.d\/S99ISIMSS was found\./,
    ],
    ['lacks its file', without(imssPaths.config), /: no imss\.ini was found\./],
    [
      'is there twice',
      withFiles(withScanner, { '/srv/imss/config/imss.ini': imssIni }),
      /: no imss\.ini was found \(.+\)\. Install it first/,
    ],
  ])('%s', (_name, server, problem) => {
    const told = alreadyInstalledProblem(factsOf(server));
    if (problem === undefined) expect(told).toBeUndefined();
    else expect(told).toMatch(problem);
  });
});

describe('the folder of IMSS', () => {
  test('is one with config/imss.ini in it', () => {
    expect(rootProblem('/opt/trend/imss', factsOf(withScanner))).toBeUndefined();
  });

  test('is not one without', () => {
    expect(rootProblem('/srv', factsOf(fresh, '/srv'))).toBe(
      'IMSS is not installed in /srv: there is no config/imss.ini in it, nor anywhere else.',
    );
    expect(rootProblem('/srv', factsOf(withScanner, '/srv'))).toMatch(
      /^IMSS is not installed in \/srv: .*it lies in \/opt\/trend\/imss.*\.$/,
    );
  });
});
