import { createHash } from 'node:crypto';
import { readCpio } from './cpio-reader.js';
import { gunzip } from './gzip.js';
import type { ContentsFile, PackageContents, PackageScripts } from './package-contents.js';
import { PackageError } from './package-error.js';
import { RpmHeader } from './rpm-header-reader.js';
import {
  configFlag,
  fileTypeDirectory,
  fileTypeMask,
  fileTypeRegular,
  RpmSignatureTag,
  RpmTag,
} from './rpm-tags.js';

const leadSize = 96;

function wanted(header: RpmHeader, tag: number): string {
  const text = header.string(tag);
  if (text === undefined) throw new PackageError(`the package header lacks tag ${tag}`);
  return text;
}

function scriptsOf(header: RpmHeader): PackageScripts {
  const preinstall = header.string(RpmTag.preIn);
  const postinstall = header.string(RpmTag.postIn);
  const preremove = header.string(RpmTag.preUn);
  const postremove = header.string(RpmTag.postUn);
  return {
    ...(preinstall === undefined ? {} : { preinstall }),
    ...(postinstall === undefined ? {} : { postinstall }),
    ...(preremove === undefined ? {} : { preremove }),
    ...(postremove === undefined ? {} : { postremove }),
  };
}

function filesOf(header: RpmHeader, members: ReadonlyMap<string, Buffer>): ContentsFile[] {
  const folders = header.strings(RpmTag.dirNames);
  const folderIndexes = header.numbers(RpmTag.dirIndexes);
  const modes = header.numbers(RpmTag.fileModes);
  const flags = header.numbers(RpmTag.fileFlags);
  const times = header.numbers(RpmTag.fileMtimes);
  const users = header.strings(RpmTag.fileUserName);
  const groups = header.strings(RpmTag.fileGroupName);
  return header.strings(RpmTag.baseNames).map((name, index) => {
    const path = `${folders[folderIndexes[index] ?? -1] ?? '/'}${name}`;
    const mode = modes[index] ?? 0;
    const type = mode & fileTypeMask;
    if (type !== fileTypeRegular && type !== fileTypeDirectory) {
      throw new PackageError(
        `${path} is neither a file nor a directory, which this stand-in does not install`,
      );
    }
    const content = members.get(`.${path}`);
    if (type === fileTypeRegular && content === undefined)
      throw new PackageError(`${path} is not in the payload`);
    return {
      kind: type === fileTypeDirectory ? 'directory' : 'file',
      path,
      mode: mode & 0o7777,
      user: users[index] ?? 'root',
      group: groups[index] ?? 'root',
      config: ((flags[index] ?? 0) & configFlag) !== 0,
      mtime: times[index] ?? 0,
      content: content ?? Buffer.alloc(0),
    };
  });
}

/** @throws PackageError when the bytes are not a binary rpm, are damaged, or are packed by other means than gzip. */
export function readRpm(file: Buffer): PackageContents {
  if (file.length < leadSize || file.readUInt32BE(0) !== 0xedabeedb)
    throw new PackageError('not an rpm package');
  const signature = new RpmHeader(file, leadSize);
  const start = leadSize + Math.ceil(signature.length / 8) * 8;
  const header = new RpmHeader(file, start);
  const headerBytes = file.subarray(start, start + header.length);
  const payload = file.subarray(start + header.length);

  const expected = signature.string(RpmSignatureTag.sha256Header);
  if (expected !== undefined && createHash('sha256').update(headerBytes).digest('hex') !== expected) {
    throw new PackageError('Header SHA256 digest: BAD');
  }
  const payloadDigest = header.string(RpmTag.payloadDigest);
  if (payloadDigest !== undefined && createHash('sha256').update(payload).digest('hex') !== payloadDigest) {
    throw new PackageError('Payload SHA256 digest: BAD');
  }
  const compressor = header.string(RpmTag.payloadCompressor) ?? 'gzip';
  if (compressor !== 'gzip')
    throw new PackageError(`the payload is packed with ${compressor}; this stand-in knows gzip`);

  return {
    name: wanted(header, RpmTag.name),
    version: wanted(header, RpmTag.version),
    release: wanted(header, RpmTag.release),
    arch: wanted(header, RpmTag.arch),
    summary: header.string(RpmTag.summary) ?? '',
    files: filesOf(header, readCpio(gunzip(payload))),
    scripts: scriptsOf(header),
  };
}
