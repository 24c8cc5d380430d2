import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ShellFragment, sh } from '../../../src/host/shell.js';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';
import { surveyScript } from '../../../src/host/survey/script.js';
import { shells } from '../shells.js';
import { temporaryFolder } from '../temporary-folder.js';

const inFolder = temporaryFolder();
beforeAll(() => {
  for (const folder of ['one', 'a b', '-n']) {
    mkdirSync(inFolder(folder, 'config'), { recursive: true });
    writeFileSync(inFolder(folder, 'config', 'x.ini'), `in ${folder}\n\n`);
  }
  mkdirSync(inFolder('empty'));
  symlinkSync('one', inFolder('link'));
  mkdirSync(inFolder('dangling', 'config'), { recursive: true });
  symlinkSync('nothing', inFolder('dangling', 'config', 'x.ini'));
});

function places(shell: readonly string[], script: ShellFragment) {
  const requests: readonly SurveyRequest[] = [
    { kind: 'find-file', id: 'it', script, file: 'config/x.ini' },
    { kind: 'command', id: 'after', script: sh`echo after` },
  ];
  const [command = '', ...args] = shell;
  const { stdout, stderr } = spawnSync(command, [...args, '-c', surveyScript(requests, '@gs-test').text], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  expect(stderr.toString()).toBe('');
  const answers = parseSurvey(requests, '@gs-test', stdout);
  expect(answers.command('after')).toMatchObject({ value: { output: Buffer.from('after\n') } });
  return answers.places('it');
}

describe.each(shells)('a file that is looked for, in %s', (_name, shell) => {
  test('each folder with its contents, in the order of the script', () => {
    const names = ['a b', 'one', '-n'];
    const found = places(
      shell,
      sh`for place in ${names.map((name) => inFolder(name))}; do printf 'how\t%s\n' "$place"; done`,
    );
    expect(found.map(({ folder }) => folder)).toEqual(names.map((name) => inFolder(name)));
    expect(
      found.map(({ file }) =>
        file.state === 'present' ? Buffer.from(file.value.bytes ?? []).toString() : file,
      ),
    ).toEqual(names.map((name) => `in ${name}\n\n`));
    expect(found[0]).toMatchObject({
      how: 'how',
      file: { value: { path: inFolder('a b', 'config', 'x.ini') } },
    });
  });

  test('a folder by another name is told by where it really is', () => {
    const [link, one] = places(
      shell,
      sh`printf 'a\t%s\n' ${inFolder('link')}; printf 'b\t%s\n' ${inFolder('one')}`,
    );
    expect(link?.folder).not.toBe(one?.folder);
    expect(link?.real).toBe(one?.real);
  });

  test('what is not there, and what points at nothing', () => {
    const wanted = [inFolder('none'), inFolder('empty'), inFolder('dangling')];
    const found = places(shell, sh`for place in ${wanted}; do printf 'how\t%s\n' "$place"; done`);
    expect(found.map(({ file }) => file)).toEqual([
      { state: 'absent' },
      { state: 'absent' },
      {
        state: 'unreadable',
        reason: expect.stringMatching(/^a symbolic link that points at nothing: there is no .*\/nothing$/),
      },
    ]);
    expect(found.map(({ real }) => real === undefined)).toEqual([true, false, false]);
  });

  test.each([
    ['nothing is printed', sh`true`],
    ['it fails, and complains', sh`echo 'no such database' >&2; exit 3`],
    ['no path, or none from the root', sh`echo; echo how; printf 'how\t%s\n' config .. ''`],
  ])('no place: %s', (_what, script) => {
    expect(places(shell, script)).toEqual([]);
  });
});
