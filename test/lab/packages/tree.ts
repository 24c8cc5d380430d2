import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every path under `root` with its mode and, for a file, its contents; folders named in `without` are left out. */
export function treeOf(root: string, without: readonly string[] = []): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (without.some((folder) => name === folder || name.startsWith(`${folder}/`))) continue;
    const stat = lstatSync(join(root, name));
    const content = stat.isFile() ? readFileSync(join(root, name), 'latin1') : 'directory';
    tree[`/${name}`] = `${(stat.mode & 0o7777).toString(8)} ${content}`;
  }
  return tree;
}
