import { describe, expect, test } from 'vitest';
import { readRepositoryFile } from './repository.js';

interface Manifest {
  readonly type: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly os: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly engines?: { readonly node?: string };
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

const manifest = JSON.parse(readRepositoryFile('package.json')) as Manifest;
const lockText = readRepositoryFile('package-lock.json');
const { packages } = JSON.parse(lockText) as Lock;

describe('package.json', () => {
  test('says what the package is', () => {
    const { type, license, engines, os, bin } = manifest;
    expect({ type, license, engines, os, bin }).toEqual({
      type: 'module',
      license: 'MIT',
      engines: { node: '>=20.17.0' },
      // A server is set up from a laptop, too. What only Linux can do says so itself.
      os: ['linux', 'darwin'],
      bin: { 'gateway-setup': 'bin/gateway-setup.js' },
    });
  });

  test('builds on install from a clone, and packs nothing that is left of an earlier build', () => {
    expect(manifest.scripts.prepare).toBe('npm run build');
    expect(manifest.scripts.prepack).toBe('npm run clean');
  });

  test('names exact versions', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('package-lock.json', () => {
  test('names no host to download from: that is for whoever installs to choose', () => {
    expect(lockText).not.toContain('"resolved"');
    expect(lockText).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  // npm leaves out those that the registry of the moment does not have, and `npm ci` then refuses the lock.
  test('has the packages of every platform', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('has nothing to run that needs a later Node than ours', () => {
    const later = Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .filter(([, { engines }]) => !allowsNode20(engines?.node ?? '*'))
      .map(([path]) => path);
    expect(later).toEqual([]);
  });
});

/** Whether 20.17.0 is in the range; knows the forms that packages use: alternatives of ^, >= and >. */
function allowsNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const match = /^\s*(\^|>=|>|)\s*v?(\d+|\*)(?:\.(\d+))?/.exec(part);
    if (match === null) return false;
    const [, sign = '', major = '*', minor = '0'] = match;
    if (major === '*') return true;
    const enough = Number(major) < 20 || (Number(major) === 20 && Number(minor) <= 17);
    return sign === '^' || sign === '' ? Number(major) === 20 && enough : enough;
  });
}
