/** An address with the ESMTP parameters behind it, as in `<a@b> SIZE=100 BODY=8BITMIME`. */
export interface PathArgument {
  /** Without brackets; empty for `<>`. */
  readonly address: string;
  /** By name in upper case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Parses what follows MAIL FROM: or RCPT TO:. Brackets may be missing, as people at telnet leave them out.
 * @returns undefined when it is no mail address
 */
export function parsePath(text: string): PathArgument | undefined {
  const found = /^\s*(?:<([^<>]*)>|([^\s<>]+))(?:\s+(.*))?$/.exec(text);
  if (found === null) return undefined;
  // A source route (`@one,@two:user@host`) is skipped, as RFC 2821 wants.
  const address = (found[1] ?? found[2] ?? '').trim().replace(/^@[^:]*:/, '');
  if (
    !/^(?:[\x21-\x3f\x41-\x7e]+(?:@[A-Za-z0-9._-]+|@\[[\d.]+\])?)?$/.test(address) ||
    /^@|@$/.test(address)
  ) {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (const word of (found[3] ?? '').split(/\s+/)) {
    const equals = word.indexOf('=');
    if (word === '') continue;
    const name = equals === -1 ? word : word.slice(0, equals);
    parameters.set(name.toUpperCase(), equals === -1 ? '' : word.slice(equals + 1));
  }
  return { address, parameters };
}
