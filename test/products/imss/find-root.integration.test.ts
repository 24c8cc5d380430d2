import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shippedScript } from '../../../src/host/shell.js';
import { parseSurvey } from '../../../src/host/survey/parse.js';
import type { SurveyRequest } from '../../../src/host/survey/request.js';
import { surveyScript } from '../../../src/host/survey/script.js';
import { findRootRequest, rootSearch } from '../../../src/products/imss/find-root.js';
import { readRoot } from '../../../src/products/imss/read-root.js';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';

const inFolder = temporaryFolder();
let count = 0;
let server = '';
beforeEach(() => {
  count += 1;
  server = inFolder(`server-${count}`);
  for (const folder of ['etc/init.d', 'opt', 'usr/local', 'bin'])
    mkdirSync(`${server}/${folder}`, { recursive: true });
});
const started: ReturnType<typeof spawn>[] = [];
afterEach(async () => {
  // The shells are waited for in place: between tests the runner must be heard, or it takes this file for dead.
  await new Promise((resolve) => setImmediate(resolve));
  for (const one of started.splice(0)) {
    const gone = new Promise((resolve) => one.once('exit', resolve));
    one.kill('SIGKILL');
    await gone;
  }
});

function file(path: string, content = '[smtp]\n', mode = 0o644): void {
  mkdirSync(dirname(`${server}${path}`), { recursive: true });
  writeFileSync(`${server}${path}`, content.replaceAll('@', server), { mode });
}

/** The request with all of its places below a folder of this machine. */
function here(request: SurveyRequest): SurveyRequest {
  if (request.kind !== 'find-file') throw new Error('it looks for a file');
  const text = request.script.text
    .replaceAll('/etc/init.d/S99ISIMSS', `'${server}/etc/init.d/S99ISIMSS'`)
    .replaceAll('folder=/etc/init.d', `folder='${server}/etc/init.d'`)
    .replaceAll(/(?<= )\/(opt|usr\/local)\//g, `"$server"/$1/`);
  return { ...request, script: shippedScript(`server='${server}'\n${text}`) };
}

function places(shell: readonly string[], imssRoot?: string) {
  const requests = [here(findRootRequest(imssRoot === undefined ? {} : { imssRoot }))];
  const [command = '', ...args] = shell;
  const { stdout, stderr } = spawnSync(command, [...args, '-c', surveyScript(requests, '@gs-test').text], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: `${server}/bin:${process.env.PATH ?? ''}` },
  });
  expect(stderr.toString()).toBe('');
  return parseSurvey(requests, '@gs-test', stdout).places(rootSearch);
}

function found(shell: readonly string[], imssRoot?: string) {
  const { root, roots } = readRoot(places(shell, imssRoot), imssRoot);
  return { root, paths: roots.map(({ path }) => path.replace(server, '')) };
}

describe.each(shells)('with %s', (_name, shell) => {
  test('nothing is there', () => {
    expect(found(shell)).toEqual({ root: { state: 'absent' }, paths: [] });
  });

  test.each([
    ['an assignment', 'IMSS_HOME=@/srv/scan/imss\nexport IMSS_HOME\n', '/srv/scan/imss'],
    ['a program', '#!/bin/sh\ncase $1 in start) @/srv/scan/imss/bin/prog -d;; esac\n', '/srv/scan/imss'],
    ['a name with blanks, in quotes', 'HOME="@/srv/mail scan/imss"\n', '/srv/mail scan/imss'],
    ['doubled slashes', "cd '@//srv//scan/imss/'\n", '/srv/scan/imss'],
  ])('named in the start script by %s', (_how, script, path) => {
    file(`${path}/config/imss.ini`);
    file('/etc/init.d/S99ISIMSS', script, 0o755);
    expect(found(shell)).toMatchObject({
      paths: [path],
      root: { state: 'present', value: { because: '/etc/init.d/S99ISIMSS names it' } },
    });
  });

  test('the start script is a link into it', () => {
    file('/srv/scan/config/imss.ini');
    file('/srv/scan/script/S99', 'exit 0\n');
    symlinkSync('../../srv/scan/script/S99', `${server}/etc/init.d/S99ISIMSS`);
    expect(found(shell).paths).toEqual(['/srv/scan']);
  });

  test('a program runs from it, and was replaced meanwhile', async () => {
    file('/srv/scan/config/imss.ini');
    mkdirSync(`${server}/srv/scan/bin`);
    copyFileSync('/bin/sleep', `${server}/srv/scan/bin/prog`);
    chmodSync(`${server}/srv/scan/bin/prog`, 0o755);
    const prog = spawn(`${server}/srv/scan/bin/prog`, ['1000'], { stdio: 'ignore' });
    started.push(prog);
    await new Promise((resolve) => prog.once('spawn', resolve));
    rmSync(`${server}/srv/scan/bin/prog`);
    expect(found(shell)).toMatchObject({
      paths: ['/srv/scan'],
      root: { value: { because: 'a program runs from it' } },
    });
  });

  test.each(['/opt/trend/imss', '/usr/local/trend/imss', '/opt/other/imss', '/opt/IMSS'])(
    'usual: %s',
    (path) => {
      file(`${path}/config/imss.ini`);
      expect(found(shell).paths).toEqual([path]);
    },
  );

  test('two names of one folder are one, and its own name is known', () => {
    file('/usr/local/trend/imss/config/imss.ini');
    symlinkSync(`${server}/usr/local/trend`, `${server}/opt/trend`);
    const { root, paths } = found(shell);
    expect(paths).toEqual(['/opt/trend/imss']);
    expect(root).toMatchObject({ value: { folder: `${server}/usr/local/trend/imss` } });
  });

  test('two folders: neither is chosen, unless it is named', () => {
    file('/opt/trend/imss/config/imss.ini');
    file('/usr/local/trend/imss/config/imss.ini', '[other]\n');
    expect(found(shell)).toMatchObject({
      paths: ['/opt/trend/imss', '/usr/local/trend/imss'],
      root: { state: 'unreadable', reason: expect.stringContaining('lies in more than one folder') },
    });
    const named = `${server}/usr/local/trend/imss/`;
    expect(found(shell, named).root).toMatchObject({ state: 'present', value: { path: named.slice(0, -1) } });
  });

  test('a folder without its file is none, and no file is read twice', () => {
    mkdirSync(`${server}/opt/trend/imss/config`, { recursive: true });
    file('/etc/init.d/S99ISIMSS', 'IMSS_HOME=@/opt/trend/imss\n', 0o755);
    expect(found(shell).root).toEqual({ state: 'absent' });
    const folders = places(shell).map(({ folder }) => folder);
    expect(new Set(folders).size).toBe(folders.length);
  });
});

// In one shell: busybox has commands of these names built in.
test('the package database names it', () => {
  file('/srv/scan/config/imss.ini');
  const rpm =
    'case "$1 $2" in "-qa "*) echo glibc-2.4; echo IMSS-5.7-1 ;; "-ql IMSS-5.7-1") echo @/srv/scan/bin/x; echo @/srv/scan/config/imss.ini ;; esac\n';
  file('/bin/rpm', `#!/bin/sh\n${rpm}`, 0o755);
  file('/bin/dpkg-query', '#!/bin/sh\necho imss\n', 0o755);
  file('/bin/dpkg', '#!/bin/sh\necho @/srv/scan/config\necho @/srv/scan/config/imss.ini\n', 0o755);
  expect(found(['/bin/sh'])).toMatchObject({
    paths: ['/srv/scan'],
    root: { value: { because: 'a package has files in it' } },
  });
});
