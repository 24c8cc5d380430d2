import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import { surveyScript } from '../../../src/host/survey/script.js';
import { shells } from '../shells.js';
import { temporaryFolder } from '../temporary-folder.js';

const inFolder = temporaryFolder();
const odd = " a -> b's *[x] \\n%s";
const broken = 'line\nbreak\n';

/** Name, where it leads as it is written there, and what is found at its end. */
const links: readonly (readonly [name: string, target: string, real: string])[] = [
  ['etc/relative', '../srv/file', 'srv/file'],
  ['etc/absolute', '/@/srv/file', 'srv/file'],
  ['etc/twice', 'relative', 'srv/file'],
  ['etc/more slashes', '..//srv///file', 'srv/file'],
  ['etc/by a folder', 'folder/file', 'srv/file'],
  ['etc/up and down', 'folder/../etc/absolute', 'srv/file'],
  [`etc/${odd}`, `../srv/${odd}`, `srv/${odd}`],
  ['etc/-n', '../srv/-n', 'srv/-n'],
  ['etc/broken', `../srv/${broken}`, `srv/${broken}`],
];

beforeAll(() => {
  for (const name of ['etc', 'srv']) mkdirSync(inFolder(name));
  for (const name of ['file', odd, '-n', broken]) writeFileSync(inFolder('srv', name), name);
  symlinkSync('../srv', inFolder('etc/folder'));
  for (const [name, target] of links) symlinkSync(target.replace('/@', inFolder()), inFolder(name));
  chain('short', 40);
  chain('long', 41);
  symlinkSync('../gone/away', inFolder('etc/dangling'));
  symlinkSync('/no such folder/file', inFolder('etc/far'));
  writeFileSync(inFolder('latin1'), 'x');
  spawnSync('sh', [
    '-c',
    `cd "$1" && printf x > "$(printf 'caf\\351')" && ln -s "$(printf 'caf\\351')" name`,
    'sh',
    inFolder(),
  ]);
});

/** That many links, one after the other. */
function chain(name: string, length: number): void {
  writeFileSync(inFolder(`${name}-0`), name);
  for (let at = 1; at <= length; at++) symlinkSync(`${name}-${at - 1}`, inFolder(`${name}-${at}`));
}

function look(shell: readonly string[], paths: readonly string[]) {
  const requests = paths.map((path) => ({ kind: 'file', path, contents: true }) as const);
  const [command = '', ...args] = shell;
  const { stdout, stderr } = spawnSync(command, [...args, '-c', surveyScript(requests, '@gs-test').text], {
    // Whoever likes `ls` to quote names gets them quoted elsewhere.
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, QUOTING_STYLE: 'shell-escape-always' },
  });
  expect(stderr.toString()).toBe('');
  return parseSurvey(requests, '@gs-test', stdout);
}

test.each(shells)('where links lead, in %s', (shellName, shell) => {
  const through = [...links.map(([name]) => name), 'etc/folder/file', 'short-40'];
  const wanted = [...links.map(([, , real]) => real), 'srv/file', 'short-0'];
  const others = ['srv/file', 'etc/dangling', 'etc/far', 'long-41', 'name'];
  // Its `ls` puts a question mark in the place of a line break, and of what is not UTF-8.
  const hides = shellName === 'busybox sh';
  const unknown = { state: 'unreadable', reason: 'where its symbolic links lead could not be found out' };
  const answers = look(
    shell,
    [...through, ...others].map((name) => inFolder(name)),
  );
  const found = through.map((name) => answers.file(inFolder(name)));
  expect(found.map((fact) => (fact.state === 'present' ? fact.value.real : fact))).toEqual(
    wanted.map((real) => (real.endsWith(broken) && hides ? unknown : inFolder(real))),
  );
  for (const fact of found) {
    if (fact.state !== 'present') continue;
    const { real = '', bytes = [] } = fact.value;
    expect(Buffer.from(bytes).toString()).toBe(
      real.endsWith('-0') ? 'short' : real.slice(dirname(real).length + 1),
    );
  }
  // A path without links is said once.
  expect(answers.file(inFolder('srv/file'))).not.toHaveProperty('value.real');
  const reasons = others.slice(1).map((name) => answers.file(inFolder(name)));
  expect(reasons).toEqual([
    {
      state: 'unreadable',
      reason: `a symbolic link that points at nothing: there is no ${inFolder('etc')}/../gone/away`,
    },
    {
      state: 'unreadable',
      reason: 'a symbolic link that points at nothing: there is no /no such folder/file',
    },
    { state: 'unreadable', reason: expect.stringContaining('Too many levels of symbolic links') },
    hides
      ? unknown
      : { state: 'unreadable', reason: `it leads to ${inFolder('caf\ufffd')}, a name that is not UTF-8` },
  ]);
});
