/** Digests of one configuration file; `undefined` where there is no such file. */
export interface ConfigDigests {
  /** On the disk now. */
  readonly current: string | undefined;
  /** As the package being replaced had it. */
  readonly before: string | undefined;
  /** As the package being installed has it. */
  readonly packaged: string;
}

/**
 * What becomes of a configuration file when its package is installed, by the rules that rpm (`noreplace`) and dpkg share:
 * a file that nobody edited is replaced, an edited one stays, and the packaged one is put aside if it is news.
 */
export function configDecision(digests: ConfigDigests): 'write' | 'keep' | 'aside' {
  const { current, before, packaged } = digests;
  if (current === undefined || current === packaged || current === before) return 'write';
  return before === packaged ? 'keep' : 'aside';
}
