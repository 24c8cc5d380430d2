import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { TargetShell, words } from '../../support/target-shell.js';

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
/** As if the disk were full: no file can grow beyond nothing. */
const fullDisk = "trap '' XFSZ; ulimit -f 0";

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

  test('restoring on a full disk fails, says so, and leaves both files whole', () => {
    const { target, path, beside } = prepared(command);
    target.sh(`${prepare(path)} && ${commit(path)}`);
    const result = target.sh(restore(path), fullDisk);
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

describe.each(shells)('placing a file with %s', (_name, command) => {
  function toPlace(deep = 'made/for this/license') {
    count += 1;
    const home = folder(`place ${count}`);
    mkdirSync(home);
    const target = new TargetShell(command, `${home}/run`);
    writeFileSync(`${home}/the licence`, 'licence\n', { mode: 0o600 });
    const path = `${home}/${deep}/the licence`;
    return {
      home,
      target,
      path,
      place: `place_file ${words('001', `${home}/the licence`, path, '644')}`,
      unplace: `can_unplace ${words('001', path)} && ready_file ${words('001', path)} && unplace_file ${words('001', path)}`,
    };
  }

  test('folders are made, and exactly those are removed again', () => {
    const { home, target, path, place, unplace } = toPlace();
    mkdirSync(`${home}/made`, { mode: 0o750 });
    expect(target.sh(place).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('licence\n');
    expect(attributes(path).mode).toBe(0o644);
    expect(attributes(`${home}/made/for this`).mode).toBe(0o755);
    expect(target.sh(unplace).code).toBe(0);
    expect(existsSync(`${home}/made/for this`)).toBe(false);
    expect(existsSync(`${home}/made`)).toBe(true);
    expect(target.sh(unplace)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/not there, as before/),
    });
  });

  test('a folder in which something else lies by then stays', () => {
    const { home, target, place, unplace } = toPlace();
    target.sh(place);
    writeFileSync(`${home}/made/for this/another`, '');
    expect(target.sh(unplace).code).toBe(0);
    expect(existsSync(`${home}/made/for this/another`)).toBe(true);
    expect(existsSync(`${home}/made/for this/license`)).toBe(false);
  });

  test('a file that was there comes back with owner and mode', () => {
    const { target, path, place, unplace } = toPlace('.');
    writeFileSync(path, 'the old licence\n');
    chmodSync(path, 0o604);
    // Where it is copied from must not be where it goes to.
    const from = `${target.run}/source`;
    writeFileSync(from, 'licence\n');
    const other = place.replace(/'[^']*the licence'/, words(from));
    expect(target.sh(other).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('licence\n');
    expect(target.sh(unplace).said).toMatch(/: restored/);
    expect(readFileSync(path, 'utf8')).toBe('the old licence\n');
    expect(attributes(path).mode).toBe(0o604);
  });

  test('edited since: not removed, and neither are its folders', () => {
    const { target, path, place, unplace } = toPlace();
    target.sh(place);
    writeFileSync(path, 'another licence\n');
    expect(target.sh(unplace)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/edited by somebody since, so it is not removed/),
    });
    expect(readFileSync(path, 'utf8')).toBe('another licence\n');
  });

  test.each([
    ['a full disk', fullDisk],
    ['a source that is gone', 'rm "$run/../the licence"'],
  ])('%s: nothing is left behind once it is taken back', (_case, before) => {
    const { home, target, path, place, unplace } = toPlace();
    const result = target.sh(place, before);
    expect(result).toMatchObject({ code: 1, errors: expect.stringMatching(/could not be written/) });
    expect(target.sh(unplace).code).toBe(0);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${home}/made`)).toBe(false);
  });

  test('somebody else\u2019s file that appeared after a failure is left alone', () => {
    const { target, path, place, unplace } = toPlace();
    target.sh(place, 'rm "$run/../the licence"');
    mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    writeFileSync(path, 'theirs\n');
    expect(target.sh(unplace)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/never written by this run/),
    });
    expect(readFileSync(path, 'utf8')).toBe('theirs\n');
  });

  test.each(['link', 'folder'])('a %s in its place is not written over', (kind) => {
    const { home, target, path, place } = toPlace();
    mkdirSync(`${home}/made/for this/license`, { recursive: true });
    if (kind === 'link') symlinkSync(`${home}/nowhere`, path);
    else mkdirSync(path);
    expect(target.sh(place)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/nothing was written over it/),
    });
    expect(existsSync(`${home}/nowhere`)).toBe(false);
  });
});
