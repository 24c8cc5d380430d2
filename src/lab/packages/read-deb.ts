import { readAr } from './ar.js';
import { gunzip } from './gzip.js';
import type { ContentsFile, PackageContents, PackageScripts } from './package-contents.js';
import { PackageError } from './package-error.js';
import { readTar, type TarMember } from './tar-reader.js';

function unpack(members: ReadonlyMap<string, Buffer>, name: 'control' | 'data'): TarMember[] {
  const packed = members.get(`${name}.tar.gz`);
  if (packed !== undefined) return readTar(gunzip(packed));
  const plain = members.get(`${name}.tar`);
  if (plain !== undefined) return readTar(plain);
  const other = [...members.keys()].find((key) => key.startsWith(`${name}.tar.`));
  if (other !== undefined)
    throw new PackageError(`${other} is packed in a way that this stand-in does not know`);
  throw new PackageError(`the archive has no ${name} member`);
}

function plainName(name: string): string {
  return name.replace(/^\.\//, '').replace(/\/$/, '');
}

function fieldsOf(control: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of control.split('\n')) {
    const match = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) fields.set(match[1].toLowerCase(), match[2]);
  }
  return fields;
}

function scriptsOf(control: ReadonlyMap<string, string>): PackageScripts {
  const preinstall = control.get('preinst');
  const postinstall = control.get('postinst');
  const preremove = control.get('prerm');
  const postremove = control.get('postrm');
  return {
    ...(preinstall === undefined ? {} : { preinstall }),
    ...(postinstall === undefined ? {} : { postinstall }),
    ...(preremove === undefined ? {} : { preremove }),
    ...(postremove === undefined ? {} : { postremove }),
  };
}

function contentsFile(member: TarMember, conffiles: ReadonlySet<string>): ContentsFile {
  const path = `/${plainName(member.name)}`;
  const { kind, mode, user, group, mtime, content } = member;
  return { kind, path, mode, user, group, mtime, content, config: conffiles.has(path) };
}

/** @throws PackageError when the bytes are not a deb, are damaged, or are packed by other means than gzip. */
export function readDeb(file: Buffer): PackageContents {
  const members = readAr(file);
  if (members.get('debian-binary')?.toString('latin1').startsWith('2.') !== true) {
    throw new PackageError('not a Debian format archive');
  }
  const control = new Map(
    unpack(members, 'control').map((member) => [plainName(member.name), member.content.toString('utf8')]),
  );
  const fields = fieldsOf(control.get('control') ?? '');
  const name = fields.get('package');
  const full = fields.get('version');
  if (name === undefined || full === undefined)
    throw new PackageError('the control file lacks Package or Version');
  const dash = full.lastIndexOf('-');
  const conffiles = new Set((control.get('conffiles') ?? '').split('\n'));
  return {
    name,
    version: dash < 0 ? full : full.slice(0, dash),
    release: dash < 0 ? '' : full.slice(dash + 1),
    arch: fields.get('architecture') ?? 'all',
    summary: fields.get('description') ?? '',
    files: unpack(members, 'data')
      .filter((member) => plainName(member.name) !== '' && plainName(member.name) !== '.')
      .map((member) => contentsFile(member, conffiles)),
    scripts: scriptsOf(control),
  };
}
