import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { fullDisk, TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
let count = 0;

describe.each(shells)('taking back on a full disk with %s', (_name, command) => {
  function target() {
    count += 1;
    const home = folder(`full ${count}`);
    return { home, shell: new TargetShell(command, `${home}/run`) };
  }

  test('an undo may begin, and what a dead one has left there is no obstacle to the next', () => {
    const { shell } = target();
    const begin = 'sequence_of() { printf 1; }; begin_undo';
    expect(shell.sh(begin, fullDisk)).toMatchObject({ code: 0, said: '' });
    expect(existsSync(`${shell.run}/undoing`)).toBe(true);
    expect(shell.sh(begin)).toMatchObject({ code: 0, said: '' });
  });

  test('an undo that could not be armed is not there half', () => {
    const { shell } = target();
    expect(shell.sh('arm_undo configure-scanner 5', fullDisk)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('could not be armed'),
    });
    expect(existsSync(`${shell.run}/armed`)).toBe(false);
  });

  test('what is said has nowhere to go: it goes on all the same', () => {
    const { home, shell } = target();
    const path = `${home}/axigen.cfg`;
    writeFileSync(path, 'never written\n');
    shell.file('001.before', 'before\n');
    const { code } = shell.sh(`restore_file ${words('001', path)} >> ${words(`${home}/log`)}`, fullDisk);
    expect(code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('never written\n');
  });

  test('an edit in a folder that goes is kept beside the journal, or the folder stays', () => {
    const { home, shell } = target();
    const tree = `${home}/opt/trend`;
    mkdirSync(tree, { recursive: true });
    const path = `${tree}/imss.ini`;
    writeFileSync(path, 'as somebody has made it\n');
    for (const [name, content] of [
      ['002.before', 'before\n'],
      ['002.after', 'after\n'],
      ['002.begun', ''],
      ['001.wrote', `tree 1 ${tree}\n`],
    ] as const)
      shell.file(name, content);
    const restore = `undo_installs=001; restore_file ${words('002', path)}`;
    const elsewhere = 'ln() { case $2 in "$run"/*) return 1 ;; esac; command ln "$@"; }';
    expect(shell.sh(restore, `${fullDisk}; ${elsewhere}`)).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is no room to keep a copy'),
    });
    expect(readdirSync(tree)).toEqual(['imss.ini']);
    expect(shell.sh(restore)).toMatchObject({
      code: 0,
      said: expect.stringContaining(`${shell.run}/files/002.found`),
    });
    expect(readFileSync(`${shell.run}/files/002.found`, 'utf8')).toBe('as somebody has made it\n');
  });

  test('a service is not told to write its file anew where there is no room to do so, and to go back', () => {
    const { home, shell } = target();
    const path = `${home}/axigen.cfg`;
    writeFileSync(path, 'before\n');
    const begin = `begin_live ${words('001', path, path)}`;
    const noRoom = 'cat() { [ "$#" -lt 2 ] && command cat "$@"; }';
    expect(shell.sh(begin, noRoom)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/there is no room/),
    });
    expect(existsSync(`${path}.gateway-setup.001`)).toBe(false);
    expect(shell.sh(begin).code).toBe(0);
    expect(existsSync(`${path}.gateway-setup.001`)).toBe(false);
  });

  test.each([
    ['the journal is on the same disk', '', (run: string, _path: string) => `${run}/files/001.found`],
    [
      'the journal is on another disk',
      'ln() { case $2 in "$run"/*) return 1 ;; esac; command ln "$@"; }',
      (_run: string, path: string) => `${path}.gateway-setup.found`,
    ],
  ])(
    'a live change that was cut off, %s: what is found is kept, and the file restored',
    (_case, more, kept) => {
      const { home, shell } = target();
      const path = `${home}/axigen.cfg`;
      writeFileSync(path, 'as AXIGEN wrote it\n');
      shell.file('001.before', 'before\n');
      shell.file('001.begun', '');
      writeFileSync(`${path}.gateway-setup.001`, 'before\n');
      const result = shell.sh(`restore_file ${words('001', path)}`, `${fullDisk}; ${more}`);
      expect(result).toMatchObject({ code: 0, said: expect.stringContaining(kept(shell.run, path)) });
      expect(readFileSync(path, 'utf8')).toBe('before\n');
      expect(readFileSync(kept(shell.run, path), 'utf8')).toBe('as AXIGEN wrote it\n');
    },
  );
});
