/** A pattern of ssh_config(5): `*` is anything, `?` one character. */
function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|/-]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Whether a text is meant by a list of patterns: one fits, and none of those with a `!` does. */
export function isMeant(text: string, patterns: readonly string[]): boolean {
  const excluded = patterns.some((pattern) => pattern.startsWith('!') && isLike(text, pattern.slice(1)));
  return !excluded && patterns.some((pattern) => !pattern.startsWith('!') && isLike(text, pattern));
}

/** Names of servers, without regard to case, in a list with commas. */
export function isServerMeant(server: string, list: string): boolean {
  return isMeant(server.toLowerCase(), list.toLowerCase().split(','));
}
