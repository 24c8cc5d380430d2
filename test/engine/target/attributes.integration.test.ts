import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
let count = 0;

/** Root must be able to do it all: what it cannot do fails, and says why. Another user has the rows that need no more than they may do. */
function can(script: string): boolean {
  if (process.getuid?.() === 0) return true;
  const place = mkdtempSync(join(tmpdir(), 'gateway-setup-test-'));
  const { status } = spawnSync('sh', ['-c', `cd "$1" && : > f && { ${script}\n}`, 'sh', place], {
    stdio: 'ignore',
  });
  rmSync(place, { recursive: true, force: true });
  return status === 0;
}

const canFix = can('chattr +a . && chattr -a .');
const canMount = can('unshare -m mount -t tmpfs none .');
const canListRights = can('setfacl -m u:1234:rw f');
const canNote = can('setfattr -n user.note -v x f');

/** A file in a folder of its own, and an edit of it that is committed; in a mount namespace where something is mounted. */
function subject(mounts: boolean) {
  count += 1;
  const home = folder(`attributes ${count}`);
  const target = new TargetShell(mounts ? ['unshare', '-m', 'sh'] : ['/bin/sh'], `${home}/run`);
  mkdirSync(`${home}/etc`);
  const path = `${home}/etc/axigen.cfg`;
  writeFileSync(path, 'before\n', { mode: 0o640 });
  target.file('001.before', 'before\n');
  target.file('001.after', 'after\n');
  const edit = `prepare_edit ${words('001', path, path)} && commit_edit ${words('001', path)}`;
  const undo = `can_restore ${words(path, '001')} && ready_file ${words('001', path)} && restore_file ${words('001', path)}`;
  const back = `{ ${undo}; } > /dev/null`;
  return { target, path, etc: `${home}/etc`, edit, back };
}

type Place = { readonly path: string; readonly etc: string };

interface Refused {
  readonly name: string;
  readonly possible: boolean;
  readonly mounts?: true;
  readonly begin: (place: Place) => string;
  readonly end?: (place: Place) => string;
  readonly reason: RegExp;
}

const fixed =
  /is immutable or append-only \(lsattr tells, chattr -ia ends it\), or something is mounted over it/;
const attribute = (letter: string, which: keyof Place): Pick<Refused, 'begin' | 'end'> => ({
  begin: (place) => `chattr +${letter} ${words(place[which])}`,
  end: (place) => `chattr -${letter} ${words(place[which])}; rm -f ${words(place.path)}.gateway-setup.*`,
});

const refused: readonly Refused[] = [
  { name: 'an immutable file', possible: canFix, ...attribute('i', 'path'), reason: fixed },
  { name: 'an append-only file', possible: canFix, ...attribute('a', 'path'), reason: fixed },
  {
    name: 'an immutable folder',
    possible: canFix,
    ...attribute('i', 'etc'),
    reason: /nothing can be written in .*not permitted/i,
  },
  {
    name: 'an append-only folder',
    possible: canFix,
    ...attribute('a', 'etc'),
    reason: /names in .* can be added but not changed/,
  },
  {
    name: 'something mounted over the file',
    possible: canMount,
    mounts: true,
    begin: ({ path }) => `mount --bind ${words(path, path)}`,
    reason: fixed,
  },
  {
    name: 'a read-only filesystem',
    possible: canMount,
    mounts: true,
    begin: ({ etc }) => `mount --bind ${words(etc, etc)} && mount -o remount,bind,ro ${words(etc)}`,
    reason: /nothing can be written in .*Read-only file system/,
  },
];

test.each(refused.filter(({ possible }) => possible).map((row) => [row.name, row] as const))(
  'refused before any service is touched: %s',
  (_, { mounts = false, begin, end, reason }) => {
    const { target, path, etc, edit } = subject(mounts);
    const after = end === undefined ? ':' : end({ path, etc });
    const { code, errors } = target.sh(`${edit}\nedited=$?\n${after}\n(exit $edited)`, begin({ path, etc }));
    expect(errors).toMatch(reason);
    expect(code).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('before\n');
  },
);

interface Kept {
  readonly name: string;
  readonly possible: boolean;
  readonly mounts?: true;
  readonly begin: (place: Place) => string;
  /** Prints what must be the same before, after the edit, and after it is taken back. */
  readonly look: (place: Place) => string;
}

const listRights = ({ path }: Place) => `getfacl --absolute-names ${words(path)}; stat -c %a ${words(path)}`;
const kept: readonly Kept[] = [
  {
    name: 'an access control list',
    possible: canListRights,
    begin: ({ path }) => `setfacl -m u:1234:rw,g:4321:r ${words(path)}`,
    look: listRights,
  },
  {
    name: 'an access control list that `cp -p` drops',
    possible: canListRights,
    begin: ({ path }) =>
      `setfacl -m u:1234:rw ${words(path)}; cp() { command cp "$@" && setfacl -b "$3" 2> /dev/null; return 0; }; setfattr() { return 1; }`,
    look: listRights,
  },
  {
    name: 'none where the folder would hand one down',
    possible: canListRights,
    begin: ({ etc }) => `setfacl -d -m u:1234:rw ${words(etc)}`,
    look: listRights,
  },
  {
    name: 'extended attributes',
    possible: canNote,
    begin: ({ path }) =>
      `setfattr -n user.note -v ${words("o'dd =\nvalue")} ${words(path)}; setfattr -n user.none ${words(path)}`,
    look: ({ path }) => `getfattr -d -m . ${words(path)} 2> /dev/null`,
  },
  {
    name: 'a file on another filesystem',
    possible: canMount,
    mounts: true,
    begin: ({ path, etc }) =>
      `mount -t tmpfs none ${words(etc)} && printf 'before\\n' > ${words(path)} && chown 1234:4321 ${words(path)} && chmod 604 ${words(path)}`,
    look: ({ path }) => `stat -c '%a %u %g' ${words(path)}; df ${words(path)} | tail -1; ls ${words(path)}*`,
  },
];

describe.each(kept.filter(({ possible }) => possible).map((row) => [row.name, row] as const))(
  'kept: %s',
  (_, row) => {
    test('there and back again', () => {
      const { target, path, etc, edit, back } = subject(row.mounts ?? false);
      const look = row.look({ path, etc });
      const { code, said, errors } = target.sh(
        `${look}; ${edit} && printf '@after\\n' && cat ${words(path)} && ${look} && ${back} && printf '@back\\n' && cat ${words(path)} && ${look}`,
        row.begin({ path, etc }),
      );
      expect(errors).toBe('');
      expect(code).toBe(0);
      const [was = '', after, returned] = said.split(/^@.*\n/m);
      expect(was).not.toBe('');
      expect(after).toBe(`after\n${was}`);
      expect(returned).toBe(`before\n${was}`);
    });
  },
);
