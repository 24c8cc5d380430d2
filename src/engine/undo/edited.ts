/** What is done about something that somebody has changed since: it stays as it is now, or becomes as it was before the run. */
export type Choice = 'keep' | 'before';

/** Something that a run has changed, and somebody after it. The values are not made safe for a terminal; secrets are hidden. */
export interface Question {
  readonly what: string;
  readonly before: string;
  readonly left: string;
  readonly now: string;
  /** What can be chosen; a start script that is gone, for one, cannot be made again. */
  readonly choices: readonly Choice[];
  /** What comes of it where nobody has said anything: only where undo.sh alone would do so, too. */
  readonly unasked?: Choice;
  /** What a choice means, where it does not go without saying. */
  readonly means?: Readonly<Partial<Record<Choice, string>>>;
}

/** A file, package or service that is not as the run left it. */
export interface Edited {
  readonly title: string;
  /** What of the run is taken out, whatever is chosen. */
  readonly putBack: readonly string[];
  /** What somebody has changed and keeps. */
  readonly stays: readonly string[];
  /** The package that it came with and that is removed now: whatever is decided, the file goes, and a copy of it stays beside the journal. */
  readonly goesWith?: string;
  readonly questions: readonly Question[];
  /** @param choices one for each question @throws UserError when that cannot be written. */
  decide(choices: readonly Choice[]): Decision;
}

/** What is laid beside the journal, for undo.sh to carry out. */
export interface Decision {
  /** The number of the first change that is taken back, as in file names, or `service-ID`. */
  readonly name: string;
  /** The words of NAME.decided before the checksum. */
  readonly words: readonly [found: string, wanted: string, ...more: string[]];
  readonly foundSince?: Uint8Array;
  readonly merged?: Uint8Array;
  /** To be shown as a diff. */
  readonly shown?: { readonly path: string; readonly now: Uint8Array; readonly wanted: Uint8Array };
}
