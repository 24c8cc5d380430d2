import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.js';
import { dependencyClosure } from '../../../src/lab/root/dependency-closure.js';
import { packageRoot } from '../../../src/package-root.js';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'closure-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Packages on disk: folder -> names that it depends on. */
function install(packages: Readonly<Record<string, readonly string[]>>): void {
  for (const [path, needs] of Object.entries(packages)) {
    const manifest = { dependencies: Object.fromEntries(needs.map((name) => [name, '*'])) };
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, 'package.json'), JSON.stringify(manifest));
  }
}

function placed(root: string): Record<string, string> {
  return Object.fromEntries(
    dependencyClosure(join(folder, root)).map(({ from, to }) => [to, from.slice(folder.length + 1)]),
  );
}

describe('what the product needs to run', () => {
  test('a clone: its own node_modules, nothing that is not needed', () => {
    install({
      product: ['a', '@s/b'],
      'product/node_modules/a': ['c'],
      'product/node_modules/@s/b': [],
      'product/node_modules/c': [],
      'product/node_modules/dev-only': [],
    });
    expect(placed('product')).toEqual({
      'node_modules/a': 'product/node_modules/a',
      'node_modules/@s/b': 'product/node_modules/@s/b',
      'node_modules/c': 'product/node_modules/c',
    });
  });

  test('installed by npx: hoisted beside the product', () => {
    install({ 'x/node_modules/product': ['a'], 'x/node_modules/a': ['product'], 'x/node_modules/other': [] });
    expect(Object.keys(placed('x/node_modules/product'))).toEqual(['node_modules/a', 'node_modules/product']);
  });

  test('two versions of one package, and a nested need that must not be hidden', () => {
    install({
      product: ['a', 'c'],
      'product/node_modules/a': ['b', 'c'],
      'product/node_modules/a/node_modules/c': [],
      'product/node_modules/b': ['c'],
      'product/node_modules/c': [],
    });
    expect(placed('product')).toEqual({
      'node_modules/a': 'product/node_modules/a',
      'node_modules/c': 'product/node_modules/c',
      'node_modules/b': 'product/node_modules/b',
      'node_modules/a/node_modules/c': 'product/node_modules/a/node_modules/c',
    });
  });

  test('links, as some package managers lay them', () => {
    install({ product: ['a'], 'store/a/node_modules/a': ['b'], 'store/a/node_modules/b': [] });
    mkdirSync(join(folder, 'product/node_modules'));
    symlinkSync(join(folder, 'store/a/node_modules/a'), join(folder, 'product/node_modules/a'));
    expect(placed('product')).toEqual({
      'node_modules/a': 'store/a/node_modules/a',
      'node_modules/b': 'store/a/node_modules/b',
    });
  });

  test('a circle ends', () => {
    install({ product: ['a'], 'product/node_modules/a': ['b'], 'product/node_modules/b': ['a'] });
    expect(Object.keys(placed('product'))).toEqual(['node_modules/a', 'node_modules/b']);
  });

  test('what is not installed is said', () => {
    install({ product: ['a'] });
    expect(() => dependencyClosure(join(folder, 'product'))).toThrow(UserError);
  });

  test('this product: no developer tools', () => {
    const names = dependencyClosure(packageRoot()).map(({ to }) => to);
    expect(names).toEqual(expect.arrayContaining(['node_modules/commander', 'node_modules/listr2']));
    expect(names).not.toContain('node_modules/typescript');
    expect(dirname(names[0] ?? '')).toContain('node_modules');
  });
});
