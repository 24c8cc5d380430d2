import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../src/cli/version.js';
import { packageRoot } from '../../src/package-root.js';
import { readRepositoryFile, repositoryFiles } from './repository.js';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-packed-'));
const product = join(folder, 'package');
const env = { ...process.env, GATEWAY_SETUP_LABS: join(folder, 'labs') };
let files: readonly string[] = [];

/** What npm would publish, unpacked where none of our sources and development tools can be reached. */
beforeAll(() => {
  // Without the scripts, which would build anew under the tests that run beside this one.
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const output = execFileSync('npm', argv, { cwd: packageRoot(), encoding: 'utf8', stdio: 'pipe' });
  const [packed] = JSON.parse(output) as readonly Packed[];
  files = packed?.files.map(({ path }) => path) ?? [];
  execFileSync('tar', ['-xzf', join(folder, packed?.filename ?? ''), '-C', folder]);
  const { dependencies } = JSON.parse(readRepositoryFile('package.json')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(packageRoot(), 'node_modules', name), link);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function gatewaySetup(...args: string[]): string {
  const bin = join(product, 'bin', 'gateway-setup.js');
  return execFileSync(process.execPath, [bin, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

describe('the package', () => {
  test('holds what runs, and nothing else', () => {
    const unexpected = files.filter(
      (path) =>
        !/^(bin\/[\w-]+\.js|dist\/(src|steps)\/[\w/-]+\.js|templates\/.+|LICENSE|README\.md|package\.json)$/.test(
          path,
        ),
    );
    expect(unexpected).toEqual([]);
    expect(files.filter((path) => /\.test\.|(^|\/)(test|bench)\//.test(path))).toEqual([]);
  });

  test('holds all of it', () => {
    const wanted = repositoryFiles().flatMap((path) => {
      if (/^(src|steps)\/.+\.ts$/.test(path)) return [`dist/${path.replace(/\.ts$/, '.js')}`];
      return /^(bin|templates)\//.test(path) || path === 'LICENSE' || path === 'README.md' ? [path] : [];
    });
    expect(wanted.length).toBeGreaterThan(300);
    expect(wanted.filter((path) => !files.includes(path))).toEqual([]);
  });

  test('runs from an empty folder', () => {
    expect(gatewaySetup('--version')).toBe(`${version()}\n`);
    expect(gatewaySetup('--help')).toContain('Usage: gateway-setup');
    expect(gatewaySetup('rollback', '--help')).toContain('--to <step>');
  });

  test('does the whole job in a lab of its own, and takes it away again', () => {
    const lab = ['--name', 'packed'];
    try {
      expect(gatewaySetup('lab', ...lab, '--yes')).toMatch(
        /ok +TEST-MAIL-HEADER\s+X-Virus-Scanner: This message was checked by\s+NOD32/,
      );
    } finally {
      gatewaySetup('lab', 'down', ...lab);
    }
    expect(readdirSync(join(folder, 'labs'))).toEqual([]);
  });
});
