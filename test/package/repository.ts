import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

export function readRepositoryFile(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}

/** Every file that is in the repository, or would be with the next `git add`. */
export function repositoryFiles(): readonly string[] {
  const paths = git(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']);
  // Not those that are deleted and not yet committed, nor links, such as one to another clone's node_modules.
  return paths.filter((path) => lstatSync(join(packageRoot(), path), { throwIfNoEntry: false })?.isFile());
}

function git(argv: readonly string[]): readonly string[] {
  // The repository may belong to somebody else than who runs the tests, as in a container.
  const output = execFileSync('git', ['-c', 'safe.directory=*', ...argv], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  return output.split('\0').filter((path) => path !== '');
}
