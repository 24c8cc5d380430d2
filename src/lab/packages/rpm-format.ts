import { resolveEscapes } from './escapes.js';
import type { InstalledPackage } from './installed-database.js';

type Described = Pick<InstalledPackage, 'name' | 'version' | 'release' | 'arch' | 'summary'>;

const tags: Readonly<Record<string, (described: Described) => string>> = {
  NAME: (described) => described.name,
  VERSION: (described) => described.version,
  RELEASE: (described) => described.release,
  ARCH: (described) => described.arch,
  SUMMARY: (described) => described.summary,
  EPOCH: () => '(none)',
  NVR: nameVersionRelease,
  NVRA: fullName,
};

/** `name-version-release`. */
export function nameVersionRelease(described: Described): string {
  return `${described.name}-${described.version}-${described.release}`;
}

/** `name-version-release.arch`: how rpm prints a package. */
export function fullName(described: Described): string {
  return `${nameVersionRelease(described)}.${described.arch}`;
}

/**
 * One package through an rpm query format: `%{TAG}`, `%-20{TAG}`, `%%` and escapes.
 *
 * @throws RangeError, with rpm's own words, for a tag that is not known.
 */
export function formatRpm(format: string, described: Described): string {
  return format.replace(
    /\\.|%%|%(-?\d*)\{([^}]*)\}/gs,
    (found, width: string | undefined, tag: string | undefined) => {
      if (found.startsWith('\\')) return resolveEscapes(found);
      if (tag === undefined) return '%';
      const value = tags[tag.toUpperCase()]?.(described);
      if (value === undefined) throw new RangeError(`incorrect format: unknown tag: "${tag}"`);
      const columns = Number(width ?? '');
      return columns < 0 ? value.padEnd(-columns) : value.padStart(columns);
    },
  );
}
