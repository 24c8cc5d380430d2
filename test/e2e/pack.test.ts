import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';
import { expectCleanOutput, oneLine } from './support/output.js';
import { run } from './support/run.js';
import { cleanEnvironment } from './support/server-lab.js';

// What is published, installed by npm as a user does, far from this checkout.

const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-pack-'));
const installed = join(folder, 'installed');
const empty = join(folder, 'empty');
let env: Record<string, string | undefined> = {};
let tarball = '';

beforeAll(async () => {
  const known = await run(['npm', 'config', 'get', 'cache'], { cwd: packageRoot() });
  // What `npm ci` has fetched is used again; what npx keeps of its own goes with this folder.
  const cache = join(folder, 'cache');
  for (const path of [installed, empty, cache]) mkdirSync(path);
  symlinkSync(join(known.out.trim(), '_cacache'), join(cache, '_cacache'));
  env = {
    ...cleanEnvironment(),
    GATEWAY_SETUP_LABS: join(folder, 'labs'),
    npm_config_cache: cache,
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    // Ours would build anew under the tests that run beside this one; those of ssh2 compile what it does without, as `npm ci` has.
    npm_config_ignore_scripts: 'true',
  };
  const packed = await run(['npm', 'pack', '--pack-destination', folder], {
    cwd: packageRoot(),
    env,
  });
  expect(packed.code, packed.all).toBe(0);
  tarball = join(folder, packed.out.trim().split('\n').at(-1) ?? '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm install of the tarball into an empty folder', () => {
  beforeAll(async () => {
    const install = await run(['npm', 'install', tarball], { cwd: installed, env });
    expect(install.code, install.all).toBe(0);
  });

  const gatewaySetup = (...words: readonly string[]) =>
    run(['npx', '--no-install', 'gateway-setup', ...words], { cwd: installed, env });

  test('brings what is needed to run, and no development tools', () => {
    const modules = readdirSync(join(installed, 'node_modules'));
    expect(modules).toEqual(expect.arrayContaining(['gateway-setup', 'listr2', 'execa', 'ini', 'ora']));
    for (const tool of ['typescript', 'vitest', '@biomejs', 'tsx']) expect(modules).not.toContain(tool);
  });

  test('shows its help', async () => {
    const help = await gatewaySetup('--help');
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Usage: gateway-setup') });
  });

  test('does the whole setup in a lab of its own', async () => {
    try {
      const result = await gatewaySetup('lab', '--name', 'e2e-pack', '--yes');
      expect(result.code, result.all).toBe(0);
      expectCleanOutput(result);
      expect(oneLine(result.out)).toContain('X-Virus-Scanner: This message was checked by NOD32');
    } finally {
      const down = await gatewaySetup('lab', 'down', '--name', 'e2e-pack');
      expect(down.code, down.all).toBe(0);
    }
  });
});

describe('npx with the tarball itself, in a folder with nothing else', () => {
  const gatewaySetup = (...words: readonly string[]) =>
    run(['npx', '--yes', `./${basename(tarball)}`, ...words], { cwd: empty, env });

  beforeAll(() => copyFileSync(tarball, join(empty, basename(tarball))));

  test('shows its help, and leaves nothing there', async () => {
    const help = await gatewaySetup('--help');
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining('Usage: gateway-setup') });
    expect(readdirSync(empty)).toEqual([basename(tarball)]);
  });
});
