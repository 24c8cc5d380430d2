import type { Fact } from '../fact.js';

/** One file as the survey saw it. */
export interface FileFact {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'other';
  /** Permission bits, such as 0o640. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** The path itself is a symbolic link; everything else tells of what it points at. */
  readonly link: boolean;
  /** The same file by a path without symbolic links, where that is another one than `path`. It is the one to be written at. */
  readonly real?: string;
  /** How many other names the file has (hard links), where there are any. */
  readonly otherNames?: number;
  /** The contents, where they were asked for and it is a regular file. */
  readonly bytes?: Uint8Array;
}

export interface CommandFact {
  readonly code: number;
  /** Standard output and standard error together. */
  readonly output: Uint8Array;
}

/** One of the folders in which a file was looked for. */
export interface PlaceFact {
  /** The word of the script that named it. */
  readonly how: string;
  readonly folder: string;
  /** The same folder without symbolic links; undefined: it is not there, or may not be entered. */
  readonly real: string | undefined;
  readonly file: Fact<FileFact>;
}

export interface SurveyAnswers {
  file(path: string): Fact<FileFact>;
  /** Every regular file directly in a folder, with its contents. */
  folder(path: string): Fact<readonly Fact<FileFact>[]>;
  command(id: string): Fact<CommandFact>;
  /** In the order in which the script named them. */
  places(id: string): readonly PlaceFact[];
}
