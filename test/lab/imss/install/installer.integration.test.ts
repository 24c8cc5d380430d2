import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { imssMedia } from '../../../../src/lab/imss/install/media.js';
import { createLab } from '../../../../src/lab/lab.js';
import { packageRoot } from '../../../../src/package-root.js';
import { keys, Person } from '../../../e2e/support/terminal.js';
import { makeQuickFolder } from '../../../support/quick-folder.js';
import { consent, Installation } from './installation.js';

let folder = '';
let env: Readonly<Record<string, string>>;
let imss: Installation;
let before: readonly string[];

/** Paths that were not there before. */
async function written(): Promise<readonly string[]> {
  return (await imss.paths()).filter((path) => !before.includes(path));
}

beforeAll(async () => {
  folder = makeQuickFolder('labs-');
  env = { GATEWAY_SETUP_LABS: join(folder, 'labs'), HOME: folder };
  imss = new Installation(await createLab({ scanner: 'imss' }, { env }));
  before = await imss.paths();
});

afterAll(async () => {
  await imss.lab.down();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => imss.set({ 'start-service': 'no' }));

afterEach(async () => {
  await imss.remove();
  expect(await imss.paths()).toEqual(before);
});

describe('the installer, when all goes well', () => {
  test('writes the folder, the service script with its links, and a line of an existing file; nothing else', async () => {
    const { code, text } = await imss.install(consent.usual);
    expect(code, text).toBe(0);
    expect(text).toMatch(/not a licence agreement of Trend Micro[\s\S]*Installing to \/opt\/trend\/imss:/);
    const outside = (await written()).filter((path) => !path.startsWith('/opt/trend/imss'));
    expect(outside).toEqual([
      '/etc/init.d/S99ISIMSS',
      '/etc/rc.d/rc3.d/S99ISIMSS',
      '/etc/rc.d/rc5.d/S99ISIMSS',
      '/opt/trend',
    ]);
    const parts = await imss.run('ls /opt/trend/imss');
    expect(parts.text.split('\n')).toEqual(['UI', 'bin', 'config', 'lib', 'log', 'queue', 'share', '']);
    expect((await imss.run('cat /etc/services')).text).toMatch(
      /^imap2.*\nimss-console\t8445\/tcp\t# console of the IMSS stand-in\n$/m,
    );
    expect((await imss.run('cat /etc/rc.d/rc3.d/S99ISIMSS')).text).toContain('\nIMSS_HOME=/opt/trend/imss\n');
  });

  test('keeps every byte of imss.ini but the folder', async () => {
    await imss.install(consent.into('/srv/imss-5'));
    const { code, text } = await imss.run(
      `sed 's|@IMSS_HOME@|/srv/imss-5|' ${imssMedia}/files/config/imss.ini | cmp - /srv/imss-5/config/imss.ini`,
    );
    expect(code, text).toBe(0);
    expect((await imss.run('grep -h /srv/imss-5 /etc/init.d/S99ISIMSS')).text).toBe(
      'IMSS_HOME=/srv/imss-5\n',
    );
    await imss.run('rm -r /srv/imss-5 /etc/init.d/S99ISIMSS; rmdir /srv');
  });

  test('unattended it has its answers with it', async () => {
    const { code, text } = await imss.run(`/bin/sh ${imssMedia}/answered.sh`);
    expect(code, text).toBe(0);
    expect((await imss.run('ls /opt/trend/imss/config')).text).toBe('imss.ini\n');
  });

  test('what is there already it leaves alone', async () => {
    await imss.install(consent.usual);
    expect(await imss.install(consent.usual)).toMatchObject({
      code: 1,
      text: expect.stringContaining('it is installed in /opt/trend/imss already'),
    });
  });
});

describe('answers that it does not take', () => {
  const good = consent.usual[1];

  test.each([
    ['no agreement', ['no'], 'without the agreement nothing is installed'],
    ['no clear agreement', ['Yes'], 'without the agreement nothing is installed'],
    ['three codes of another form', ['yes', 'LABS', `${good}-0`, good.toLowerCase()], 'no activation code'],
    ['no consent at the end', ['yes', good, '', 'no'], 'stopped as you wished'],
    ['no answer at all', [], 'an answer is needed'],
    ['the end of its input in the middle', ['yes', good], 'an answer is needed'],
  ])('%s: status 1, and nothing is written', async (_case, answers, words) => {
    const { code, text } = await imss.install(answers);
    expect([code, text]).toEqual([1, expect.stringContaining(words)]);
    expect(await written()).toEqual([]);
  });

  test('a bad code and bad folders are asked for again', async () => {
    const { code, text } = await imss.install([
      ...['yes', 'x', good],
      ...['opt/imss', '/opt/my imss', '/opt/../etc', '/opt//trend/imss/', 'yes'],
    ]);
    expect(code, text).toBe(0);
    expect(text.match(/Activation code/g)).toHaveLength(2);
    expect(text.match(/Folder to install to/g)).toHaveLength(4);
    expect(text).toContain('Installing to /opt/trend/imss:');
  });
});

describe('an installation that does not come to its end', () => {
  test('it fails in the middle: status 1, the first half stays; mended, it goes through', async () => {
    await imss.set({ 'start-service': 'no', 'fail-at': 'UI' });
    const { code, text } = await imss.install(consent.usual);
    expect([code, text]).toEqual([
      1,
      expect.stringContaining('cannot write UI. What was written so far stays'),
    ]);
    expect((await imss.run('ls /opt/trend/imss')).text).toBe('bin\nconfig\nlib\n');
    await imss.set({ 'start-service': 'no' });
    expect((await imss.install(consent.usual)).code).toBe(0);
  });

  test('Ctrl-C at the terminal: the first half stays, and nothing runs on', async () => {
    await imss.set({ 'start-service': 'no', 'hang-at': 'config' });
    const program = join(packageRoot(), 'bin', 'gateway-setup.js');
    const words = ['lab', 'exec', '--', '/bin/sh', `${imssMedia}/answered.sh`];
    const person = new Person([process.execPath, program, ...words], { ...env, PATH: process.env.PATH });
    try {
      await person.answers('Do you agree?', 'yes');
      await person.answers('Activation code', consent.usual[1]);
      await person.answers('Folder to install to', '');
      await person.answers('Install to /opt/trend/imss now?', 'yes');
      await person.sees('hangs here');
      person.press(keys.ctrlC);
      expect(await person.ends()).toBe(130);
    } finally {
      await person.leaves();
    }
    expect((await imss.run('ls /opt/trend/imss')).text).toBe('bin\nlib\n');
    expect((await imss.run('ps -e -o args= | grep "[i]mss"')).text).toBe('');
  });
});
