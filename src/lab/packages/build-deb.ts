import { createHash } from 'node:crypto';
import { writeAr } from './ar.js';
import { gzip } from './gzip.js';
import type { PackageFile, PackageSpec } from './package-spec.js';
import { packageTime } from './package-time.js';
import { sortedFiles } from './sorted-files.js';
import { type TarEntry, writeTar } from './tar-writer.js';

function controlText(spec: PackageSpec, files: readonly PackageFile[]): string {
  const bytes = files.reduce((sum, file) => sum + (file.content?.length ?? 0), 0);
  return [
    `Package: ${spec.name}`,
    `Version: ${spec.version}-${spec.release}`,
    'Architecture: all',
    'Maintainer: gateway-setup rehearsal lab <root@localhost>',
    `Installed-Size: ${Math.ceil(bytes / 1024)}`,
    'Section: mail',
    'Priority: optional',
    `Description: ${spec.summary.replaceAll('\n', ' ')}`,
    '',
  ].join('\n');
}

function maintainerScript(text: string): string {
  return text.startsWith('#!') ? text : `#!/bin/sh\n${text}`;
}

function controlMember(name: string, text: string, mode: number): TarEntry {
  return {
    kind: 'file',
    name: `./${name}`,
    mode,
    owner: 'root',
    mtime: packageTime,
    content: Buffer.from(text),
  };
}

function controlMembers(spec: PackageSpec, files: readonly PackageFile[]): TarEntry[] {
  const regular = files.filter((file) => file.kind === 'file');
  const conffiles = regular.filter((file) => file.config === true).map((file) => `${file.path}\n`);
  const sums = regular
    .filter((file) => file.config !== true)
    .map((file) => {
      const sum = createHash('md5')
        .update(file.content ?? new Uint8Array())
        .digest('hex');
      return `${sum}  ${file.path.slice(1)}\n`;
    });
  const scripts: readonly [string, string | undefined][] = [
    ['preinst', spec.preinstall],
    ['postinst', spec.postinstall],
    ['prerm', spec.preremove],
    ['postrm', spec.postremove],
  ];
  return [
    {
      kind: 'directory',
      name: './',
      mode: 0o755,
      owner: 'root',
      mtime: packageTime,
      content: Buffer.alloc(0),
    },
    controlMember('control', controlText(spec, files), 0o644),
    ...(conffiles.length === 0 ? [] : [controlMember('conffiles', conffiles.join(''), 0o644)]),
    controlMember('md5sums', sums.join(''), 0o644),
    ...scripts.flatMap(([name, text]) =>
      text === undefined ? [] : [controlMember(name, maintainerScript(text), 0o755)],
    ),
  ];
}

/**
 * A real Debian package (format 2.0, architecture all). The same spec always gives the same bytes.
 *
 * Only the directories of the spec are in it, not those above them (/etc, /opt, /etc/opt): dpkg removes every empty
 * directory that a package lists, and in a lab no base-files package holds on to those. They must exist on the target.
 *
 * @throws RangeError when two files share a path, a path is not absolute, or one is too long for tar.
 */
export function buildDeb(spec: PackageSpec): Buffer {
  const files = sortedFiles(spec.files);
  const data = files.map(
    (file): TarEntry => ({
      kind: file.kind,
      name: `.${file.path}${file.kind === 'directory' ? '/' : ''}`,
      mode: file.mode,
      owner: file.owner,
      mtime: packageTime,
      content: file.content ?? new Uint8Array(),
    }),
  );
  return writeAr(
    [
      ['debian-binary', Buffer.from('2.0\n')],
      ['control.tar.gz', gzip(writeTar(controlMembers(spec, files)))],
      ['data.tar.gz', gzip(writeTar(data))],
    ],
    packageTime,
  );
}
