import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { PackageSpec } from './package-spec.js';
import { packageTime } from './package-time.js';
import { entryOf, type HeaderEntry } from './rpm-header-writer.js';
import { configFlags, fileTypeDirectory, fileTypeRegular, RpmTag, sha256Algorithm } from './rpm-tags.js';
import { sortedFiles } from './sorted-files.js';

export interface RpmFile {
  readonly path: string;
  /** Type and permission bits. */
  readonly mode: number;
  readonly owner: string;
  readonly config: boolean;
  readonly content: Buffer;
}

export function rpmFilesOf(spec: PackageSpec): RpmFile[] {
  return sortedFiles(spec.files).map((file) => ({
    path: file.path,
    mode: (file.kind === 'directory' ? fileTypeDirectory : fileTypeRegular) | (file.mode & 0o7777),
    owner: file.owner,
    config: file.config === true,
    content: Buffer.from(file.content ?? []),
  }));
}

function digestOf(file: RpmFile): string {
  const isDirectory = (file.mode & fileTypeDirectory) !== 0;
  return isDirectory ? '' : createHash('sha256').update(file.content).digest('hex');
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '/' ? '/' : `${folder}/`;
}

/** The parallel arrays in which an rpm header describes its files; none at all for a package without files. */
export function rpmFileEntries(files: readonly RpmFile[]): HeaderEntry[] {
  if (files.length === 0) return [];
  const folders = [...new Set(files.map((file) => folderOf(file.path)))];
  const same = <T>(value: T): T[] => files.map(() => value);
  const owners = files.map((file) => file.owner);
  return [
    entryOf.int32(
      RpmTag.fileSizes,
      // rpmbuild writes a directory's size as the file system tells it, usually one block.
      files.map((file) => ((file.mode & fileTypeDirectory) !== 0 ? 4096 : file.content.length)),
    ),
    entryOf.int16(
      RpmTag.fileModes,
      files.map((file) => file.mode),
    ),
    entryOf.int16(RpmTag.fileRdevs, same(0)),
    entryOf.int32(RpmTag.fileMtimes, same(packageTime)),
    entryOf.strings(RpmTag.fileDigests, files.map(digestOf)),
    entryOf.strings(RpmTag.fileLinkTos, same('')),
    entryOf.int32(
      RpmTag.fileFlags,
      files.map((file) => (file.config ? configFlags : 0)),
    ),
    entryOf.strings(RpmTag.fileUserName, owners),
    entryOf.strings(RpmTag.fileGroupName, owners),
    entryOf.int32(RpmTag.fileVerifyFlags, same(-1)),
    entryOf.int32(RpmTag.fileDevices, same(1)),
    entryOf.int32(
      RpmTag.fileInodes,
      files.map((_, index) => index + 1),
    ),
    entryOf.strings(RpmTag.fileLangs, same('')),
    entryOf.int32(
      RpmTag.dirIndexes,
      files.map((file) => folders.indexOf(folderOf(file.path))),
    ),
    entryOf.strings(
      RpmTag.baseNames,
      files.map((file) => posix.basename(file.path)),
    ),
    entryOf.strings(RpmTag.dirNames, folders),
    entryOf.int32(RpmTag.fileDigestAlgo, [sha256Algorithm]),
  ];
}
