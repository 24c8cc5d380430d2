import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PackageContents, PackageScripts } from './package-contents.js';

export interface InstalledFile {
  readonly kind: 'file' | 'directory';
  readonly path: string;
  readonly config: boolean;
  /** Of the contents as packaged, in hexadecimal; empty for a directory. */
  readonly sha256: string;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  readonly summary: string;
  /** `config-files`: removed by dpkg, but its configuration files are still there. */
  readonly status: 'installed' | 'config-files';
  readonly files: readonly InstalledFile[];
  readonly scripts: PackageScripts;
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function installedFrom(contents: PackageContents): InstalledPackage {
  const { name, version, release, arch, summary, scripts } = contents;
  const files = contents.files.map(({ kind, path, config, content }) => ({
    kind,
    path,
    config,
    sha256: kind === 'file' ? sha256(content) : '',
  }));
  return { name, version, release, arch, summary, status: 'installed', files, scripts };
}

/**
 * What is installed, in one JSON file. A database without packages is no file at all, so that installing a package
 * and erasing it again leaves the same bytes.
 */
export class InstalledDatabase {
  readonly #file: string;
  readonly #packages: Map<string, InstalledPackage>;

  /** @throws Error when the file is there but cannot be read or is not this database's. */
  constructor(file: string) {
    this.#file = file;
    let text: string | undefined;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const list = text === undefined ? [] : (JSON.parse(text) as InstalledPackage[]);
    this.#packages = new Map(list.map((installed) => [installed.name, installed]));
  }

  get(name: string): InstalledPackage | undefined {
    return this.#packages.get(name);
  }

  /** All packages, by name. */
  list(): InstalledPackage[] {
    return [...this.#packages.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** The packages that own `path`, leaving out the one named. */
  ownersOf(path: string, except?: string): InstalledPackage[] {
    return this.list().filter(
      (installed) => installed.name !== except && installed.files.some((file) => file.path === path),
    );
  }

  put(installed: InstalledPackage): void {
    this.#packages.set(installed.name, installed);
    this.#save();
  }

  delete(name: string): void {
    this.#packages.delete(name);
    this.#save();
  }

  #save(): void {
    if (this.#packages.size === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    const beside = `${this.#file}.new`;
    writeFileSync(beside, `${JSON.stringify(this.list(), null, 1)}\n`);
    renameSync(beside, this.#file);
  }
}
