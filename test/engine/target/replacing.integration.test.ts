import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
let count = 0;

/** A file in a folder of its own, and an edit of it. */
function file(name = 'axigen.cfg') {
  count += 1;
  const home = folder(`replace ${count}`);
  const target = new TargetShell(['/bin/sh'], `${home}/run`);
  mkdirSync(`${home}/etc`);
  const path = `${home}/etc/${name}`;
  writeFileSync(path, 'before\n', { mode: 0o640 });
  target.file('001.before', 'before\n');
  target.file('001.after', 'after\n');
  return { home, path, target, beside: `${path}.gateway-setup.001` };
}

type Subject = ReturnType<typeof file>;

const prepare = ({ path }: Subject) => `prepare_edit ${words('001', path, path)}`;
const commit = ({ path }: Subject) => `commit_edit ${words('001', path)}`;

/** By this, a filesystem on which the file cannot be renamed over, and one that has no second names at all. */
const fixedFile = `ln() {
  case $1 in *gateway-setup.0*) command ln "$@" ;; *) echo 'ln: Operation not permitted' >&2; return 1 ;; esac
}`;
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

describe('what changes between preparation and writing is noticed, and not written over', () => {
  const replaced = (path: string, text: string) => {
    const { mtime } = statSync(path);
    writeFileSync(`${path}.other`, text, { mode: 0o640 });
    utimesSync(`${path}.other`, mtime, mtime);
    renameSync(`${path}.other`, path);
  };
  test.each<[string, RegExp, (subject: Subject) => void]>([
    ['edited in place', /was changed by somebody else/, ({ path }) => writeFileSync(path, 'theirs\n')],
    [
      'replaced, of the same size and time',
      /was changed by somebody else/,
      ({ path }) => replaced(path, 'BEFORE\n'),
    ],
    ['its mode', /was changed by somebody else/, ({ path }) => chmodSync(path, 0o600)],
    [
      'a link to the same bytes',
      /was changed by somebody else/,
      ({ path, home }) => {
        renameSync(path, `${home}/elsewhere`);
        symlinkSync(`${home}/elsewhere`, path);
      },
    ],
    [
      'its folder is a link by now',
      /was changed by somebody else/,
      ({ home }) => {
        renameSync(`${home}/etc`, `${home}/other`);
        symlinkSync('other', `${home}/etc`);
      },
    ],
    [
      'the new file',
      /what was to replace .* was changed/,
      ({ beside }) => writeFileSync(beside, 'slipped in\n'),
    ],
    [
      'the new file is a link to the same bytes',
      /was changed by somebody else/,
      ({ beside, home }) => {
        renameSync(beside, `${home}/mine`);
        symlinkSync(`${home}/mine`, beside);
      },
    ],
  ])('%s', (_, reason, meddle) => {
    const subject = file();
    expect(subject.target.sh(prepare(subject)).code).toBe(0);
    meddle(subject);
    const found = readFileSync(subject.path, 'utf8');
    expect(subject.target.sh(commit(subject))).toMatchObject({
      code: 1,
      errors: expect.stringMatching(reason),
    });
    expect(readFileSync(subject.path, 'utf8')).toBe(found);
    expect(existsSync(subject.target.path('001.begun'))).toBe(false);
  });

  test('nothing is written through a link that comes up right after our name was cleared', () => {
    const subject = file();
    const { home, path, beside } = subject;
    writeFileSync(`${home}/victim`, 'precious\n');
    const plant = `rm() { command rm "$@"; ln -s ${words(`${home}/victim`, beside)} 2> /dev/null; return 0; }`;
    expect(subject.target.sh(prepare(subject), plant).code).toBe(1);
    expect(subject.target.sh(`has_room ${words('001', path)}`, plant).code).toBe(1);
    expect(readFileSync(`${home}/victim`, 'utf8')).toBe('precious\n');
    mkdirSync(`${home}/cron.d`);
    const later = `cp() { command cp "$@"; ln -s ${words(`${home}/cron.d`, beside)} 2> /dev/null; return 0; }`;
    expect(subject.target.sh(prepare(subject), later).code).toBe(1);
    expect(readdirSync(`${home}/cron.d`)).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
  });

  test('what an undo on a full disk has linked to the copy beside the journal is parted from it', () => {
    const subject = file();
    const { home, path, target } = subject;
    expect(
      target.sh(`mkdir -p "$run/../earlier/files" && ln ${words(path)} "$run/../earlier/files/001.before"`)
        .code,
    ).toBe(0);
    expect(target.sh(`${prepare(subject)} && ${commit(subject)}`).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(target.sh('cat "$run/../earlier/files/001.before"').said).toBe('before\n');
    expect(readdirSync(`${home}/etc`)).toHaveLength(1);
  });

  test('nor while it is tried whether files have second names there, nor on the way back', () => {
    const subject = file();
    const { home, path, beside, target } = subject;
    writeFileSync(`${home}/victim`, 'precious\n');
    const plant = `command ln -s ${words(`${home}/victim`, beside)} 2> /dev/null`;
    const rm = `rm() { command rm "$@"; [ -z "$planting" ] || ${plant}; return 0; }`;
    target.sh(prepare(subject), `planting=\nln() { planting=yes; ${plant}; return 1; }\n${rm}`);
    expect(readFileSync(`${home}/victim`, 'utf8')).toBe('precious\n');
    rmSync(beside, { force: true });
    expect(target.sh(`${prepare(subject)} && ${commit(subject)}`).code).toBe(0);
    expect(target.sh(`ready_file ${words('001', path)}`, `planting=yes\n${rm}`).code).toBe(0);
    expect(lstatSync(beside).isFile()).toBe(true);
    expect(readFileSync(beside, 'utf8')).toBe('before\n');
    expect(readFileSync(`${home}/victim`, 'utf8')).toBe('precious\n');
    expect(readFileSync(path, 'utf8')).toBe('after\n');
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
