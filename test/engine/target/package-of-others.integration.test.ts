import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyScript } from '../../../src/engine/apply/apply-script.js';
import type { JournaledChange } from '../../../src/engine/run/standing-changes.js';
import { checkUndone } from '../../../src/engine/undo/check-undone.js';
import { localHost } from '../../../src/host/local/local-host.js';
import { shippedScript } from '../../../src/host/shell.js';
import { named } from '../../support/changes.js';
import { TargetShell } from '../../support/target-shell.js';

/** A package that somebody else installs after the server was looked at. */

let root: string;
let bin: string;
let shell: TargetShell;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  bin = join(root, 'bin');
  mkdirSync(bin);
  shell = new TargetShell(['sh'], join(root, 'run'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A manager that notes what it is told to do; `state` is what it answers when asked about the package. */
function manager(state: string): void {
  for (const name of ['rpm', 'dpkg', 'dpkg-query'])
    writeFileSync(
      join(bin, name),
      `#!/bin/sh
case $1 in
  -q | -W) ${state} ;;
  -ivh | -i | -e | -P) echo "$*" >> "${root}/told" ;;
esac
`,
      { mode: 0o755 },
    );
}

const installed = "printf 'install ok installed'";
const missing = 'exit 1';
const withPath = (text: string) => text.replace('\nPATH=', `\nPATH=${bin}:`);

function apply(kind: 'rpm' | 'dpkg') {
  const change = {
    kind: 'install-package',
    summary: 'Install sample',
    manager: kind,
    name: 'sample',
    file: '/root/sample',
    services: [],
  } as const;
  const recorded = { number: 1, step: named('install-scanner').id, change };
  const { text } = applyScript({
    folder: shell.run,
    changes: [recorded],
    actions: [{ action: { kind: 'change', recorded }, number: 1 }],
    part: 'first',
    backTo: 'install-scanner',
  });
  return spawnSync('sh', ['-c', withPath(text)], { encoding: 'utf8' }).stdout;
}

function checked(kind: 'rpm' | 'dpkg') {
  const local = localHost();
  const host: typeof local = {
    ...local,
    run: (script, options) => local.run(shippedScript(withPath(script.text)), options),
  };
  const undone: JournaledChange = {
    number: 1,
    step: 'install-scanner',
    kind: 'install-package',
    summary: 'Install sample',
    manager: kind,
    package: 'sample',
  };
  return checkUndone(host, shell.run, [undone], { processes: [], ports: [] });
}

const told = () => (existsSync(join(root, 'told')) ? readFileSync(join(root, 'told'), 'utf8') : '');

test.each(['rpm', 'dpkg'] as const)(
  '%s: nothing is installed over it, and it is not removed',
  async (kind) => {
    manager(installed);
    expect(apply(kind)).toContain(
      '@failed 1 package sample was not there when it was looked at, and is by now',
    );
    const words = `001 ${kind} sample`;
    expect(shell.sh(`PATH=${bin}:$PATH\ncan_remove ${words} && undo_package ${words}`)).toMatchObject({
      code: 0,
      said: '  package sample: was installed by somebody else, and stays\n',
    });
    expect(told()).toBe('');
    expect(await checked(kind)).toEqual([
      { what: 'package sample was installed by somebody else, and stays', ok: true },
    ]);
  },
);

test('what was broken off half-way is installed again', () => {
  manager("printf 'install reinstreq half-installed'");
  apply('dpkg');
  expect(told()).toBe('-i /root/sample\n');
});

test('once that one is gone again, there is nothing to say of it', () => {
  manager(installed);
  apply('rpm');
  manager(missing);
  expect(shell.sh(`PATH=${bin}:$PATH\nundo_package 001 rpm sample`)).toMatchObject({
    code: 0,
    said: '  package sample: not installed, as before\n',
  });
});

test('whether it is there cannot be told: nothing is installed, nor said to be removed', async () => {
  manager("echo 'error: cannot open Packages database' >&2; exit 1");
  expect(apply('rpm')).toContain(
    '@failed 1 rpm cannot read its own list of packages, so nothing was installed: error: cannot open Packages database',
  );
  expect(told()).toBe('');
  rmSync(shell.path('001.theirs'));
  expect(await checked('rpm')).toEqual([
    { what: 'package sample is not installed', ok: false, detail: 'it is still there' },
  ]);
});
