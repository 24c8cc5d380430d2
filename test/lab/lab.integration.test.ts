import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runLab } from '../../src/cli/lab.js';
import { identifyProcess, isAlive } from '../../src/lab/isolation/process-identity.js';
import { createLab, downLab, inspectLab, type Lab, openLab, resetLab } from '../../src/lab/lab.js';
import { inLab } from '../../src/lab/paths.js';
import { packageRoot } from '../../src/package-root.js';
import { makeQuickFolder } from '../support/quick-folder.js';
import { bannerOf, hasNamespaces, processNamespaceOf, remains } from './lab-in-test.js';

let folder = '';
let context: { readonly env: Record<string, string> };

beforeEach(() => {
  folder = makeQuickFolder('labs-');
  context = { env: { GATEWAY_SETUP_LABS: join(folder, 'labs'), HOME: folder } };
});

afterEach(async () => {
  for (const name of ['default', 'two']) await downLab(name, context);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the verb in this process, with pipes. */
async function lab(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    streams[name].on('data', (chunk) => (said[name] += chunk));
  streams.stdin.end(input);
  const code = await runLab(args, { ...streams, env: context.env, cwd: '/' });
  return { code, out: said.stdout, err: said.stderr };
}

describe('labs come and go', () => {
  test('a second one of another name: beside it in namespaces, refused where ports are shared', async () => {
    const one = await createLab({}, context);
    const second = createLab({ name: 'two', distro: 'ubuntu-5.10', forceStandIns: true }, context);
    if (!hasNamespaces) return expect(second).rejects.toThrow(/port 25 .*cannot be used/);
    const two = await second;
    expect(await bannerOf(one, 25)).toMatch(/^220 /);
    expect(await bannerOf(two, 25)).toMatch(/^220 /);
    expect((await two.exec(['cat', '/etc/debian_version'])).stdout.toString()).toBe('testing/unstable\n');
    const query = await two.exec(['dpkg-query', '-W', '-f=${Package} ${Status}', 'axigen']);
    expect(query.stdout.toString()).toBe('axigen install ok installed');
    await two.exec(['touch', '/only-in-two']);
    expect(existsSync(join(two.root, 'only-in-two'))).toBe(true);
    expect(existsSync(join(one.root, 'only-in-two'))).toBe(false);
    await two.down();
    expect(await bannerOf(one, 25)).toMatch(/^220 /);
  });

  test('down ends what was started in it by whatever means, and removes it', async () => {
    const built = await createLab({}, context);
    const namespace = processNamespaceOf(built);
    await built.exec(['sh', '-c', 'setsid sleep 1000 </dev/null >/dev/null 2>&1 & trap "" TERM HUP; :']);
    const asleep = async () => (await built.exec(['ps', '-C', 'sleep', '-o', 'comm='])).stdout.toString();
    await expect.poll(asleep).toContain('sleep');
    await built.down();
    expect(remains(built, namespace)).toEqual([]);
    expect(await downLab('default', context)).toBe(false);
  });

  test('asked for again it is reused; with other options it is refused; two at once cannot build', async () => {
    const [first, second] = await Promise.allSettled([createLab({}, context), createLab({}, context)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      status: 'rejected',
      reason: { message: /being built or removed by process/ },
    });
    const holder = openLab('default', context).record.running.holder;
    expect((await createLab({}, context)).record.running.holder).toEqual(holder);
    await expect(createLab({ distro: 'suse-9.0' }, context)).rejects.toThrow(/is a different one/);
    expect(isAlive(holder)).toBe(true);
  });

  test('reset builds it anew with its options', async () => {
    await expect(resetLab('default', context)).rejects.toThrow(/there is no lab/);
    const built = await createLab({ distro: 'suse-9.0', forceStandIns: true }, context);
    await built.exec(['touch', '/etc/mine']);
    const fresh = await resetLab('default', context);
    expect(fresh.record.options.distro.id).toBe('suse-9.0');
    expect(fresh.record.standIns).toEqual(['ps', 'netstat', 'rpm']);
    expect(isAlive(built.record.running.holder)).toBe(false);
    expect((await fresh.exec(['ls', '/etc/mine'])).code).not.toBe(0);
    expect((await fresh.exec(['rpm', '-q', 'axigen'])).code).toBe(0);
  });

  describe('of another build of this product', () => {
    /** As if an earlier build had made the lab; its copy of the product lacks a file. */
    const age = ({ paths, root }: Lab, part: 'server' | 'setup') => {
      const stored = JSON.parse(readFileSync(paths.state, 'utf8'));
      stored.product[part] = 'another';
      writeFileSync(paths.state, JSON.stringify(stored));
      rmSync(join(root, inLab.product, 'bin'), { recursive: true });
      return stored;
    };

    test('the setup: it gets a fresh copy, and keeps everything else', async () => {
      const built = await createLab({}, context);
      await built.exec(['touch', '/etc/mine']);
      age(built, 'setup');
      expect((await lab(['status'])).out).toMatch(/another build than this one \(gateway-setup lab\s+copies/);
      expect((await lab(['--build-only'])).err).toContain(
        'was already up; it now holds this build of gateway-setup',
      );
      const fresh = openLab('default', context);
      expect(fresh.record.running.holder).toEqual(built.record.running.holder);
      expect((await fresh.exec(['ls', '/etc/mine'])).code).toBe(0);
      expect((await fresh.exec(['gateway-setup', '--version'])).code).toBe(0);
      expect((await fresh.exec(['ls', inLab.home])).stdout.toString()).toBe('bin\ngateway-setup\nrun\n');
      expect((await lab(['status'])).out).toContain('the same build as this one');
      expect((await createLab({}, context)).origin).toBe('found');
    });

    test('its server: it is built anew', async () => {
      const built = await createLab({}, context);
      age(built, 'server');
      expect((await lab(['status'])).out).toMatch(/its server too\s+\(gateway-setup lab\s+builds/);
      const { err } = await lab(['--build-only']);
      expect(err).toContain('the server in it is of another build of gateway-setup');
      expect(err).toContain('built anew: its server was of another build');
      expect(isAlive(built.record.running.holder)).toBe(false);
      expect((await openLab('default', context).exec(['gateway-setup', '--version'])).code).toBe(0);
    });
  });

  test('while somebody is at it, status and exec say so', async () => {
    const labs = join(folder, 'labs');
    mkdirSync(labs);
    writeFileSync(join(labs, 'default.lock'), JSON.stringify(identifyProcess(process.pid)));
    const sentence = `is being built or removed by process ${process.pid}`;
    expect(await lab(['status'])).toMatchObject({ code: 1, out: `lab "default": not up: it ${sentence}\n` });
    await expect(lab(['exec', 'true'])).rejects.toMatchObject({
      exitCode: 3,
      message: `the lab "default" ${sentence}`,
    });
    rmSync(join(labs, 'default.lock'));
  });

  test('after a restart of the machine it is stale, and is built anew or removed', async () => {
    const built = await createLab({}, context);
    const { holder } = built.record.running;
    const stored = readFileSync(built.paths.state, 'utf8');
    await built.down();
    // As it lies there after a restart: the files, and the number of a process that is somebody else's by now.
    mkdirSync(built.root, { recursive: true });
    writeFileSync(built.paths.state, stored.replace(`"pid": ${holder.pid}`, `"pid": ${process.pid}`));
    expect(inspectLab('default', context).condition).toBe('stale');
    expect(() => openLab('default', context)).toThrow(/not running any more/);
    const fresh = await createLab({}, context);
    expect(await downLab('default', context)).toBe(true);
    expect(existsSync(fresh.paths.home)).toBe(false);
  });

  test('the lock of a builder that has died is taken over', async () => {
    const labs = join(folder, 'labs');
    mkdirSync(labs);
    const dead = spawnSync('true').pid;
    writeFileSync(join(labs, 'default.lock'), JSON.stringify({ pid: dead, startTime: '1', bootId: 'x' }));
    expect(await downLab('default', context)).toBe(false);
  });
});

describe('the verb', () => {
  test('without a lab: exec cannot look, status says so, help is help', async () => {
    await expect(lab(['exec', '--', 'true'])).rejects.toMatchObject({
      exitCode: 3,
      message: /there is no lab/,
    });
    await expect(lab(['down'])).rejects.toMatchObject({ exitCode: 3 });
    expect(await lab(['status'])).toMatchObject({ code: 1, out: expect.stringContaining('not there') });
    expect(await lab(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('fedora-core-5') });
    await expect(lab(['--scanner', 'clamav'])).rejects.toMatchObject({ exitCode: 4 });
  });

  test('build, look, run, take down', async () => {
    const built = await lab(['--build-only', '--name', 'two', '--distro', 'debian-3.1']);
    expect(built.code).toBe(0);
    expect(built.err).toMatch(/installing AXIGEN\n.*is ready[\s\S]* shell --name two\n.* down --name two\n$/);
    expect((await lab(['--build-only', '--name', 'two', '--distro', 'debian-3.1'])).err).toMatch(
      /^The lab "two" is already up\.\nThe lab "two" stays up\.\n/,
    );
    const status = await lab(['status', '--name', 'two']);
    expect(status).toMatchObject({ code: 0, out: expect.stringContaining('Debian GNU/Linux 3.1') });
    expect(await lab(['exec', '--name', 'two', '--', 'sh', '-c', 'cat; exit 9'], 'a\0b')).toMatchObject({
      code: 9,
      out: 'a\0b',
    });
    expect(await lab(['shell', '--name', 'two'], 'echo "in $PWD"\nexit 4\n')).toMatchObject({
      code: 4,
      out: 'in /root\n',
    });
    expect(await lab(['--name', 'two', 'down'])).toMatchObject({ code: 0, err: 'The lab "two" is gone.\n' });
  });

  test('the password of the mailbox goes to the setup only', async () => {
    await createLab({}, context);
    context = { env: { ...context.env, GATEWAY_SETUP_MAILBOX_PASSWORD: 'wrong-on-purpose' } };
    expect((await lab(['exec', '--', 'printenv'])).out).not.toContain('wrong-on-purpose');
    expect((await lab(['shell'], 'printenv\n')).out).not.toContain('wrong-on-purpose');
  });

  test('on a terminal, Ctrl-C is for the command in the lab, and its exit code comes out', async () => {
    await createLab({}, context);
    const program = join(packageRoot(), 'bin', 'gateway-setup.js');
    const inside = 'trap "echo interrupted; exit 5" INT; echo waiting; while :; do sleep 0.05; done';
    const command = `'${process.execPath}' '${program}' lab exec -- sh -c '${inside}'`;
    // `script` gives the command a terminal; once it waits, the key is pressed.
    const press = `mkfifo in; exec 3<>in; script -qec "$0" /dev/null <in >out & until grep -q waiting out; do sleep 0.05; done; printf '\\003' >&3; wait $!`;
    const ran = spawnSync('bash', ['-c', press, command], {
      cwd: folder,
      env: { ...process.env, ...context.env },
      timeout: 20_000,
    });
    expect(readFileSync(join(folder, 'out'), 'utf8')).toContain('interrupted');
    expect(ran.status).toBe(5);
  });
});
