import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sh } from '../../../../src/host/shell.js';
import { bootstrap, forBootstrap } from '../../../../src/host/ssh/shell/bootstrap.js';
import { temporaryFolder } from '../../temporary-folder.js';

const folder = temporaryFolder();
const mark = 'gs-0123456789abcdef.1';

function run(input: Buffer | string, path = process.env.PATH) {
  return spawnSync('/bin/sh', ['-c', bootstrap(mark, false).text], { input, env: { PATH: path } });
}

test('a whole script is run, one that was cut off is not', () => {
  const whole = forBootstrap(mark, sh`echo it runs; exit 7`);
  expect(run(whole)).toMatchObject({ status: 7 });
  expect(run(whole).stdout.toString()).toContain('it runs');
  expect(run(whole.subarray(0, -2))).toMatchObject({ status: 255 });
});

test.each(['hunter2', 'a b', '-n', '* ]', ''])(
  'what is no length, such as a password, gets into no process: %j',
  (input) => {
    const called = folder('called');
    for (const name of ['head', 'dd']) {
      writeFileSync(folder(name), `#!/bin/sh\n: > ${called}\n`);
      chmodSync(folder(name), 0o755);
    }
    const { status, stderr } = run(`${input}\n`, `${folder('.')}:${process.env.PATH}`);
    expect(status).toBe(255);
    expect(stderr.toString()).toBe(`${mark}-\n`);
    expect(existsSync(called)).toBe(false);
  },
);
