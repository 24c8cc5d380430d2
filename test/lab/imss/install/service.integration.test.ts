import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeQuickFolder } from '../../../support/quick-folder.js';
import { available, bannerOf, buildWith } from '../../lab-in-test.js';
import { consent, Installation } from './installation.js';

// Both ways to hold a lab differ here: with and without /proc. How its users are mapped makes no difference.
const kinds = available.filter(
  ({ kind }, index) => available.findIndex((other) => other.kind === kind) === index,
);

describe.each(kinds)('the service of IMSS in a lab kept apart by $kind', (isolation) => {
  const root = '/opt/trend/elsewhere';
  let folder = '';
  let imss: Installation;

  beforeAll(async () => {
    folder = makeQuickFolder('labs-');
    const lab = await buildWith(join(folder, 'labs'), isolation, 'rhel-3', 'imss', { scanner: 'imss' });
    imss = new Installation(lab, root);
  });

  afterAll(async () => {
    await imss.lab.down();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(() => imss.remove());

  /** Its processes, by the only thing that tells them: the folder that the program lies in. */
  async function processes(): Promise<readonly string[]> {
    const look = isolation.kind === 'chroot' ? 'ps -e -o pid= -o args=' : 'ls -l /proc/[0-9]*/exe';
    const { text } = await imss.run(`${look} | grep -v grep | grep ' ${root}/'`);
    return text.split('\n').filter((line) => line !== '');
  }

  async function listening(): Promise<readonly string[]> {
    const { text } = await imss.run('netstat -ltn');
    return [...text.matchAll(/^tcp6? +\d+ +\d+ (\S+)/gm)].map(([, address = '']) => address);
  }

  /** Half a minute is what the article allows it. */
  function opens(address: string): Promise<void> {
    return expect.poll(listening, { timeout: 30_000, interval: 50 }).toContain(address);
  }

  test('the installer starts it; once its port is open it says that no mail server is behind it', async () => {
    await imss.set({ delay: '0' });
    const { code, text } = await imss.install(consent.into(root));
    expect(code, text).toBe(0);
    await opens('127.0.0.1:10025');
    expect(await processes()).toHaveLength(1);
    expect(await bannerOf(imss.lab, 10025)).toBe('421 Internal configuration error\r\n');
    expect(await listening()).toEqual(expect.arrayContaining(['0.0.0.0:8445', '127.0.0.1:10024']));
  });

  test('start, restart and stop', async () => {
    await imss.set({ delay: '0', 'start-service': 'no' });
    await imss.install(consent.into(root));
    expect(await processes()).toEqual([]);
    expect(await imss.service('stop')).toEqual({ code: 0, text: 'IMSS is not running\n' });
    expect(await imss.service('start')).toEqual({ code: 0, text: 'Starting IMSS\n' });
    await opens('127.0.0.1:10025');
    const [first] = await processes();
    expect(await imss.service('start')).toEqual({ code: 0, text: 'IMSS is already running\n' });
    expect(await processes()).toEqual([first]);
    expect(await imss.service('restart')).toEqual({ code: 0, text: 'Stopping IMSS\nStarting IMSS\n' });
    await opens('127.0.0.1:10025');
    expect(await processes()).toHaveLength(1);
    expect(await processes()).not.toEqual([first]);
    expect(await imss.service('stop')).toEqual({ code: 0, text: 'Stopping IMSS\n' });
    expect(await processes()).toEqual([]);
    expect((await listening()).filter((address) => /:(10024|10025|10110|8445)$/.test(address))).toEqual([]);
    expect(await imss.service('reload')).toMatchObject({ code: 1, text: expect.stringContaining('Usage') });
  });

  test('a number that a crash left behind and that is another program by now does not count', async () => {
    await imss.set({ delay: '0', 'start-service': 'no' });
    await imss.install(consent.into(root));
    // Where nothing tells names, only a number that is nobody's can be told.
    const left = isolation.kind === 'chroot' ? '9999999' : '1';
    await imss.run(`echo ${left} > ${root}/log/imss-standin.pid`);
    expect(await imss.service('start')).toEqual({ code: 0, text: 'Starting IMSS\n' });
    await expect.poll(processes).toHaveLength(1);
  });

  test('told never to open its ports, it starts and runs all the same', async () => {
    await imss.set({ delay: '0', 'never-opens': 'yes' });
    expect((await imss.install(consent.into(root))).code).toBe(0);
    await opens('0.0.0.0:8445');
    expect(await listening()).not.toContain('127.0.0.1:10025');
    expect(await processes()).toHaveLength(1);
  });

  test('a program that cannot be started: status 1, and why', async () => {
    await imss.set({ 'start-service': 'no' });
    await imss.install(consent.into(root));
    await imss.run(`rm ${root}/bin/imss-standin`);
    const { code, text } = await imss.service('start');
    expect([code, text]).toEqual([1, expect.stringContaining(`not in ${root}/bin`)]);
  });
});
