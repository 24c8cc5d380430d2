import type { ShellFragment } from '../shell.js';

/** One thing to read of the target. */
export type SurveyRequest =
  | { readonly kind: 'file'; readonly path: string; readonly contents: boolean }
  | { readonly kind: 'folder'; readonly path: string; readonly contents: boolean }
  /** A command that only reads; standard output and standard error are taken together. */
  | { readonly kind: 'command'; readonly id: string; readonly script: ShellFragment }
  /**
   * A file that may lie in one of several folders. The script prints a line `HOW<TAB>FOLDER` for each of them, HOW a word; the
   * contents of FOLDER/FILE are read in each.
   */
  | {
      readonly kind: 'find-file';
      readonly id: string;
      readonly script: ShellFragment;
      readonly file: string;
    };
