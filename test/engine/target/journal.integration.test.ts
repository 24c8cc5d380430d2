import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseJournal } from '../../../src/engine/run/journal.js';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { fullDisk, TargetShell, words } from '../../support/target-shell.js';

const folder = temporaryFolder();
let count = 0;
function target(command: readonly string[]) {
  count += 1;
  const shell = new TargetShell(command, folder(`run ${count}`));
  return { shell, journal: `${shell.run}/journal.jsonl` };
}

describe.each(shells)('the journal with %s', (_name, command) => {
  test('one line for each event, with the time in front, whatever is in it', () => {
    const { shell, journal } = target(command);
    const summary = `it's 100 % "so" \\n $HOME \`x\` ä`;
    shell.sh(`journal ${words(JSON.stringify({ event: 'intent', summary }))} && journal '{"event":"done"}'`);
    const events = parseJournal(readFileSync(journal, 'utf8'));
    expect(events.map(({ event }) => event)).toEqual(['intent', 'done']);
    expect(events[0]?.summary).toBe(summary);
    expect(Math.abs((events[0]?.at ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  });

  test('a line that was cut off does not swallow the next', () => {
    const { shell, journal } = target(command);
    writeFileSync(journal, '{"at":1,"event":"begin"}\n{"at":2,"event":"int');
    shell.sh(`journal '{"event":"undone"}' && journal '{"event":"undo-end"}'`);
    expect(parseJournal(readFileSync(journal, 'utf8')).map(({ event }) => event)).toEqual([
      'begin',
      'undone',
      'undo-end',
    ]);
  });

  test('a full disk is no success', () => {
    const { shell, journal } = target(command);
    shell.sh(`journal '{"event":"begin"}'`);
    const was = readFileSync(journal, 'utf8');
    expect(shell.sh(`journal '{"event":"intent"}'`, fullDisk).code).not.toBe(0);
    expect(readFileSync(journal, 'utf8')).toBe(was);
  });

  test('neither is a folder that is gone', () => {
    const { shell } = target(command);
    rmSync(shell.run, { recursive: true });
    expect(shell.sh(`journal '{"event":"intent"}'`).code).not.toBe(0);
  });
});

/** busybox runs an `rpm` of its own, whatever lies in the PATH. */
const shellsWithoutApplets = shells.filter(([name]) => !name.startsWith('busybox'));

describe.each(shellsWithoutApplets)('packages with %s', (_name, command) => {
  /** A package manager that keeps its database in a file, and fails when told to. */
  function withManager(manager: 'rpm' | 'dpkg') {
    const { shell } = target(command);
    const bin = folder(`bin ${count}`);
    mkdirSync(bin);
    const state = `${bin}/state`;
    const program = (name: string, text: string) => {
      writeFileSync(`${bin}/${name}`, `#!/bin/sh\nstate='${state}'\n${text}`);
      chmodSync(`${bin}/${name}`, 0o755);
    };
    program(
      'rpm',
      `case $1 in
  -q) [ -e "$state" ] ;;
  -ivh) [ -e '${bin}/broken' ] && { echo 'error: %post scriptlet failed' >&2; : > "$state"; exit 1; }
        [ -e '${bin}/refuse' ] && { echo 'error: not an rpm package' >&2; exit 1; }
        umask; : > "$state" ;;
  -e) [ -e '${bin}/keep' ] && { echo 'error: needed by others' >&2; exit 1; }; rm -f "$state" ;;
esac`,
    );
    program('dpkg-query', '[ -e "$state" ] && cat "$state"');
    program(
      'dpkg',
      `case $1 in
  -i) [ -e '${bin}/broken' ] && { printf 'install ok half-configured' > "$state"; echo 'dpkg: error' >&2; exit 1; }
      printf 'install ok installed' > "$state" ;;
  -P) rm -f "$state" ;;
esac`,
    );
    const sh = (script: string) => shell.sh(script, `PATH='${bin}':$PATH`);
    return {
      sh,
      fault: (name: string) => writeFileSync(`${bin}/${name}`, ''),
      setState: (text: string) => writeFileSync(state, text),
      install: `install_package ${words(manager, '/root/the package', 'nod32lms')}`,
      remove: `remove_package ${words(manager, 'nod32lms')}`,
    };
  }

  test.each(['rpm', 'dpkg'] as const)('%s: installed, then removed, then not there', (manager) => {
    const { sh, install, remove } = withManager(manager);
    expect(sh(install)).toMatchObject({ code: 0, errors: '' });
    expect(sh(remove)).toMatchObject({ code: 0, said: '  package nod32lms: removed\n' });
    expect(sh(remove)).toMatchObject({ code: 0, said: '  package nod32lms: not installed, as before\n' });
  });

  test.each(['rpm', 'dpkg'] as const)('%s: broken off half-way, it is taken away all the same', (manager) => {
    const { sh, install, remove, fault } = withManager(manager);
    fault('broken');
    expect(sh(install)).toMatchObject({ code: 1, errors: expect.stringMatching(/could not install.*error/) });
    expect(sh(remove).said).toBe('  package nod32lms: removed\n');
  });

  test('refused: the reason is told, and there is nothing to take away', () => {
    const { sh, install, remove, fault } = withManager('rpm');
    fault('refuse');
    expect(sh(install).errors).toBe('rpm could not install /root/the package: error: not an rpm package');
    expect(sh(remove).said).toMatch(/not installed, as before/);
  });

  test('not removed is told, and is a failure', () => {
    const { sh, install, remove, fault } = withManager('rpm');
    sh(install);
    fault('keep');
    expect(sh(remove)).toMatchObject({
      code: 1,
      said: '  package nod32lms: could NOT be removed: error: needed by others\n',
    });
  });

  test.each(['deinstall ok config-files', 'purge ok not-installed'])(
    'dpkg: "%s" is not installed',
    (state) => {
      const { sh, remove, setState } = withManager('dpkg');
      setState(state);
      expect(sh(remove).said).toMatch(/not installed, as before/);
    },
  );

  test('a package is installed with the usual umask', () => {
    const { sh, install } = withManager('rpm');
    expect(sh(`${install}; cat "$run/transcript.log"`).said).toMatch(/^0022$/m);
  });
});
