import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file tree that a stand-in of a package manager works on: the machine itself, or a folder that plays its root. */
export class StandinTarget {
  /** Empty for the machine itself. */
  readonly root: string;
  /** For messages of progress. */
  readonly out: (text: string) => void;
  /** For warnings and errors. */
  readonly err: (text: string) => void;

  constructor(root: string, out: (text: string) => void, err: (text: string) => void) {
    this.root = root.replace(/\/+$/, '');
    this.out = out;
    this.err = err;
  }

  /** Where a path of the target lies on this machine. */
  at(path: string): string {
    return this.root === '' ? path : join(this.root, path);
  }

  /** The number of a user or group, from the target's own files; `undefined` for an unknown name. */
  idOf(kind: 'passwd' | 'group', name: string): number | undefined {
    if (name === 'root') return 0;
    let text: string;
    try {
      text = readFileSync(this.at(`/etc/${kind}`), 'utf8');
    } catch {
      return undefined;
    }
    const fields = text.split('\n').map((line) => line.split(':'));
    const id = Number(fields.find((line) => line[0] === name)?.[2] ?? Number.NaN);
    return Number.isSafeInteger(id) ? id : undefined;
  }
}

/** The target that the environment names: `LAB_ROOT` is a folder that plays the root, for tests. */
export function targetFromEnvironment(): StandinTarget {
  return new StandinTarget(
    process.env.LAB_ROOT ?? '',
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
