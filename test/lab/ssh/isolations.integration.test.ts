import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findHostCommand } from '../../../src/lab/isolation/host-command.js';
import type { Lab } from '../../../src/lab/lab.js';
import { labOperatorPassword, labRootPassword } from '../../../src/lab/paths.js';
import { clientFiles } from '../../../src/lab/ssh/client.js';
import { sshConfigOf } from '../../../src/lab/ssh/ssh-config.js';
import { run } from '../../e2e/support/run.js';
import { makeQuickFolder } from '../../support/quick-folder.js';
import { available, buildWith, hasNamespaces } from '../lab-in-test.js';

const withUsers = available.filter(({ mapping }) => mapping !== 'single');

describe.each(withUsers)('over SSH into a lab in $kind, users mapped: $mapping', (isolation) => {
  let folder = '';
  let lab: Lab;
  let config = '';

  /** A program of OpenSSH with the lab's configuration; the lab in a chroot has its ports where it was built. */
  const over = (program: string, words: readonly string[], input = '') => {
    const apart =
      isolation.kind === 'chroot' && hasNamespaces
        ? ['nsenter', `--target=${lab.record.running.holder.pid}`, '--net', '--']
        : [];
    return run([...apart, program, '-F', config, '-o', 'BatchMode=yes', ...words], { input });
  };
  const said = async (command: string, input = '') => (await over('ssh', ['lab-kind', command], input)).out;
  const asOperator = (command: string, input: string) =>
    over('ssh', ['operator@lab-kind', command], `${input}\n`);

  beforeAll(async () => {
    folder = makeQuickFolder('labs-');
    lab = await buildWith(join(folder, 'labs'), isolation, 'fedora-core-5', 'kind');
    config = join(folder, 'conf');
    writeFileSync(config, sshConfigOf(lab));
  });

  afterAll(async () => {
    await lab.down();
    rmSync(folder, { recursive: true, force: true });
  });

  test('root gets in with the key, into the lab', async () => {
    const { code, out } = await over('ssh', ['lab-kind', 'id -un; cat /etc/fedora-release; exit 7']);
    expect([code, out]).toEqual([7, 'root\nFedora Core release 5 (Bordeaux)\n']);
  });

  test('bytes go in and out as they are', async () => {
    const bytes = Array.from({ length: 4000 }, (_, index) => `line ${index} \\ $x "q"\n`).join('');
    expect(await said('cat', bytes)).toBe(bytes);
  });

  test('scp, by SFTP and as it used to be, and sftp carry files', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'contents\n');
    expect((await over('scp', [file, 'lab-kind:/tmp/by-sftp'])).code).toBe(0);
    expect((await over('scp', ['-O', file, 'lab-kind:/tmp/as-it-was'])).code).toBe(0);
    expect(await said('cat /tmp/by-sftp /tmp/as-it-was')).toBe('contents\ncontents\n');
    const got = await over('sftp', ['-b', '-', 'lab-kind'], `get /tmp/by-sftp ${file}.back\n`);
    expect(got.code, got.all).toBe(0);
    expect(readFileSync(`${file}.back`, 'utf8')).toBe('contents\n');
  });

  test("a forwarded connection ends at the lab's own loopback", async () => {
    const { out } = await over('ssh', ['-W', '127.0.0.1:25', 'lab-kind'], 'QUIT\r\n');
    expect(out).toMatch(/^220 mail\.example\.test .*\r\n221/);
  });

  test('a terminal is had where the lab has its own devices', async () => {
    const { all } = await over('ssh', ['-tt', 'lab-kind', 'tty']);
    expect(all).toMatch(isolation.kind === 'chroot' ? /PTY allocation request failed/ : /\/dev\/pts\/\d/);
  });

  test('operator is nobody special, and owns a home folder', async () => {
    const { out } = await asOperator('id -u; stat -c "%U %a" . .ssh; cat /etc/shadow || echo no', '');
    expect(out).toBe('500\noperator 755\noperator 700\nno\n');
  });

  test.each([
    ['sudo', 'sudo -S -p "" id -u', labOperatorPassword, labRootPassword],
    ['su', 'su -c "id -u"', labRootPassword, labOperatorPassword],
  ])('%s makes operator root, with its password and no other', async (name, command, right, wrong) => {
    const isThere = findHostCommand(name) !== undefined;
    expect((await asOperator(command, right)).out).toBe(isThere ? '0\n' : '');
    const refused = await asOperator(`sudo -k; ${command}`, wrong);
    expect([refused.out, refused.code === 0]).toEqual(['', false]);
  });

  test('when ssh hangs up on the way in, that stays until sshd has ended, and collects it', async () => {
    const way = spawn('/bin/sh', [clientFiles(lab.paths).connect], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(way, 'close');
    const [greeting] = (await once(way.stdout, 'data')) as [Buffer];
    expect(greeting.toString('latin1')).toMatch(/^SSH-2\.0-/);
    way.kill('SIGHUP');
    way.stdin.end();
    way.stdout.resume();
    // An exit status of its own, and no signal.
    expect(await ended).toEqual([expect.any(Number), null]);
    expect((await lab.exec(['ps', '-e', '-o', 'args='])).stdout.toString()).not.toMatch(/sshd/);
  });

  test('the key is for its owner alone, and so is the whole lab', async () => {
    const { identity } = clientFiles(lab.paths);
    const { out } = await run(['stat', '-c', '%a', identity, lab.paths.home]);
    expect(out).toBe('600\n700\n');
  });
});

const alone = available.filter(({ mapping }) => mapping === 'single');

test.each(alone)('where root is the only user nobody can get in, and it says why', async (isolation) => {
  const folder = makeQuickFolder('labs-');
  const lab = await buildWith(join(folder, 'labs'), isolation, 'debian-3.1', 'alone');
  try {
    expect(() => sshConfigOf(lab)).toThrow(
      expect.objectContaining({
        message: 'the lab "alone" cannot be reached over SSH',
        why: expect.stringContaining('has only one'),
        next: expect.stringMatching(/--add-subuids .* build it anew: gateway-setup lab reset --name alone$/),
        exitCode: 3,
      }),
    );
  } finally {
    await lab.down();
    rmSync(folder, { recursive: true, force: true });
  }
});
