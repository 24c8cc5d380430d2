import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDistro } from '../../src/lab/distros.js';
import type { Lab } from '../../src/lab/lab.js';
import { labPath } from '../../src/lab/paths.js';
import { forbiddenCommands } from '../../src/lab/root/commands.js';
import { makeQuickFolder } from '../support/quick-folder.js';
import { available, bannerOf, buildWith, processNamespaceOf, remains } from './lab-in-test.js';

// The labs hold copies of the built program: run `npm run build` before these tests, as `npm test` does.

test('this machine can hold a lab', () => {
  expect(available).not.toEqual([]);
});

describe.each(available)('a lab in $kind, users mapped: $mapping', (isolation) => {
  const distro =
    isolation.mapping === 'single' || isolation.kind === 'chroot' ? 'debian-3.1' : 'fedora-core-5';
  let folder = '';
  let lab: Lab;
  const run = async (...argv: string[]) => {
    const { code, stdout, stderr } = await lab.exec(argv);
    return { code, out: stdout.toString(), err: stderr.toString() };
  };

  beforeAll(async () => {
    folder = makeQuickFolder('labs-');
    lab = await buildWith(join(folder, 'labs'), isolation, distro, 'kind');
  });

  afterAll(async () => {
    const namespace = processNamespaceOf(lab);
    await lab.down();
    const left = remains(lab, namespace);
    rmSync(folder, { recursive: true, force: true });
    expect(left).toEqual([]);
  });

  test('bytes go in and out as they are', async () => {
    const bytes = Buffer.from([0, 1, 10, 13, 27, 128, 255, 0, 10]);
    const { code, stdout } = await lab.exec(['cat'], { input: bytes });
    expect(code).toBe(0);
    expect(stdout.equals(bytes)).toBe(true);
  });

  test.each([0, 1, 42, 255])('exit code %i comes out', async (code) => {
    expect((await run('sh', '-c', `exit ${code}`)).code).toBe(code);
  });

  test('a command that is not there ends with 127, one that kills itself with 128 and the signal', async () => {
    expect((await run('no-such-command')).code).toBe(127);
    expect((await run('sh', '-c', 'kill -TERM $$')).code).toBe(143);
  });

  test('words stay words', async () => {
    const words = ['a b', "it's", '$HOME', '', '-n', '*', 'ä\nö'];
    expect((await run('printf', '[%s]', ...words)).out).toBe(words.map((word) => `[${word}]`).join(''));
  });

  test("the environment is root's, in root's home", async () => {
    const { stdout } = await lab.exec(
      ['sh', '-c', 'echo "$PATH $HOME $LANG $PWD $GATEWAY_SETUP_X $EVIL $OLDPWD"'],
      {
        env: { GATEWAY_SETUP_X: 'passed', EVIL: 'not passed' },
      },
    );
    expect(stdout.toString().trim()).toBe(`${labPath} /root C /root passed`);
    expect((await run('id')).out).toMatch(/^uid=0\(root\) gid=0\(root\)/);
  });

  test("PATH holds the period's commands only", async () => {
    const listed = await run('sh', '-c', 'for d in $(echo "$PATH" | tr : " "); do ls "$d"; done');
    const names = listed.out.trim().split('\n');
    expect(names.filter((name) => forbiddenCommands.includes(name))).toEqual([]);
    const needed = ['sh', 'awk', 'sed', 'grep', 'stat', 'cmp', 'md5sum', 'ps', 'netstat', 'gateway-setup'];
    expect(names).toEqual(expect.arrayContaining(needed));
    expect(names.filter((name) => ['rpm', 'dpkg'].includes(name))).toEqual([
      distro === 'debian-3.1' ? 'dpkg' : 'rpm',
    ]);
  });

  test('every command of the PATH starts: none lacks a library', async () => {
    const script = [
      'for d in $(echo "$PATH" | tr : " "); do for c in "$d"/*; do [ -f "$c" ] || continue',
      '  case "$c" in */init|*/su|*/bash|*/vi|*/telnet) continue;; esac',
      '  "$c" --version </dev/null 2>&1 | grep -E "error while loading|version .GLIBC_" && echo "$c"',
      'done; done; true',
    ].join('\n');
    expect((await run('sh', '-c', script)).out).toBe('');
  });

  test('it says which distribution it is, in every file', async () => {
    for (const [path, content] of Object.entries(findDistro(distro)?.releaseFiles ?? {})) {
      expect((await run('cat', path)).out).toBe(content);
    }
  });

  test('AXIGEN was installed by the package manager', async () => {
    const query = distro === 'debian-3.1' ? ['dpkg', '-s', 'axigen'] : ['rpm', '-q', 'axigen'];
    const { code, out } = await run(...query);
    expect(code).toBe(0);
    expect(out).toMatch(/1\.2\./);
  });

  test('AXIGEN listens on ports 25 and 110, and ps and netstat see it', async () => {
    const { out } = await run('netstat', '-ltnp');
    const pid = /:25 .* LISTEN +(\d+)\//.exec(out)?.[1];
    expect(pid).toBeDefined();
    expect(out).toMatch(/:110 .* LISTEN /);
    expect((await run('ps', '-p', pid ?? '', '-o', 'user=')).out.trim()).toBe(
      isolation.mapping === 'single' ? 'root' : 'axigen',
    );
    if (isolation.kind === 'namespaces') expect(await bannerOf(lab, 25)).toMatch(/^220 /);
  });

  test("axigen's files are axigen's", async () => {
    const { out } = await run('stat', '-c', '%U %a', '/var/opt/axigen/run/axigen.cfg');
    expect(out).toBe(isolation.mapping === 'single' ? 'root 640\n' : 'axigen 640\n');
  });

  test('ps shows the processes of the lab, and no other', async () => {
    const { out } = await run('ps', '-e', '-o', 'args=');
    expect(out).not.toContain('vitest');
    const lines = out.trim().split('\n');
    if (isolation.kind === 'namespaces') expect(lines[0]).toBe('/bin/bash /sbin/init');
    expect(lines.length).toBeLessThan(8);
  });

  test('the devices and df work', async () => {
    const script = 'echo x >/dev/null && head -c 4 /dev/zero | od -An -tx1 && head -c 8 /dev/urandom | wc -c';
    expect((await run('sh', '-c', script)).out).toBe(' 00 00 00 00\n8\n');
    expect((await run('df', '-P', '/')).out).toMatch(/ \/\n$/);
  });

  test("the medium and the answers lie ready, without the mailbox's password", async () => {
    const { out } = await run('cat', '/root/answers.ini');
    const path = (key: string) => new RegExp(`^${key} = (.*)$`, 'm').exec(out)?.[1] ?? '';
    expect(out).not.toContain('lab-password');
    expect(path('recipient')).toBe('alice@example.test');
    expect(path('package')).toMatch(
      distro === 'debian-3.1' ? /_2\.51-1_all\.deb$/ : /-2\.51-1\.noarch\.rpm$/,
    );
    for (const key of ['license', 'package']) expect(statSync(lab.root + path(key)).size).toBeGreaterThan(0);
  });

  test('gateway-setup starts in it', async () => {
    expect((await run('gateway-setup', '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('orphans do not stay as zombies', async () => {
    await run('sh', '-c', '(sh -c "sh -c : & exec sleep 0.05" &) ; sleep 0.2');
    expect((await run('ps', '-e', '-o', 'stat=')).out).not.toMatch(/Z/);
  });
});
