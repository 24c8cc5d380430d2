import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import type { Entry } from '../e2e/support/snapshot.js';
import { isListed, notCompared } from '../e2e/support/unlike.js';

/** The files of a lab, as its snapshots have them, seen from outside: what was not written since is not read again. */
export class Likeness {
  readonly #hashes = new Map<string, { readonly version: string; readonly hash: string }>();

  /** @param root the lab's root folder, with all that is mounted in there */
  constructor(readonly root: string) {}

  files(): Readonly<Record<string, Entry>> {
    const entries: Record<string, Entry> = {};
    const walk = (path: string) => {
      if (isListed(notCompared, path)) return;
      const stat = lstatSync(this.root + path);
      entries[path] = {
        type: typeOf(stat),
        mode: (stat.mode & 0o7777).toString(8),
        owner: `${stat.uid}:${stat.gid}`,
        ...(stat.isFile() ? { contents: `${stat.size} bytes, ${this.#hash(path, stat)}` } : {}),
        ...(stat.isSymbolicLink() ? { contents: `-> ${readlinkSync(this.root + path)}` } : {}),
        written: `inode ${stat.ino}, ${stat.mtimeMs}`,
      };
      if (!stat.isDirectory()) return;
      for (const name of readdirSync(this.root + path).sort()) walk(`${path === '/' ? '' : path}/${name}`);
    };
    walk('/');
    return entries;
  }

  #hash(path: string, { ino, size, mtimeMs, ctimeMs }: Stats): string {
    const version = `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
    const known = this.#hashes.get(path);
    if (known?.version === version) return known.hash;
    const hash = createHash('sha1')
      .update(readFileSync(this.root + path))
      .digest('hex');
    this.#hashes.set(path, { version, hash });
    return hash;
  }
}

function typeOf(stat: Stats): string {
  if (stat.isDirectory()) return 'folder';
  if (stat.isFile()) return 'file';
  if (stat.isSymbolicLink()) return 'link';
  return stat.isFIFO() ? 'fifo' : stat.isSocket() ? 'socket' : 'device';
}
