import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TargetShell, words } from '../../support/target-shell.js';

let root: string;
let shell: TargetShell;
const at = (name: string) => join(root, 'server', name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  shell = new TargetShell(['sh'], join(root, 'run'));
  mkdirSync(at('etc/sample'), { recursive: true });
  mkdirSync(at('etc/other'));
  for (const name of ['etc/sample/our s.cfg', 'etc/sample/second', 'etc/other/shared'])
    writeFileSync(at(name), `${name}\n`);
  writeFileSync(join(root, 'installed'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** An rpm that says that it has removed the package, and could remove nothing of it; `shared` is another package's, too. */
const undo = () => {
  mkdirSync(join(root, 'bin'), { recursive: true });
  const files = ['etc/sample', 'etc/sample/our s.cfg', 'etc/sample/second', 'etc/other/shared'].map(at);
  writeFileSync(
    join(root, 'bin', 'rpm'),
    `#!/bin/sh
case $1 in
  -q) [ -e "${root}/installed" ] ;;
  -ql) printf '%s\\n' ${words(...files)} ;;
  -qf) [ "$2" = "${at('etc/other/shared')}" ] ;;
  -e) rm "${root}/installed" ;;
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
