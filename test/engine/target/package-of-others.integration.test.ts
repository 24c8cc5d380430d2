import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyScript } from '../../../src/engine/apply/apply-script.js';
import type { RecordedChange } from '../../../src/engine/run/record.js';
import type { JournaledChange } from '../../../src/engine/run/standing-changes.js';
import { checkUndone } from '../../../src/engine/undo/check-undone.js';
import { undoScript } from '../../../src/engine/undo/undo-script.js';
import { localHost } from '../../../src/host/local/local-host.js';
import { shippedScript } from '../../../src/host/shell.js';
import { edit, named } from '../../support/changes.js';
import { TargetShell } from '../../support/target-shell.js';

/** A package that somebody else installs after the server was looked at. */

let root: string;
let bin: string;
let shell: TargetShell;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  bin = join(root, 'bin');
  mkdirSync(bin);
  shell = new TargetShell(['sh'], join(root, 'state', 'runs', '2026-11-21T220500Z-a'));
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
  -ivh | -i | -e | -P)
    echo "$*" >> "${root}/told"
    ls "${join(shell.run, 'files')}" > "${root}/noted" ;;
esac
`,
      { mode: 0o755 },
    );
}

const installed = "printf 'install ok installed'";
const missing = 'exit 1';
const withPath = (text: string) => text.replace('\nPATH=', `\nPATH=${bin}:`);

function installing(kind: 'rpm' | 'dpkg', number = 1): RecordedChange {
  const change = {
    kind: 'install-package',
    summary: 'Install sample',
    manager: kind,
    name: 'sample',
    file: '/root/sample',
    services: [],
  } as const;
  return { number, step: named('install-scanner').id, change };
}

function apply(kind: 'rpm' | 'dpkg', changes: readonly RecordedChange[] = [installing(kind)]) {
  const { text } = applyScript({
    folder: shell.run,
    changes,
    actions: changes.map((recorded, index) => ({ action: { kind: 'change', recorded }, number: index + 1 })),
    part: 'first',
    backTo: changes[0]?.step ?? '',
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

test('one that somebody installs while things are noted is theirs', () => {
  const ours = join(shell.run, 'files', '001.ours');
  manager(`[ ! -e ${ours} ] || : > ${root}/theirs; [ -e ${root}/theirs ] || exit 1; ${installed}`);
  expect(apply('dpkg')).toContain('@failed 1 package sample was not there when it was looked at');
  expect(existsSync(join(root, 'theirs'))).toBe(true);
  expect(existsSync(ours)).toBe(false);
  expect(told()).toBe('');
});

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
      said: '  package sample: was not installed by this run, and is left as it is\n',
    });
    expect(told()).toBe('');
    expect(await checked(kind)).toEqual([
      { what: 'package sample was not installed by this run, and is left as it is', ok: true },
    ]);
  },
);

test('what was broken off half-way is installed again', () => {
  manager("printf 'install reinstreq half-installed'");
  apply('dpkg');
  expect(told()).toBe('-i /root/sample\n');
});

test.each(['rpm', 'dpkg'] as const)(
  '%s: that it is this run that installs it is noted before the manager is called',
  (kind) => {
    manager(missing);
    apply(kind);
    expect(told()).toContain('/root/sample\n');
    const noted = readFileSync(join(root, 'noted'), 'utf8').split('\n');
    expect(noted).toEqual(expect.arrayContaining(['001.begun', '001.ours']));
    expect(noted).not.toContain('001.version');
    // Cut off then: what is there is this run's.
    manager(installed);
    shell.sh(`PATH=${bin}:$PATH\nundo_package 001 ${kind} sample`);
    expect(told()).toMatch(/-[eP] sample\n$/);
  },
);

test('where that cannot be noted, nothing is installed, and what somebody else installs then stays', () => {
  manager(missing);
  mkdirSync(shell.path('001.new'));
  expect(apply('rpm')).toContain('@failed 1 that package sample is installed by this run could not be noted');
  manager(installed);
  const words = '001 rpm sample';
  expect(shell.sh(`PATH=${bin}:$PATH\ncan_remove ${words} && undo_package ${words}`).code).toBe(0);
  expect(told()).toBe('');
});

test('the note is lost, but not the journal: what it says was installed is removed', () => {
  manager(installed);
  writeFileSync(join(shell.run, 'journal.jsonl'), '{"at":1,"event":"done","change":1}\n');
  shell.sh(`PATH=${bin}:$PATH\nundo_package 001 rpm sample`);
  expect(told()).toBe('-e sample\n');
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
  const what = 'package sample is not installed';
  shell.file('001.ours', 'rpm sample\n');
  const untold = 'it is still there, or that cannot be told: rpm cannot read its own list of packages';
  expect(await checked('rpm')).toEqual([{ what, ok: false, detail: untold }]);
  manager(installed);
  expect(await checked('rpm')).toEqual([{ what, ok: false, detail: 'it is still there' }]);
});

test('and what this run has changed otherwise goes back, since it has not installed the package', () => {
  manager("echo 'error: cannot open Packages database' >&2; exit 1");
  const config = join(root, 'server', 'config');
  mkdirSync(join(root, 'server'));
  writeFileSync(config, 'before\n');
  const edited = { number: 1, step: named('close-open-relay').id, change: edit(config) };
  const changes = [edited, installing('rpm', 2)];
  const steps = changes.map((one) => ({
    step: named(one.step),
    changes: [one],
    runningBefore: [],
    portsBefore: [],
  }));
  writeFileSync(
    join(shell.run, 'undo.sh'),
    withPath(undoScript({ id: '2026-11-21T220500Z-a', folder: shell.run, steps })),
  );
  shell.file('001.before', 'before\n');
  shell.file('001.after', 'after\n');
  expect(apply('rpm', changes)).toMatch(/@begin 2\n@failed 2 rpm cannot read its own list.*\n@back 0\n/);
  expect(readFileSync(config, 'utf8')).toBe('before\n');
  expect(readFileSync(join(shell.run, 'transcript.log'), 'utf8')).toContain(
    '  package sample: was not installed by this run, and is left as it is\n',
  );
  expect(told()).toBe('');
});
