import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot, templatePath } from '../src/package-root.js';

test('the folder of the package is that of its package.json', () => {
  expect(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))).toMatchObject({
    name: 'gateway-setup',
  });
});

test('templates are found', () => {
  expect(existsSync(templatePath('target', 'library', 'basics.sh'))).toBe(true);
  expect(templatePath('a', 'b')).toBe(join(packageRoot(), 'templates', 'a', 'b'));
});
