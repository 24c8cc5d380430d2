import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { productFingerprint } from '../../../src/lab/root/product-files.js';

let root = '';
const put = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'product-'));
  put('package.json', JSON.stringify({ dependencies: { dep: '1' } }));
  put('node_modules/dep/package.json', '{"version":"1.0.0"}');
  put('bin/gateway-setup.js', 'bin');
  put('dist/src/cli/main.js', 'main');
  put('dist/src/lab/axigen/main.js', 'axigen');
  put('dist/src/lab/builder.sha1', 'builder');
  put('templates/lab/root/init', 'init');
  put('templates/target/undo.sh', 'undo');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('one build of the product is told from another', () => {
  test('by contents: neither by times nor by place', () => {
    const before = productFingerprint(root);
    utimesSync(join(root, 'dist/src/cli/main.js'), 1, 1);
    expect(productFingerprint(root)).toEqual(before);
    const elsewhere = mkdtempSync(join(tmpdir(), 'product-'));
    cpSync(root, elsewhere, { recursive: true });
    expect(productFingerprint(elsewhere)).toEqual(before);
    rmSync(elsewhere, { recursive: true });
  });

  test.each([
    ['package.json', JSON.stringify({ version: '2', dependencies: { dep: '1' } }), 'setup'],
    ['node_modules/dep/package.json', '{"version":"1.0.1"}', 'setup'],
    ['dist/src/cli/main.js', 'niam', 'setup'],
    ['dist/src/cli/new.js', '', 'setup'],
    ['dist/src/cli/parts/ABC.js', 'other', 'setup'],
    ['templates/target/undo.sh', 'other', 'setup'],
    ['dist/src/lab/axigen/main.js', 'other', 'server'],
    ['dist/src/lab/nod32/new.js', '', 'server'],
    ['dist/src/lab/parts/ABC.js', '', 'server'],
    ['dist/src/lab/builder.sha1', 'other', 'server'],
    ['templates/lab/root/init', 'other', 'server'],
  ] as const)('%s, changed to %j: %s', (path, content, part) => {
    const before = productFingerprint(root);
    put(path, content);
    const after = productFingerprint(root);
    const other = part === 'setup' ? 'server' : 'setup';
    expect(after[part]).not.toBe(before[part]);
    expect(after[other]).toBe(before[other]);
  });

  test('a clone that is not built has none', () => {
    rmSync(join(root, 'dist'), { recursive: true });
    expect(() => productFingerprint(root)).toThrow(/is not built/);
  });
});
