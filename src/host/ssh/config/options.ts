/**
 * What a configuration says about one server: lower-case keywords with their values, before `~`, tokens and defaults.
 * IdentityFile has a value for each file, GlobalKnownHostsFile and UserKnownHostsFile one for each word, the rest have one.
 */
export type Options = ReadonlyMap<string, readonly string[]>;

/** The keywords whose value is a list of paths in one line. */
export const pathLists: ReadonlySet<string> = new Set(['userknownhostsfile', 'globalknownhostsfile']);

export function isYes(value: string | undefined): boolean {
  return value !== undefined && /^(yes|true)$/i.test(value);
}

export function isNone(value: string | undefined): boolean {
  return value?.toLowerCase() === 'none';
}
