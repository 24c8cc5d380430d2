/** A package as read back from its file: what both stand-ins install from. */
export interface ContentsFile {
  readonly kind: 'file' | 'directory';
  /** Absolute path on the target, without a final slash. */
  readonly path: string;
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly user: string;
  readonly group: string;
  readonly config: boolean;
  /** Modification time in seconds since 1970. */
  readonly mtime: number;
  /** Empty for a directory. */
  readonly content: Uint8Array;
}

/** Bourne shell texts; absent when the package has none. */
export interface PackageScripts {
  readonly preinstall?: string;
  readonly postinstall?: string;
  readonly preremove?: string;
  readonly postremove?: string;
}

export interface PackageContents {
  readonly name: string;
  readonly version: string;
  /** Empty for a Debian version without a revision. */
  readonly release: string;
  readonly arch: string;
  readonly summary: string;
  readonly files: readonly ContentsFile[];
  readonly scripts: PackageScripts;
}
