import { resolveEscapes } from './escapes.js';
import type { InstalledPackage } from './installed-database.js';

/** `version-revision`, or the version alone. */
export function debianVersion(installed: Pick<InstalledPackage, 'version' | 'release'>): string {
  return installed.release === '' ? installed.version : `${installed.version}-${installed.release}`;
}

export function statusWords(installed: InstalledPackage): string {
  return installed.status === 'installed' ? 'install ok installed' : 'deinstall ok config-files';
}

export function statusLetters(installed: InstalledPackage): string {
  return installed.status === 'installed' ? 'ii ' : 'rc ';
}

const fields: Readonly<Record<string, (installed: InstalledPackage) => string>> = {
  package: ({ name }) => name,
  'binary:package': ({ name }) => name,
  version: debianVersion,
  architecture: ({ arch }) => arch,
  status: statusWords,
  'db:status-abbrev': statusLetters,
  description: ({ summary }) => summary,
  'binary:summary': ({ summary }) => summary,
};

/** One package through a dpkg-query format: `${Field}`, `${Field;width}` and escapes; an unknown field is empty. */
export function formatDpkg(format: string, installed: InstalledPackage): string {
  return format.replace(
    /\\.|\$\{([^};]*)(?:;(-?\d+))?\}/gs,
    (found, field: string | undefined, width?: string) => {
      if (field === undefined) return resolveEscapes(found);
      const value = fields[field.toLowerCase()]?.(installed) ?? '';
      const columns = Number(width ?? '0');
      return columns < 0 ? value.padEnd(-columns) : value.padStart(columns);
    },
  );
}
