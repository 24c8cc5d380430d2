import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fullDisk, TargetShell, words } from '../../support/target-shell.js';

let root: string;
let shell: TargetShell;
const at = (name: string) => join(root, 'server', name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  shell = new TargetShell(['sh'], join(root, 'run'));
  for (const number of ['001', '002']) shell.file(`${number}.ours`, 'rpm sample\n');
  mkdirSync(at('etc/sample'), { recursive: true });
  mkdirSync(at('etc/other'));
  for (const name of ['etc/sample/our s.cfg', 'etc/sample/second', 'etc/other/shared'])
    writeFileSync(at(name), `${name}\n`);
  writeFileSync(join(root, 'installed'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** An rpm that says that it has removed the package, and could remove nothing of it; `shared` is another package's, too. */
const undo = (removes = `rm "${root}/installed"`) => {
  mkdirSync(join(root, 'bin'), { recursive: true });
  const files = ['etc/sample', 'etc/sample/our s.cfg', 'etc/sample/second', 'etc/other/shared'].map(at);
  writeFileSync(
    join(root, 'bin', 'rpm'),
    `#!/bin/sh
case $1 in
  -q) [ -e "${root}/installed" ] ;;
  -ql) printf '%s\\n' ${words(...files)} ;;
  -qf) [ "$2" = "${at('etc/other/shared')}" ] ;;
  -e) ${removes} ;;
esac
`,
    { mode: 0o755 },
  );
  return `PATH=${root}/bin:$PATH\nundo_package 001 rpm sample`;
};

test('what the manager could not remove is removed, and what another package has stays', () => {
  const { code, said } = shell.sh(undo());
  expect(said).toContain(`${at('etc/sample/our s.cfg')}: came with the package, removed`);
  expect(code).toBe(0);
  expect(existsSync(at('etc/sample'))).toBe(false);
  expect(readFileSync(at('etc/other/shared'), 'utf8')).toBe('etc/other/shared\n');
});

test('what cannot be removed by us either fails, is tried again, and is left alone once somebody has changed it', () => {
  const refused = shell.sh(`rm() { case $2 in */etc/*) return 1 ;; esac; command rm "$@"; }\n${undo()}`);
  expect(refused.said).toContain(
    `${at('etc/sample/second')}: came with the package, and could NOT be removed`,
  );
  expect(refused.code).toBe(1);
  writeFileSync(at('etc/sample/second'), 'somebody else needs it now\n');
  const again = shell.sh(undo());
  expect(again.code).toBe(0);
  expect(again.said).toContain('second: came with the package and was changed since; left as it is');
  expect(existsSync(at('etc/sample/our s.cfg'))).toBe(false);
  expect(readFileSync(at('etc/sample/second'), 'utf8')).toBe('somebody else needs it now\n');
});

test('on a full disk, too', () => {
  const { code, said } = shell.sh(`${fullDisk}\n${undo()}`);
  expect(said).toContain('our s.cfg: came with the package, removed');
  expect(code).toBe(0);
  expect(existsSync(at('etc/sample'))).toBe(false);
});

test('what somebody puts in its place, once another one has removed the package, is not ours', () => {
  expect(shell.sh(undo('false')).code).toBe(1);
  rmSync(at('etc/sample'), { recursive: true });
  rmSync(join(root, 'installed'));
  mkdirSync(at('etc/sample'));
  writeFileSync(at('etc/sample/our s.cfg'), 'of another program\n');
  expect(shell.sh(undo()).code).toBe(0);
  expect(readFileSync(at('etc/sample/our s.cfg'), 'utf8')).toBe('of another program\n');
});

test('a folder that something of ours kept from going with the package goes when that is gone', () => {
  const removes = `rm "${root}/installed" "${at('etc/sample/our s.cfg')}" "${at('etc/sample/second')}"`;
  const stuck = at('etc/sample/our s.cfg.gateway-setup.002');
  writeFileSync(stuck, 'laid there, and then the folder became immutable\n');
  expect(shell.sh(undo(removes)).code).toBe(0);
  expect(existsSync(at('etc/sample'))).toBe(true);
  const clear = `clear_package 001 rpm sample`;
  const again = '  package sample: not installed, as before\n';
  expect(shell.sh(`${undo()}\n${clear}`).said).toBe(again);
  rmSync(stuck);
  const { code, said } = shell.sh(`${undo()}\n${clear}`);
  expect({ code, said }).toEqual({ code: 0, said: `${again}  ${at('etc/sample')}: removed\n` });
  expect(existsSync(at('etc/sample'))).toBe(false);
  expect(existsSync(at('etc/other'))).toBe(true);
  mkdirSync(at('etc/sample'));
  expect(shell.sh(`${undo()}\n${clear}`).said).toBe(again);
  expect(existsSync(at('etc/sample'))).toBe(true);
});

test('what was changed since stays on a full disk, too, though the installation never came to its end', () => {
  shell.file('001.package-new', `${at('etc/sample/second')}\n`);
  const removes = `true > "${at('etc/sample/second')}"; rm "${root}/installed"`;
  const { code, said } = shell.sh(`${fullDisk}\n${undo(removes)}`);
  expect(said).toContain('second: came with the package and was changed since; left as it is');
  expect(code).toBe(0);
  expect(existsSync(at('etc/sample/second'))).toBe(true);
});

describe('a manager that cannot read its own list of packages', () => {
  /** As it says it: every package is not installed. */
  const blind = (status: number, words: string) => {
    mkdirSync(join(root, 'bin'), { recursive: true });
    for (const name of ['rpm', 'dpkg', 'dpkg-query'])
      writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${words}\nexit ${status}\n`, { mode: 0o755 });
  };
  const broken = `echo 'package sample is not installed'\necho 'error: cannot open Packages database in /var/lib/rpm' >&2`;

  test.each([
    ['rpm', 1, broken, 'cannot open Packages database in /var/lib/rpm'],
    ['rpm', 127, "echo 'rpm: not found' >&2", 'rpm: not found'],
    ['dpkg', 2, "echo 'dpkg-query: error: parsing file' >&2", 'parsing file'],
  ])('%s, status %i: nothing is taken for removed', (manager, status, words, why) => {
    blind(status, words);
    const asked = (what: string) => shell.sh(`PATH=${root}/bin:$PATH\n${what} 001 ${manager} sample`);
    expect(asked('can_remove')).toMatchObject({ code: 1, said: expect.stringContaining(why) });
    const { code, said } = asked('undo_package');
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('could NOT be removed') });
  });

  test.each([
    ['rpm', 1, "echo 'package sample is not installed'"],
    ['dpkg', 1, "echo 'dpkg-query: no packages found matching sample' >&2"],
  ])('%s, where there just is no such package', (manager, status, words) => {
    blind(status, words);
    const script = `can_remove 001 ${manager} sample && undo_package 001 ${manager} sample`;
    expect(shell.sh(`PATH=${root}/bin:$PATH\n${script}`)).toMatchObject({
      code: 0,
      said: '  package sample: not installed, as before\n',
    });
  });
});

describe('an installation that its manager does not know of', () => {
  /** An rpm that brings the files and then cannot write its database; `shared` was there before. */
  const install = () => {
    const files = [
      'etc/fresh',
      'etc/fresh/a b.cfg',
      'etc/fresh/deep',
      'etc/fresh/deep/c',
      'etc/other/shared',
    ].map(at);
    mkdirSync(join(root, 'bin'), { recursive: true });
    writeFileSync(
      join(root, 'bin', 'rpm'),
      `#!/bin/sh
case $1 in
  -q) exit 1 ;;
  -qpl) printf '%s\\n' ${words(...files)} ;;
  -qf) exit 1 ;;
  -ivh)
    mkdir -p ${words(at('etc/fresh/deep'))}
    for one in ${words(at('etc/fresh/a b.cfg'), `${at('etc/fresh/deep/c')};4f5a6b7c`)}; do echo new > "$one"; done
    exit 1 ;;
esac
`,
      { mode: 0o755 },
    );
    return `PATH=${root}/bin:$PATH\nnote_new_files 002 rpm /package && install_package rpm /package sample`;
  };

  test('what it has left goes, and what was there before stays', () => {
    expect(shell.sh(install()).code).toBe(1);
    expect(existsSync(`${at('etc/fresh/deep/c')};4f5a6b7c`)).toBe(true);
    const { code, said } = shell.sh(`PATH=${root}/bin:$PATH\nundo_package 002 rpm sample`);
    expect(code).toBe(0);
    expect(said).toContain(`${at('etc/fresh/a b.cfg')}: left by an installation that failed, removed`);
    expect(existsSync(at('etc/fresh'))).toBe(false);
    expect(readFileSync(at('etc/other/shared'), 'utf8')).toBe('etc/other/shared\n');
  });

  test('once it had come to its end, what lies there now is not ours', () => {
    shell.sh(install());
    writeFileSync(join(shell.run, 'journal.jsonl'), '{"at":1,"event":"done","change":2}\n');
    expect(shell.sh(`PATH=${root}/bin:$PATH\nundo_package 002 rpm sample`).code).toBe(0);
    expect(existsSync(at('etc/fresh/a b.cfg'))).toBe(true);
  });

  test('and so it is when only the version was noted, and somebody has removed the package since', () => {
    shell.sh(install());
    shell.file('002.version', 'sample-1-1\n');
    expect(shell.sh(`PATH=${root}/bin:$PATH\nundo_package 002 rpm sample`).code).toBe(0);
    expect(existsSync(at('etc/fresh/a b.cfg'))).toBe(true);
  });

  test('what cannot be noted is not installed', () => {
    const { code, said } = shell.sh(`${fullDisk}\n${install()} || say "$trouble"`);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringContaining('is about to bring could not be noted'),
    });
    expect(existsSync(at('etc/fresh'))).toBe(false);
  });
});
