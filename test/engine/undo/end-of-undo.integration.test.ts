import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { shells } from '../../host/shells.js';
import { temporaryFolder } from '../../host/temporary-folder.js';
import { TargetShell } from '../../support/target-shell.js';

const folder = temporaryFolder();

describe.each(shells)('the note of an undo, with %s', (name, command) => {
  // Made when a test runs: the temporary folder is not there before.
  let shell: TargetShell;
  let note: string;
  beforeAll(() => {
    shell = new TargetShell(command, folder(`${name} end`, 'run'));
    note = `${shell.run}/undoing`;
  });

  test('goes by the process itself, never by another one that could outlive it', () => {
    // A function is what another process would be: exec takes the program.
    const { code, said } = shell.sh('hold "$run/undoing"; rm() { say late; }; end_undo 0; say after');
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(existsSync(note)).toBe(false);
  });

  test('stays after a failure, and is in nobody’s way', () => {
    expect(shell.sh('hold "$run/undoing"; end_undo 1; exit 7').code).toBe(7);
    expect(existsSync(note)).toBe(true);
    const { said } = shell.sh('hold_anew "$run/undoing" && say held; end_undo 0');
    expect(said).toBe('held\n');
    expect(existsSync(note)).toBe(false);
  });
});
