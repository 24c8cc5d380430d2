import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetLibrary } from '../../src/engine/target-library.js';
import { quoteWord } from '../../src/host/shell.js';

export interface ShellResult {
  readonly code: number | null;
  /** Standard output. */
  readonly said: string;
  readonly errors: string;
}

/** A run's folder on a "target" that is a folder of this machine, and the library at work in it. */
export class TargetShell {
  readonly #command: readonly string[];
  readonly run: string;

  constructor(command: readonly string[], run: string) {
    this.#command = command;
    this.run = run;
    mkdirSync(join(run, 'files'), { recursive: true });
    writeFileSync(join(run, 'transcript.log'), '');
  }

  /** Puts a file of the run in place, such as `001.after`. */
  file(name: string, content: string): void {
    writeFileSync(join(this.run, 'files', name), content);
  }

  path(name: string): string {
    return join(this.run, 'files', name);
  }

  /** Runs a script after the library; `$trouble` is printed last, on standard error. */
  sh(script: string, before = ''): ShellResult {
    const [program = 'sh', ...options] = this.#command;
    const text = [
      `run=${quoteWord(this.run)}`,
      targetLibrary().text.replace('patience=30', 'patience=1'),
      'trouble=',
      before,
      script,
      'code=$?',
      `printf '%s' "$trouble" >&2`,
      'exit $code',
    ].join('\n');
    const { status, stdout, stderr } = spawnSync(program, [...options, '-c', text], { encoding: 'utf8' });
    return { code: status, said: stdout, errors: stderr };
  }
}

/** The words as arguments for a shell. */
export function words(...list: readonly string[]): string {
  return list.map(quoteWord).join(' ');
}

/** As if the disk were full: no file can grow beyond nothing. */
export const fullDisk = "trap '' XFSZ; ulimit -f 0";
