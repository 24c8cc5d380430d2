import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { fullDisk, TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
let count = 0;
const attributes = (path: string) => ({ mode: statSync(path).mode & 0o7777 });

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

  test.each<[string, string, RegExp]>([
    [
      'a link in its place',
      'ln -s "$home/nowhere" "$path"',
      /is a symbolic link; nothing was written over it/,
    ],
    ['a folder', 'mkdir "$path"', /is a folder, a pipe or a device/],
    ['a pipe, onto which nobody copies', 'mkfifo "$path"', /is a folder, a pipe or a device/],
    [
      'a pipe to copy from',
      'rm "$home/the licence"; mkfifo "$home/the licence"',
      /the licence is no regular file/,
    ],
    ['a file of two names', ': > "$path"; ln "$path" "$home/other"', /has other names, too/],
    ['a folder for everybody', 'chmod 777 "${path%/*}"', /everybody may write in .*license, so/],
    ['a file in one', ': > "$path"; chmod 777 "${path%/*}"', /everybody may write in .*license, so/],
  ])('refused, and nothing is changed: %s', (_case, arrange, reason) => {
    const { home, target, path, place } = toPlace();
    mkdirSync(`${home}/made/for this/license`, { recursive: true });
    const look = 'ls -la "${path%/*}"';
    const { code, said, errors } = target.sh(
      `${look}; printf '@\\n'; ${place}; placed=$?; ${look}; (exit $placed)`,
      `home=${words(home)} path=${words(path)}\n${arrange}`,
    );
    expect(errors).toMatch(reason);
    expect(code).toBe(1);
    const [was, now] = said.split('@\n');
    expect(now).toBe(was);
    expect(existsSync(`${home}/nowhere`)).toBe(false);
  });

  test.each([
    ['comes up', undefined],
    ['is changed', 'the old licence\n'],
  ])(
    'what %s right before it is placed is not written over, and stays when it is taken back',
    (_case, was) => {
      const { home, target, path, place, unplace } = toPlace();
      mkdirSync(`${home}/made/for this/license`, { recursive: true });
      if (was !== undefined) writeFileSync(path, was);
      const meanwhile = `sync() { echo theirs > ${words(path)}; }`;
      expect(target.sh(place, meanwhile)).toMatchObject({
        code: 1,
        errors: expect.stringContaining('was changed by somebody else in the meantime'),
      });
      expect(target.sh(unplace).code).toBe(0);
      expect(readFileSync(path, 'utf8')).toBe('theirs\n');
      expect(existsSync(`${path}.gateway-setup.001`)).toBe(false);
    },
  );

  test('nothing is written through a link that comes up right after our name was cleared', () => {
    const { home, target, path, place } = toPlace('.');
    writeFileSync(`${home}/victim`, 'precious\n');
    const plant = `rm() { command rm "$@"; ln -s ${words(`${home}/victim`, `${path}.gateway-setup.001`)} 2> /dev/null; return 0; }`;
    writeFileSync(`${target.run}/source`, 'licence\n');
    expect(target.sh(place.replace(/'[^']*the licence'/, words(`${target.run}/source`)), plant).code).toBe(1);
    expect(readFileSync(`${home}/victim`, 'utf8')).toBe('precious\n');
  });
});
