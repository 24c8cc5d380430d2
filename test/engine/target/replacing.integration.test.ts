import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { words } from '../../support/target-shell.js';
import { commit, fileToEdit, fixedFile, prepare, type Subject } from './file-to-edit.js';

const folder = temporaryFolder();
let count = 0;

/** A file in a folder of its own, and an edit of it. */
function file(name?: string) {
  count += 1;
  return fileToEdit(folder(`replace ${count}`), name);
}

/** By this, a filesystem that has no second names at all. */
const noNames = "ln() { echo 'ln: Operation not permitted' >&2; return 1; }";

describe('before any service is touched it is known that a file cannot be replaced', () => {
  test.each<[string, RegExp, (subject: Subject) => string | undefined]>([
    [
      'another name',
      /has other names, too \(hard links\).*cp -p/,
      ({ path, home }) => void linkSync(path, `${home}/etc/b`),
    ],
    [
      'a pipe, which nobody waits for',
      /there is no such regular file/,
      ({ path }) => `rm -f ${words(path)}; mkfifo ${words(path)}`,
    ],
    ['a folder', /there is no such regular file/, ({ path }) => `rm -f ${words(path)}; mkdir ${words(path)}`],
    ['gone', /there is no such regular file/, ({ path }) => void rmSync(path)],
    [
      'a link since it was looked at',
      /is a symbolic link now/,
      ({ path, home }) => {
        renameSync(path, `${home}/elsewhere`);
        symlinkSync(`${home}/elsewhere`, path);
        return undefined;
      },
    ],
    [
      'its folder is a link since',
      /is reached by another way than when it was looked at/,
      ({ home }) => {
        renameSync(`${home}/etc`, `${home}/other`);
        symlinkSync('other', `${home}/etc`);
        return undefined;
      },
    ],
    ['a folder for everybody', /everybody may write in/, ({ home }) => void chmodSync(`${home}/etc`, 0o777)],
    [
      'something else by now',
      /is not what it was when it was looked at/,
      ({ path }) => void writeFileSync(path, 'other\n'),
    ],
    ['it cannot have a second name', /is immutable or append-only/, () => fixedFile],
    [
      'no file has one here, and lsattr shows that it is immutable',
      /is immutable or append-only/,
      ({ path }) => `${noNames}\nlsattr() { printf -- '----i--------- %s\\n' ${words(path)}; }`,
    ],
    [
      'the new file cannot be given what the old one has',
      /could not be given the owner, mode, access control list and attributes/,
      () => "getfattr() { case $* in *cfg) echo 'user.note=0x61' ;; esac; }\nsetfattr() { return 1; }",
    ],
    [
      'only the plus of `ls` tells of a list that is not kept',
      /could not be given the owner, mode, access control list/,
      () => 'getfacl() { :; }\nls() { command ls "$@" | sed \'/cfg$/s/^\\(..........\\)/\\1+/\'; }',
    ],
    [
      'its mode cannot be kept',
      /could not be given the owner, mode/,
      () => 'cp() { command cp "$@" && case $3 in *.new) chmod 604 "$3" ;; esac; }',
    ],
  ])('%s', (_, reason, spoil) => {
    const subject = file();
    const before = spoil(subject);
    const list = () =>
      readdirSync(subject.home, { recursive: true })
        .map(String)
        .filter((name) => !/^run\//.test(name));
    const was = typeof before === 'string' && /^rm/.test(before) ? undefined : list();
    const { code, errors } = subject.target.sh(prepare(subject), before);
    expect(errors).toMatch(reason);
    expect(code).toBe(1);
    if (was !== undefined) expect(list()).toEqual(was);
    expect(existsSync(subject.beside)).toBe(false);
  });

  test.each<[string, (subject: Subject) => string | undefined]>([
    ['a sticky folder for everybody', ({ home }) => void chmodSync(`${home}/etc`, 0o1777)],
    ['a second name that a cut-off trial left', ({ path, beside }) => void linkSync(path, beside)],
    ['one of an earlier run', ({ path }) => void linkSync(path, `${path}.gateway-setup.017`)],
    ['a filesystem without second names', () => noNames],
  ])('but these can be: %s', (_, arrange) => {
    const subject = file();
    const before = arrange(subject);
    expect(subject.target.sh(`${prepare(subject)} && ${commit(subject)}`, before)).toMatchObject({
      code: 0,
      errors: '',
    });
    expect(readFileSync(subject.path, 'utf8')).toBe('after\n');
    expect(readdirSync(`${subject.home}/etc`)).toEqual(['axigen.cfg']);
    expect(statSync(subject.path).nlink).toBe(1);
  });
});

test.each([' a b ', "it's", '"quoted" `id` $(id)', '*?[a-z]', '-rf', 'back\\slash\\n%s', 'line\nbreak'])(
  'whatever a file is called: %j',
  (name) => {
    const subject = file(name);
    const { path, target } = subject;
    const back = `can_restore ${words(path, '001')} && ready_file ${words('001', path)} && restore_file ${words('001', path)}`;
    expect(target.sh(`${prepare(subject)} && ${commit(subject)}`)).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(target.sh(back)).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toBe('before\n');
    expect(readdirSync(`${subject.home}/etc`)).toEqual([name]);
    expect(lstatSync(path).isFile()).toBe(true);
  },
);
