import { closeSync, mkdirSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { localHost } from '../../../src/host/local/local-host.js';
import { sh } from '../../../src/host/shell.js';
import { temporaryFolder } from '../temporary-folder.js';

/* What every host does is held against this one too in test/host/host-contract.integration.test.ts. */

const { run } = localHost();
const inFolder = temporaryFolder();

test('the folder that we were started in does not matter', async () => {
  mkdirSync(inFolder('gone'));
  const { execa } = await import('execa');
  const child = await execa(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    inGoneFolder(),
  ]);
  expect(child.stdout).toBe('0');
});

function inGoneFolder(): string {
  const host = new URL('../../../src/host/local/local-host.ts', import.meta.url).href;
  const shell = new URL('../../../src/host/shell.ts', import.meta.url).href;
  return `
import { rmdirSync } from 'node:fs';
import { localHost } from '${host}';
import { sh } from '${shell}';
process.chdir(${JSON.stringify(inFolder('gone'))});
rmdirSync(${JSON.stringify(inFolder('gone'))});
const { code } = await localHost().run(sh\`true\`);
process.stdout.write(String(code));`;
}

test('no file that we have open is handed on', async () => {
  const ours = openSync(inFolder('ours'), 'w');
  const { stdout } = await run(sh`ls -l /proc/self/fd`);
  closeSync(ours);
  expect(stdout.toString()).toContain('1 -> ');
  expect(stdout.toString()).not.toContain(inFolder('ours'));
});
