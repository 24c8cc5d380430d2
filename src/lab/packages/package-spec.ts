/** What a package of the lab holds; `buildRpm` and `buildDeb` write it as a real package. */
export interface PackageFile {
  readonly kind: 'file' | 'directory';
  /** Absolute path on the target. */
  readonly path: string;
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly owner: 'root' | 'axigen';
  readonly content?: Uint8Array;
  /** A configuration file: kept or saved aside by the package manager when it was edited. */
  readonly config?: boolean;
}

export interface PackageSpec {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly summary: string;
  readonly files: readonly PackageFile[];
  /** Bourne shell texts. */
  readonly preinstall?: string;
  readonly postinstall?: string;
  readonly preremove?: string;
  readonly postremove?: string;
}
