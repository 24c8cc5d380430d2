import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

export function readRepositoryFile(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}

/** Every file that is in the repository, or would be with the next `git add`. */
export function repositoryFiles(): readonly string[] {
  const argv = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const deleted = new Set(git(['ls-files', '-z', '--deleted']));
  return git(argv).filter((path) => !deleted.has(path));
}

function git(argv: readonly string[]): readonly string[] {
  // The repository may belong to somebody else than who runs the tests, as in a container.
  const output = execFileSync('git', ['-c', 'safe.directory=*', ...argv], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  return output.split('\0').filter((path) => path !== '');
}
