import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkAnswer } from '../../../src/engine/setup/check-answer.js';
import type { Host } from '../../../src/host/host.js';
import { localHost } from '../../../src/host/local/local-host.js';
import type { AnswerKey } from '../../../src/questions/question.js';
import { temporaryFolder } from '../../host/temporary-folder.js';

const below = temporaryFolder();
const script = () => below('init.d/S99ISIMSS');

/** This machine, with the start scripts and the usual place of IMSS in a folder of the test. */
function host(): Host {
  const local = localHost();
  const moved = (text: string) =>
    text.replaceAll('/etc/init.d/S99ISIMSS', script()).replaceAll('/opt/trend/imss', below('opt'));
  return {
    ...local,
    run: (fragment, options) => local.run({ ...fragment, text: moved(fragment.text) }, options),
  };
}

const check = (key: AnswerKey, text: string, all: readonly (readonly [AnswerKey, string])[] = []) =>
  checkAnswer(host(), key, text, new Map(all), new AbortController().signal);

function lay(path: string, text = '', mode = 0o644): string {
  mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const install = (root: string) => {
  lay(`${root}/config/imss.ini`, '[smtp]\n');
  lay(script(), `#!/bin/sh\nIMSS_HOME=${root}\n`, 0o755);
};

beforeEach(() => {
  for (const name of ['init.d', 'opt', 'elsewhere', 'media'])
    rmSync(below(name), { recursive: true, force: true });
});

describe('the command of the installer', () => {
  test('a program that is there', async () => {
    const path = lay(below('media/install.sh'), '#!/bin/sh\n', 0o755);
    expect(await check('installer', path)).toBeUndefined();
    expect(await check('installer', `${path} -x`)).toBeUndefined();
  });

  test('a path at which there is nothing', async () => {
    const path = below('media/install.sh');
    expect(await check('installer', `${path} -x`)).toBe(`There is no file ${path} on the server.`);
  });

  test('a file that is no program: how it could be started', async () => {
    const path = lay(below('media/install.sh'));
    expect(await check('installer', path)).toMatch(/may not be run as a program.*give: sh \//);
    expect(await check('installer', `sh ${path}`)).toBeUndefined();
  });

  test('a folder', async () => {
    mkdirSync(below('media'), { recursive: true });
    expect(await check('installer', below('media'))).toMatch(/is no regular file/);
  });

  test.each(['cd /nowhere && ./install.sh', '"/no where/install.sh"', 'LANG=C ./install.sh'])(
    'what only the shell can tell is not judged: %s',
    async (command) => expect(await check('installer', command)).toBeUndefined(),
  );
});

describe('an installer that is named without its folder', () => {
  test('the shell finds it', async () => {
    expect(await check('installer', 'sh /root/install.sh')).toBeUndefined();
  });

  test('the shell does not find it', async () => {
    const problem = await check('installer', 'install-imss-of-nobody.sh -x');
    expect(problem).toMatch(
      /^There is no command install-imss-of-nobody\.sh on the server\. Give its whole path/,
    );
  });

  test.each(['./install.sh', 'imss-5.7/install.sh -x', ' ../install.sh'])(
    'below a folder that is not known: %s',
    async (command) =>
      expect(await check('installer', command)).toMatch(/started in the folder \/.*cd FOLDER && \.\/PROGRAM/),
  );
});

describe('already installed', () => {
  test('it is', async () => {
    install(below('opt'));
    expect(await check('installer', 'already-installed')).toBeUndefined();
  });

  test.each<[string, () => void, RegExp]>([
    ['nothing of it is there', () => undefined, /no imss\.ini and no \/etc\/init\.d\/S99ISIMSS was found/],
    ['its files alone', () => void lay(below('opt/config/imss.ini')), /no \/etc\/init\.d\/S99ISIMSS was/],
    ['its start script alone', () => void lay(script(), '', 0o755), /no imss\.ini was found/],
  ])('it is not: %s', async (_name, prepare, found) => {
    prepare();
    const problem = await check('installer', 'already-installed');
    expect(problem).toMatch(found);
    expect(problem).toMatch(/Install it first and run gateway-setup again, or give the command/);
  });
});

describe('its folder', () => {
  test('the one that is named', async () => {
    install(below('elsewhere'));
    expect(await check('imss-root', below('elsewhere'))).toBeUndefined();
    const all = [['imss-root', below('elsewhere')]] as const;
    expect(await check('installer', 'already-installed', all)).toBeUndefined();
  });

  test('IMSS is in another one', async () => {
    install(below('elsewhere'));
    const problem = await check('imss-root', below('opt'));
    expect(problem).toContain(`IMSS is not installed in ${below('opt')}: `);
    expect(problem).toContain(below('elsewhere'));
  });

  test('IMSS is nowhere', async () => {
    lay(script(), '', 0o755);
    expect(await check('imss-root', below('opt'))).toMatch(
      /there is no config\/imss\.ini in it, nor anywhere/,
    );
  });
});
