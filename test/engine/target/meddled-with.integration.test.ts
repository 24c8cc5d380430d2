import {
  chmodSync,
  existsSync,
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
import { words } from '../../support/target-shell.js';
import { commit, fileToEdit, fixedFile, prepare, type Subject } from './file-to-edit.js';

const folder = temporaryFolder();
let count = 0;

/** A file in a folder of its own, and an edit of it. */
function file(name?: string) {
  count += 1;
  return fileToEdit(folder(`replace ${count}`), name);
}

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

  test('a disk that is too full for that leaves no half copy, and it is refused', () => {
    const subject = file();
    const { path, target } = subject;
    target.sh(`mkdir -p "$run/../earlier/files" && ln ${words(path)} "$run/../earlier/files/001.before"`);
    const full = 'cp() { case $3 in */earlier/*) echo > "$3"; return 1 ;; esac; command cp "$@"; }';
    expect(target.sh(prepare(subject), full)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('other names'),
    });
    expect(target.sh('ls "$run/../earlier/files"').said).toBe('001.before\n');
  });

  test('what lies ready for the way back was changed: it does not take the place of the file', () => {
    const subject = file();
    const { path, beside, target } = subject;
    const back = `ready_file ${words('001', path)}`;
    expect(target.sh(`${prepare(subject)} && ${commit(subject)} && ${back}`).code).toBe(0);
    writeFileSync(beside, 'slipped in\n');
    expect(target.sh(`restore_file ${words('001', path)}`)).toMatchObject({
      code: 1,
      said: expect.stringContaining('NOT restored, what was laid beside it'),
    });
    expect(readFileSync(path, 'utf8')).toBe('after\n');
    expect(target.sh(`${back} && restore_file ${words('001', path)}`).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
  });

  test('it has become immutable: known before a service is stopped, unless it is as before', () => {
    const subject = file();
    const { path, beside, home, target } = subject;
    const back = `ready_file ${words('001', path)}`;
    expect(target.sh(`${prepare(subject)} && ${commit(subject)}`).code).toBe(0);
    expect(target.sh(back, fixedFile)).toMatchObject({
      code: 1,
      said: expect.stringContaining('is immutable or append-only'),
    });
    expect(readdirSync(`${home}/etc`)).toEqual(['axigen.cfg']);
    target.sh(
      `cp "$run/files/001.before" "$run/files/001.merged"; echo mine >> "$run/files/001.merged"
cp ${words(path)} "$run/files/001.found-since"
echo "file merged $(cksum < "$run/files/001.merged")" > "$run/files/001.decided"`,
    );
    const decided = `undo_changes=001; ${back}`;
    expect(target.sh(decided, fixedFile).said).toContain('is immutable or append-only');
    expect(target.sh(decided).code).toBe(0);
    rmSync(beside);
    writeFileSync(path, 'before\n');
    expect(target.sh(back, fixedFile).code).toBe(0);
  });

  test('a service that writes its file while it is copied: it is told nothing', () => {
    const { path, target } = file();
    const writes = `cp() { command cp "$@"; echo 'written meanwhile' >> ${words(path)}; }`;
    expect(target.sh(`begin_live ${words('001', path, path)}`, writes).code).toBe(1);
    expect(readFileSync(target.path('001.before'), 'utf8')).toBe('before\n');
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
