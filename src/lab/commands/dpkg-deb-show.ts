import { formatDpkg } from '../packages/dpkg-format.js';
import { installedFrom } from '../packages/installed-database.js';
import { readDeb } from '../packages/read-deb.js';

export interface ShowRequest {
  readonly format: string;
  readonly file: string;
}

/** The user asked for something that this dpkg-deb does not know. */
export class DpkgDebUsage extends Error {}

/** Reads `-W [--showformat=FORMAT] FILE`, which is all that a look into a package before its installation needs. */
export function parseDpkgDebArguments(args: readonly string[]): ShowRequest {
  let format = '${Package}\\t${Version}\\n';
  const files: string[] = [];
  let isShow = false;
  for (const arg of args) {
    if (arg === '-W' || arg === '--show') isShow = true;
    else if (arg.startsWith('--showformat=')) format = arg.slice('--showformat='.length);
    else if (arg.startsWith('-')) throw new DpkgDebUsage(`unknown option '${arg}'`);
    else files.push(arg);
  }
  const [file] = files;
  if (!isShow || file === undefined || files.length > 1)
    throw new DpkgDebUsage('--show needs one .deb filename');
  return { format, file };
}

/** @throws PackageError when the bytes are not a deb. */
export function showDeb({ format }: ShowRequest, content: Buffer): string {
  return formatDpkg(format, installedFrom(readDeb(content)));
}
