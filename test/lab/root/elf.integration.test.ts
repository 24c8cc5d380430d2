import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findHostCommand } from '../../../src/lab/isolation/host-command.js';
import { readElf } from '../../../src/lab/root/elf.js';
import { copyLibraries, parseLdd } from '../../../src/lab/root/libraries.js';
import { Tree } from '../../../src/lab/root/tree.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elf-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const programs = [process.execPath, '/bin/ls', '/bin/sh'].map((path) => realpathSync(path));

test("a program's loader is among what ldd lists for it", () => {
  for (const path of programs) {
    const interpreter = readElf(path)?.interpreter ?? '';
    expect(parseLdd(spawnSync('ldd', [path]).stdout.toString())).toContain(interpreter);
  }
});

test.each([
  ['a script', '#!/bin/sh\n'],
  ['an empty file', ''],
  ['the beginning of one', '\x7fELF\x02\x01'],
])('%s is no ELF file', (_, content) => {
  const path = join(folder, 'file');
  writeFileSync(path, content, 'latin1');
  expect(readElf(path)).toBeUndefined();
});

test('with the libraries that are copied the programs start, and every one that ldd names is there', () => {
  const tree = new Tree(join(folder, 'root'));
  tree.directory('/');
  copyLibraries(tree, [...programs, join(folder, 'file')]);
  for (const path of programs) {
    const named = parseLdd(spawnSync(findHostCommand('ldd') ?? 'ldd', [path]).stdout.toString());
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((library) => !tree.has(library))).toEqual([]);
  }
});
