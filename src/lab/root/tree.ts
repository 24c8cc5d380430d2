import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A root directory under construction. Paths are absolute, as they will be seen inside. Modes are set
 * explicitly: the builder's umask must not decide whether the lab's axigen can read /etc/passwd.
 */
export class Tree {
  constructor(readonly root: string) {}

  at(path: string): string {
    return join(this.root, path);
  }

  has(path: string): boolean {
    return existsSync(this.at(path));
  }

  directory(path: string, mode = 0o755): void {
    const target = this.at(path);
    if (path !== '/' && !existsSync(dirname(target))) this.directory(dirname(path));
    if (!existsSync(target)) mkdirSync(target);
    chmodSync(target, mode);
  }

  private makeParent(path: string): void {
    if (!this.has(dirname(path))) this.directory(dirname(path));
  }

  file(path: string, content: string | Uint8Array, mode = 0o644): void {
    this.makeParent(path);
    writeFileSync(this.at(path), content);
    chmodSync(this.at(path), mode);
  }

  /** A file of the machine, shared with it on file systems that can (never a hard link: the lab may write to it). */
  copy(from: string, path: string, mode?: number): void {
    this.makeParent(path);
    copyFileSync(from, this.at(path), constants.COPYFILE_FICLONE);
    // Set-user-id bits are dropped; what really needs one asks for it.
    chmodSync(this.at(path), mode ?? (statSync(from).mode & 0o755) | 0o600);
  }

  /** Makes a program run as its owner, the lab's root, whoever starts it. */
  setUserId(path: string): void {
    chmodSync(this.at(path), 0o4755);
  }

  /** A folder of the machine with everything in it except what `skip` names; links are followed. */
  copyFolder(from: string, path: string, skip: (name: string) => boolean = () => false): void {
    this.directory(path);
    for (const entry of readdirSync(from)) {
      if (skip(entry)) continue;
      const source = join(from, entry);
      const kind = statSync(source, { throwIfNoEntry: false });
      if (kind?.isDirectory()) this.copyFolder(source, join(path, entry), skip);
      else if (kind?.isFile()) this.copy(source, join(path, entry));
    }
  }

  link(target: string, path: string): void {
    this.makeParent(path);
    symlinkSync(target, this.at(path));
  }
}
