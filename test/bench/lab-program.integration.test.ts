import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { buildForLab } from '../../bench/lab-program.js';
import { source } from '../../bench/steady/steady-sender.js';
import { outside } from '../../build/packages.js';

const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As a lab has them: Node's own modules, and the packages that dist/ needs beside itself. */
const isInLab = (name: string) => isBuiltin(name) || outside.includes(name);

test('what surveys and audits from within a lab imports nothing that is not there', async () => {
  const program = join(folder, 'inside-lab.js');
  const imported = await buildForLab(program);
  expect(existsSync(program)).toBe(true);
  expect(imported).toContain('node:net');
  expect(imported.filter((name) => !isInLab(name))).toEqual([]);
});

test.each(['client', 'mailbox'] as const)('neither does the %s, which is a text of its own', (name) => {
  const imported = ts.preProcessFile(source(name)).importedFiles.map(({ fileName }) => fileName);
  expect(imported).not.toEqual([]);
  expect(imported.filter((one) => !isBuiltin(one))).toEqual([]);
});
