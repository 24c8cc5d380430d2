import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/host/fact.js';
import { type ShellFragment, sh } from '../../../src/host/shell.js';
import type { FileFact } from '../../../src/host/survey/answers.js';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';
import { surveyScript } from '../../../src/host/survey/script.js';
import { shells } from '../shells.js';
import { temporaryFolder } from '../temporary-folder.js';
import { command, file, folder } from './requests.js';

const inFolder = temporaryFolder();
const mark = '@gs-test';
const isRoot = process.getuid?.() === 0;

/** Every command of ours, in this shell, as this user. */
function take(shell: readonly string[], requests: readonly SurveyRequest[], nobody = false) {
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const [command = '', ...args] = [...(nobody ? asNobody : []), ...shell];
  const { stdout, stderr } = spawnSync(command, [...args, '-c', surveyScript(requests, mark).text], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 100_000_000,
  });
  expect(stderr.toString()).toBe('');
  return parseSurvey(requests, mark, stdout);
}

function bytesOf(fact: Fact<FileFact>): Buffer | string {
  if (fact.state !== 'present') return JSON.stringify(fact);
  return fact.value.bytes === undefined ? 'no bytes' : Buffer.from(fact.value.bytes);
}

const contents: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  'one line end': Buffer.from('\n'),
  'line ends': Buffer.from('\n\n\n'),
  'no final line end': Buffer.from('listen_port = 25'),
  crlf: Buffer.from('[smtp]\r\nlisten_port = 25\r\n'),
  nul: Buffer.from('a\0b\0\0'),
  'every byte': Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  megabyte: randomBytes(1_000_000),
  'like frames': Buffer.from(`@gs-other end 0\n@gs-other all\n ${mark}x\n${mark}\n@gs- file 0 yes no|644`),
  'not utf-8': Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
  '-n': Buffer.from('dash'),
  "quo'te": Buffer.from('quote'),
  'dou"ble $(id) `id`': Buffer.from('double'),
  'line\nbreak': Buffer.from('line break'),
  ' *?[a-z] ': Buffer.from('glob'),
  '\\n%s': Buffer.from('backslash'),
  '.hidden': Buffer.from('hidden'),
  '..hidden': Buffer.from('more hidden'),
};

beforeAll(() => {
  mkdirSync(inFolder('files'));
  for (const [name, bytes] of Object.entries(contents)) writeFileSync(inFolder('files', name), bytes);
  mkdirSync(inFolder('empty'));
  mkdirSync(inFolder('links'));
  symlinkSync('../files/crlf', inFolder('links', 'file'));
  symlinkSync('../empty', inFolder('links', 'folder'));
  symlinkSync('nothing', inFolder('links', 'dangling'));
  symlinkSync('loop', inFolder('links', 'loop'));
  execFileSync('mkfifo', [inFolder('links', 'pipe')]);
  writeFileSync(inFolder('owned'), 'x');
  chmodSync(inFolder('owned'), 0o4750);
  utimesSync(inFolder('owned'), 1_100_000_000, 1_100_000_000);
  mkdirSync(inFolder('No such file or directory'), { mode: 0o700 });
  mkdirSync(inFolder('closed'), { mode: 0o711 });
  writeFileSync(inFolder('closed', 'file'), 'x');
  writeFileSync(inFolder('secret'), 'x', { mode: 0o600 });
});

describe.each(shells)('in %s', (_, shell) => {
  test('many at once, and one survives the other', () => {
    const paths = Object.keys(contents).map((name) => inFolder('files', name));
    const answers = take(shell, [
      ...paths.map((path) => file(path)),
      command('last', sh`echo "out"; echo "err" >&2; exit 7`),
    ]);
    expect(paths.map((path) => bytesOf(answers.file(path)))).toEqual(Object.values(contents));
    for (const path of paths)
      expect(answers.file(path)).toMatchObject({ value: { path, type: 'file', link: false } });
    expect(answers.command('last')).toEqual({
      state: 'present',
      value: { code: 7, output: Buffer.from('out\nerr\n') },
    });
  });

  test('mode, owner, size and time', () => {
    const path = inFolder('owned');
    expect(take(shell, [file(path, false)]).file(path)).toEqual({
      state: 'present',
      value: {
        path,
        type: 'file',
        mode: 0o4750,
        uid: process.getuid?.(),
        gid: process.getgid?.(),
        size: 1,
        modified: 1_100_000_000,
        link: false,
      },
    });
  });

  test('a folder: every regular file in it, whatever it is called', () => {
    const path = inFolder('files');
    const found = take(shell, [folder(path)]).folder(path);
    if (found.state !== 'present') throw new Error(JSON.stringify(found));
    const byName = new Map(
      found.value.flatMap((one) =>
        one.state === 'present' ? [[one.value.path, bytesOf(one)] as const] : [],
      ),
    );
    expect(byName).toEqual(
      new Map(Object.entries(contents).map(([name, bytes]) => [inFolder('files', name), bytes])),
    );
  });

  test('a folder without contents, an empty one, a file in its place, none at all', () => {
    const without = take(shell, [folder(inFolder('files'), false)]).folder(inFolder('files'));
    expect(without.state === 'present' && without.value.every((one) => bytesOf(one) === 'no bytes')).toBe(
      true,
    );
    const answers = take(shell, [
      folder(inFolder('empty')),
      folder(inFolder('owned')),
      folder(inFolder('none')),
    ]);
    expect(answers.folder(inFolder('empty'))).toEqual({ state: 'present', value: [] });
    expect(answers.folder(inFolder('owned'))).toEqual({ state: 'unreadable', reason: 'it is not a folder' });
    expect(answers.folder(inFolder('none'))).toEqual({ state: 'absent' });
  });

  test('a folder where a file was expected has no bytes', () => {
    const path = inFolder('empty');
    const fact = take(shell, [file(path)]).file(path);
    expect(fact).toMatchObject({ state: 'present', value: { type: 'directory' } });
    expect(bytesOf(fact)).toBe('no bytes');
  });

  test('links: followed, and said to be links', () => {
    const paths = ['file', 'folder', 'pipe'].map((name) => inFolder('links', name));
    const [toFile = '', toFolder = '', pipe = ''] = paths;
    const answers = take(
      shell,
      paths.map((path) => file(path)),
    );
    expect(answers.file(toFile)).toMatchObject({ value: { path: toFile, type: 'file', link: true } });
    expect(bytesOf(answers.file(toFile))).toEqual(contents.crlf);
    expect(answers.file(toFolder)).toMatchObject({ value: { type: 'directory', link: true } });
    // Nobody waits for a pipe that has no writer.
    expect(answers.file(pipe)).toMatchObject({ value: { type: 'other', link: false } });
  });

  test('other names of a file are counted, without those that a trial of ours has left', () => {
    const [one = '', other = '', mine = ''] = ['names', 'names too', 'names.gateway-setup.001'].map((name) =>
      inFolder(name),
    );
    for (const path of [one, other, mine, `${one}.gateway-setup.002`]) rmSync(path, { force: true });
    writeFileSync(one, 'x');
    writeFileSync(`${one}.gateway-setup.002`, 'x');
    linkSync(one, mine);
    expect(take(shell, [file(one)]).file(one)).not.toHaveProperty('value.otherNames');
    linkSync(one, other);
    expect(take(shell, [file(one)]).file(one)).toHaveProperty('value.otherNames', 1);
    expect(take(shell, [file(other, false)]).file(other)).toHaveProperty('value.otherNames', 2);
  });

  test('a link to nothing is not the same as nothing', () => {
    const dangling = inFolder('links', 'dangling');
    const answers = take(shell, [file(dangling), folder(inFolder('links')), folder(dangling)]);
    const reason = `a symbolic link that points at nothing: there is no ${inFolder('links', 'nothing')}`;
    const toNothing = { state: 'unreadable', reason };
    expect(answers.file(dangling)).toEqual(toNothing);
    expect(answers.folder(dangling)).toEqual(toNothing);
    const inside = answers.folder(inFolder('links'));
    if (inside.state !== 'present') throw new Error(JSON.stringify(inside));
    expect(inside.value.map((one) => (one.state === 'present' ? one.value.path : one.state)).sort()).toEqual([
      inFolder('links', 'file'),
      'unreadable',
      'unreadable',
    ]);
  });

  test('a link to itself cannot be read', () => {
    const path = inFolder('links', 'loop');
    expect(take(shell, [file(path)]).file(path)).toMatchObject({ state: 'unreadable' });
  });

  test.each(['none', 'none/at/all', 'owned/below a file', 'none\nbroken'])('absent: %j', (name) => {
    const path = inFolder(name);
    expect(take(shell, [file(path)]).file(path)).toEqual({ state: 'absent' });
  });

  test('what may not be seen is unreadable, never absent', () => {
    const paths = [
      inFolder('No such file or directory', 'x: No such file or directory', 'file'),
      inFolder('secret'),
    ];
    const answers = take(shell, [...paths.map((path) => file(path)), folder(inFolder('closed'))], isRoot);
    if (isRoot) {
      for (const path of paths)
        expect(answers.file(path)).toMatchObject({
          state: 'unreadable',
          reason: expect.stringMatching(/Permission denied$/),
        });
      expect(answers.folder(inFolder('closed'))).toEqual({
        state: 'unreadable',
        reason: 'Permission denied',
      });
    } else {
      expect(answers.file(inFolder('secret')).state).toBe('present');
    }
  });

  test('a folder that may not be seen is unreadable, too, where all files that are asked for are really not there', () => {
    const path = inFolder('No such file or directory', 'sub');
    mkdirSync(path, { recursive: true });
    const answers = take(shell, [file(inFolder('none')), folder(path), folder(inFolder('none'))], isRoot);
    expect(answers.file(inFolder('none'))).toEqual({ state: 'absent' });
    expect(answers.folder(inFolder('none'))).toEqual({ state: 'absent' });
    expect(answers.folder(path)).toMatchObject(
      isRoot ? { state: 'unreadable', reason: expect.stringMatching(/Permission denied$/) } : {},
    );
  });

  test('without `grep` it is looked at one by one', () => {
    const paths = [inFolder('none'), inFolder('No such file or directory', 'sub')];
    mkdirSync(paths[1] ?? '', { recursive: true });
    const nowhere = 'grep() { return 127; }\n';
    const script = surveyScript(
      paths.map((path) => file(path)),
      mark,
    ).text;
    const asNobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [name = '', ...args] = [...asNobody, ...shell];
    const { stdout } = spawnSync(name, [...args, '-c', `${nowhere}${script}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const answers = parseSurvey(
      paths.map((path) => file(path)),
      mark,
      stdout,
    );
    expect(answers.file(paths[0] ?? '')).toEqual({ state: 'absent' });
    expect(answers.file(paths[1] ?? '').state).toBe(isRoot ? 'unreadable' : 'present');
  });

  test('a file too large to be configuration is not carried over', () => {
    const path = inFolder(`large-${shell.length}`);
    execFileSync('dd', ['if=/dev/null', `of=${path}`, 'bs=1', 'count=0', 'seek=10000000'], {
      stdio: 'ignore',
    });
    expect(take(shell, [file(path)]).file(path)).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining('10 MB'),
    });
    expect(take(shell, [file(path, false)]).file(path)).toMatchObject({ value: { size: 10_000_000 } });
  });

  test('without `stat` nothing is said to be absent', () => {
    const requests = [file(inFolder('none')), folder(inFolder('none'))];
    const script = surveyScript(requests, mark).text;
    // busybox has a `stat` of its own inside.
    const [name = '', ...args] = shell[0]?.endsWith('busybox') ? ['/bin/sh'] : shell;
    const { stdout } = spawnSync(name, [...args, '-c', script], {
      env: { PATH: inFolder('empty') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const answers = parseSurvey(requests, mark, stdout);
    expect(answers.file(inFolder('none'))).toMatchObject({ state: 'unreadable' });
    expect(answers.folder(inFolder('none'))).toMatchObject({ state: 'unreadable' });
  });

  test.each<[string, ShellFragment, number, string]>([
    ['no output', sh`true`, 0, ''],
    ['no final line end', sh`printf x`, 0, 'x'],
    ['line ends alone', sh`printf '\n\n'`, 0, '\n\n'],
    ['a failure', sh`echo no >&2; false`, 1, 'no\n'],
    ['exit ends it alone', sh`exit 12`, 12, ''],
    ['a comment at its end', sh`echo x # done`, 0, 'x\n'],
    ['it does not read the script', sh`cat`, 0, ''],
    ['no mark reaches what it starts', sh`env | grep -c gs_mark`, 1, '0\n'],
  ])('a command: %s', (_name, script, code, output) => {
    const answers = take(shell, [command('it', script), command('next', sh`echo next`)]);
    expect(answers.command('it')).toEqual({ state: 'present', value: { code, output: Buffer.from(output) } });
    expect(answers.command('next')).toMatchObject({ value: { code: 0 } });
  });
});
