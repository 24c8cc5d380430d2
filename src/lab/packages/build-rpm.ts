import { createHash } from 'node:crypto';
import { writeCpio } from './cpio-writer.js';
import { gzip } from './gzip.js';
import type { PackageSpec } from './package-spec.js';
import { packageTime } from './package-time.js';
import { padding } from './padding.js';
import { type RpmFile, rpmFileEntries, rpmFilesOf } from './rpm-file-entries.js';
import { entryOf, type HeaderEntry, writeHeader } from './rpm-header-writer.js';
import { RpmSignatureTag, RpmTag, senseEqual, senseRpmlib, sha256Algorithm } from './rpm-tags.js';

const shell = '/bin/sh';

function digest(algorithm: 'md5' | 'sha1' | 'sha256', ...parts: readonly Buffer[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Ninety-six bytes that no rpm of this century reads, but that `file` and old tools know a package by. */
function lead(spec: PackageSpec): Buffer {
  const bytes = Buffer.alloc(96);
  bytes.set([0xed, 0xab, 0xee, 0xdb, 3, 0], 0);
  bytes.writeUInt16BE(255, 8); // noarch
  bytes.write(`${spec.name}-${spec.version}-${spec.release}`.slice(0, 65), 10);
  bytes.writeUInt16BE(1, 76); // linux
  bytes.writeUInt16BE(5, 78); // header-style signature
  return bytes;
}

function scriptEntries(spec: PackageSpec): HeaderEntry[] {
  const scripts: readonly [string | undefined, number, number][] = [
    [spec.preinstall, RpmTag.preIn, RpmTag.preInProg],
    [spec.postinstall, RpmTag.postIn, RpmTag.postInProg],
    [spec.preremove, RpmTag.preUn, RpmTag.preUnProg],
    [spec.postremove, RpmTag.postUn, RpmTag.postUnProg],
  ];
  return scripts.flatMap(([text, tag, program]) =>
    text === undefined ? [] : [entryOf.string(tag, text), entryOf.string(program, shell)],
  );
}

function dependencyEntries(spec: PackageSpec): HeaderEntry[] {
  // Only what the format itself needs. /bin/sh is not asked for: a lab's package database is empty, so nothing
  // in it provides a shell, although the shell is there.
  const features: readonly [string, string][] = [
    ['rpmlib(CompressedFileNames)', '3.0.4-1'],
    ['rpmlib(FileDigests)', '4.6.0-1'],
    ['rpmlib(PayloadFilesHavePrefix)', '4.0-1'],
  ];
  return [
    entryOf.strings(RpmTag.provideName, [spec.name]),
    entryOf.int32(RpmTag.provideFlags, [senseEqual]),
    entryOf.strings(RpmTag.provideVersion, [`${spec.version}-${spec.release}`]),
    entryOf.strings(
      RpmTag.requireName,
      features.map(([name]) => name),
    ),
    entryOf.int32(
      RpmTag.requireFlags,
      features.map(() => senseRpmlib),
    ),
    entryOf.strings(
      RpmTag.requireVersion,
      features.map(([, version]) => version),
    ),
  ];
}

function mainHeader(spec: PackageSpec, files: readonly RpmFile[], payload: Buffer): Buffer {
  const installedSize = files.reduce((sum, file) => sum + file.content.length, 0);
  return writeHeader(RpmTag.headerImmutable, [
    entryOf.strings(RpmTag.i18nTable, ['C']),
    entryOf.string(RpmTag.name, spec.name),
    entryOf.string(RpmTag.version, spec.version),
    entryOf.string(RpmTag.release, spec.release),
    entryOf.i18n(RpmTag.summary, spec.summary),
    entryOf.i18n(RpmTag.description, spec.summary),
    entryOf.int32(RpmTag.buildTime, [packageTime]),
    entryOf.string(RpmTag.buildHost, 'localhost'),
    entryOf.int32(RpmTag.size, [installedSize]),
    entryOf.string(RpmTag.license, 'MIT'),
    entryOf.i18n(RpmTag.group, 'Applications/Internet'),
    entryOf.string(RpmTag.os, 'linux'),
    entryOf.string(RpmTag.arch, 'noarch'),
    // A binary package is told from a source one by this tag.
    entryOf.string(RpmTag.sourceRpm, `${spec.name}-${spec.version}-${spec.release}.src.rpm`),
    entryOf.string(RpmTag.rpmVersion, '4.4.2'),
    entryOf.string(RpmTag.payloadFormat, 'cpio'),
    entryOf.string(RpmTag.payloadCompressor, 'gzip'),
    entryOf.string(RpmTag.payloadFlags, '9'),
    entryOf.string(RpmTag.encoding, 'utf-8'),
    entryOf.strings(RpmTag.payloadDigest, [digest('sha256', payload).toString('hex')]),
    entryOf.int32(RpmTag.payloadDigestAlgo, [sha256Algorithm]),
    ...scriptEntries(spec),
    ...dependencyEntries(spec),
    ...rpmFileEntries(files),
  ]);
}

/**
 * A real binary rpm (format v4, noarch, gzip'd cpio) with the digests that rpm 4.14 and later insist on. The
 * same spec always gives the same bytes.
 *
 * @throws RangeError when two files share a path or a path is not absolute.
 */
export function buildRpm(spec: PackageSpec): Buffer {
  const files = rpmFilesOf(spec);
  const archive = writeCpio(
    files.map((file, index) => ({
      name: `.${file.path}`,
      mode: file.mode,
      inode: index + 1,
      mtime: packageTime,
      content: file.content,
    })),
  );
  const payload = gzip(archive);
  const header = mainHeader(spec, files, payload);
  const signature = writeHeader(RpmTag.headerSignatures, [
    entryOf.string(RpmSignatureTag.sha1Header, digest('sha1', header).toString('hex')),
    entryOf.string(RpmSignatureTag.sha256Header, digest('sha256', header).toString('hex')),
    entryOf.int32(RpmSignatureTag.size, [header.length + payload.length]),
    entryOf.binary(RpmSignatureTag.md5, digest('md5', header, payload)),
    entryOf.int32(RpmSignatureTag.payloadSize, [archive.length]),
  ]);
  return Buffer.concat([lead(spec), signature, padding(signature.length, 8), header, payload]);
}
