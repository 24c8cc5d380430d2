import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { fullDisk, TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
const isRoot = process.getuid?.() === 0;
let count = 0;

/** A file as AXIGEN would own it, and an edit of it that is ready to be made. */
function prepared(command: readonly string[], name = "a file's name") {
  count += 1;
  const home = folder(`edit ${count}`);
  const target = new TargetShell(command, `${home}/run`);
  const path = `${home}/${name}`;
  writeFileSync(path, 'before\n');
  chmodSync(path, 0o640);
  if (isRoot) chownSync(path, 1234, 4321);
  utimesSync(path, 1_152_000_000, 1_152_000_000);
  target.file('001.before', 'before\n');
  target.file('001.after', 'after\n');
  return { home, target, path, beside: `${path}.gateway-setup.001` };
}

const prepare = (path: string, number = '001', from = path) => `prepare_edit ${words(number, path, from)}`;
const commit = (path: string, number = '001') => `commit_edit ${words(number, path)}`;
/** As undo.sh does it: see whether it may be, lay the earlier contents ready, then put them in place. */
const restore = (path: string, number = '001', ...earlier: string[]) =>
  [
    `can_restore ${words(path, ...earlier, number)}`,
    `ready_file ${words(number, path)}`,
    `restore_file ${words(number, path, ...earlier)}`,
  ].join(' && ');
const attributes = (path: string) => {
  const { mode, uid, gid } = statSync(path);
  return { mode: mode & 0o7777, uid, gid };
};

describe.each(shells)('editing a file with %s', (_name, command) => {
  test('the new file has the owner and the mode of the old one, and only then takes its place', () => {
    const { target, path, beside } = prepared(command);
    const was = attributes(path);
    expect(target.sh(prepare(path)).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(readFileSync(beside, 'utf8')).toBe('after\n');
    expect(attributes(beside)).toEqual(was);
    expect(target.sh(commit(path))).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(attributes(path)).toEqual(was);
    expect(existsSync(beside)).toBe(false);
  });

  test('the copy for the way back has owner, mode and time, too', () => {
    const { target, path } = prepared(command);
    target.sh(prepare(path));
    expect(attributes(target.path('001.before'))).toEqual(attributes(path));
    expect(statSync(target.path('001.before')).mtimeMs / 1000).toBe(1_152_000_000);
  });

  test('there and back again: contents, owner, mode and time', () => {
    const { target, path } = prepared(command);
    const was = attributes(path);
    target.sh(`${prepare(path)} && ${commit(path)}`);
    expect(target.sh(restore(path))).toMatchObject({ code: 0, said: `  ${path}: restored\n` });
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(attributes(path)).toEqual(was);
    expect(statSync(path).mtimeMs / 1000).toBe(1_152_000_000);
    expect(target.sh(restore(path))).toMatchObject({ code: 0, said: `  ${path}: as it was before\n` });
  });

  test('a file that is not what was looked at is not touched', () => {
    const { target, path, beside } = prepared(command);
    writeFileSync(path, 'somebody else\n');
    const result = target.sh(prepare(path));
    expect(result.code).toBe(1);
    expect(result.errors).toMatch(/is not what it was when it was looked at/);
    expect(readFileSync(path, 'utf8')).toBe('somebody else\n');
    expect(existsSync(beside)).toBe(false);
  });

  test('nor one that changes between the preparation and the moment of writing', () => {
    const { target, path } = prepared(command);
    target.sh(prepare(path));
    writeFileSync(path, 'AXIGEN saved its configuration\n');
    const result = target.sh(commit(path));
    expect(result.code).toBe(1);
    expect(result.errors).toMatch(/was changed by somebody else in the meantime/);
    expect(readFileSync(path, 'utf8')).toBe('AXIGEN saved its configuration\n');
    // Taking it back is not a failure: this run has never written there.
    expect(target.sh(restore(path))).toMatchObject({ code: 0 });
    expect(target.sh(restore(path)).said).toMatch(/never written by this run; left as it is/);
    expect(readFileSync(path, 'utf8')).toBe('AXIGEN saved its configuration\n');
  });

  test('a symbolic link is not cut', () => {
    const { target, path, home } = prepared(command);
    const link = `${home}/link`;
    symlinkSync(path, link);
    const result = target.sh(prepare(link));
    expect(result).toMatchObject({ code: 1, errors: expect.stringMatching(/symbolic link/) });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  test('a link under the name of the new file leads nobody astray', () => {
    const { target, path, beside, home } = prepared(command);
    writeFileSync(`${home}/victim`, 'precious\n');
    symlinkSync(`${home}/victim`, beside);
    expect(target.sh(`${prepare(path)} && ${commit(path)}`).code).toBe(0);
    expect(readFileSync(`${home}/victim`, 'utf8')).toBe('precious\n');
    expect(lstatSync(path).isSymbolicLink()).toBe(false);
  });

  test('a full disk: nothing is touched, and the copy for the way back stays whole', () => {
    const { target, path } = prepared(command);
    const result = target.sh(prepare(path), fullDisk);
    expect(result.code).toBe(1);
    expect(result.errors).toMatch(/could not be written beside it/);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(readFileSync(target.path('001.before'), 'utf8')).toBe('before\n');
    expect(target.sh(restore(path)).said).toMatch(/as it was before/);
  });

  test('restoring on a full disk needs no space where the journal is on the same one', () => {
    const { target, path, beside } = prepared(command);
    target.sh(`${prepare(path)} && ${commit(path)}`);
    expect(target.sh(restore(path), fullDisk)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/: restored/),
    });
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(existsSync(beside)).toBe(false);
  });

  test('else it fails, says so, and leaves both files whole; what is as before stands in nobody\u2019s way', () => {
    const { target, path, beside } = prepared(command);
    const otherDisk = `${fullDisk}; ln() { return 1; }`;
    target.sh(prepare(path));
    expect(target.sh(restore(path), otherDisk)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/as it was before/),
    });
    target.sh(`${prepare(path)} && ${commit(path)}`);
    const result = target.sh(restore(path), otherDisk);
    expect(result).toMatchObject({ code: 1, said: expect.stringMatching(/could NOT be written/) });
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(readFileSync(target.path('001.before'), 'utf8')).toBe('before\n');
    expect(existsSync(beside)).toBe(false);
  });

  test('edited since: refused, both versions named, nothing deleted', () => {
    const { target, path } = prepared(command);
    target.sh(`${prepare(path)} && ${commit(path)}`);
    writeFileSync(path, 'after, and edited\n');
    const result = target.sh(restore(path));
    expect(result.code).toBe(1);
    expect(result.said).toMatch(/edited by somebody since, so it is not overwritten/);
    expect(result.said).toContain(target.path('001.before'));
    expect(readFileSync(path, 'utf8')).toBe('after, and edited\n');
    expect(readFileSync(target.path('001.before'), 'utf8')).toBe('before\n');
    expect(readFileSync(target.path('001.after'), 'utf8')).toBe('after\n');
  });

  test('gone since: refused, and the way to its contents named', () => {
    const { target, path } = prepared(command);
    target.sh(`${prepare(path)} && ${commit(path)} && rm ${words(path)}`);
    const result = target.sh(restore(path));
    expect(result).toMatchObject({ code: 1, said: expect.stringMatching(/GONE since/) });
    expect(existsSync(path)).toBe(false);
  });

  test('replaced by a link since: refused', () => {
    const { target, path, home } = prepared(command);
    target.sh(`${prepare(path)} && ${commit(path)}`);
    writeFileSync(`${home}/elsewhere`, 'after\n');
    target.sh(`rm ${words(path)}`);
    symlinkSync(`${home}/elsewhere`, path);
    expect(target.sh(restore(path))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/not overwritten/),
    });
    expect(readFileSync(`${home}/elsewhere`, 'utf8')).toBe('after\n');
  });

  test('two edits of one file in one run: each on top of the other, and back one by one', () => {
    const { target, path, beside } = prepared(command);
    target.file('002.before', 'after\n');
    target.file('002.after', 'after, twice\n');
    const was = attributes(path);
    expect(target.sh(`${prepare(path)} && ${prepare(path, '002', beside)}`).code).toBe(0);
    expect(target.sh(`${commit(path)} && ${commit(path, '002')}`).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('after, twice\n');
    expect(attributes(path)).toEqual(was);
    expect(target.sh(restore(path, '002', '001')).said).toMatch(/: restored/);
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(target.sh(restore(path, '001')).said).toMatch(/: restored/);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(attributes(path)).toEqual(was);
    // And once more: what was taken back is known to be so, for the later edit, too.
    expect(target.sh(restore(path, '002', '001'))).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toBe('before\n');
  });

  test('cut off after the first of two edits: the second was never made', () => {
    const { target, path, beside } = prepared(command);
    target.file('002.before', 'after\n');
    target.file('002.after', 'after, twice\n');
    target.sh(`${prepare(path)} && ${prepare(path, '002', beside)} && ${commit(path)}`);
    expect(target.sh(restore(path, '002', '001')).code).toBe(0);
    expect(target.sh(restore(path, '001')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(existsSync(`${path}.gateway-setup.002`)).toBe(false);
  });
});
