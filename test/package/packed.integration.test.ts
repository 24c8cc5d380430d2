import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
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
    const known = [
      /^bin\/[\w-]+\.js$/,
      /^dist\/src\/(cli|lab)\/[\w/-]+\.js$/,
      /^dist\/src\/lab\/builder\.sha1$/,
      /^dist\/licenses\.txt$/,
      /^docs\/faults\.md$/,
      /^templates\/.+/,
      /^(LICENSE|README\.md|package\.json)$/,
    ];
    expect(files.filter((path) => !known.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(files.filter((path) => /\.test\.|(^|\/)(test|bench|build)\//.test(path))).toEqual([]);
  });

  test('holds all of it', () => {
    const copied = repositoryFiles().filter(
      (path) => /^(bin|templates)\//.test(path) || path === 'LICENSE' || path === 'README.md',
    );
    const sources = repositoryFiles().filter((path) => /^(bin|src|templates)\//.test(path));
    const started = sources.flatMap(
      (path) => readRepositoryFile(path).match(/dist\/src\/[\w/-]+\.js/g) ?? [],
    );
    expect(started).toContain('dist/src/cli/main.js');
    expect(started).toContain('dist/src/lab/nod32/nod32smtp.js');
    expect(started.length).toBeGreaterThan(5);
    expect([...copied, ...started].filter((path) => !files.includes(path))).toEqual([]);
  });

  test('has the sources in few files, whose stack traces still tell which', () => {
    const parts = files.filter((path) => /^dist\/.+\.js$/.test(path));
    const held = parts.flatMap((path) =>
      [...readFileSync(join(product, path), 'utf8').matchAll(/^\/\/ ((?:src|steps)\/.+\.ts)$/gm)].map(
        ([, source = '']) => source,
      ),
    );
    expect(new Set(held).size).toBeGreaterThan(500);
    expect(parts.length).toBeLessThan(200);
  });

  test('holds the licence of each package that it has within itself', () => {
    const licenses = readFileSync(join(product, 'dist', 'licenses.txt'), 'utf8');
    for (const name of [
      'execa',
      'commander',
      'diff',
      'ini',
      'postal-mime',
      '@inquirer/prompts',
      'cross-spawn',
    ])
      expect(licenses).toMatch(
        new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\n\n.*\\b(MIT|ISC|BSD|Copyright|license)`, 'mis'),
      );
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
