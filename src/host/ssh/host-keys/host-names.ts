import { createHmac } from 'node:crypto';

/** Only ASCII, as OpenSSH does it. */
export function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What known_hosts calls a server: a port other than 22 belongs to its name. */
export function nameWithPort(host: string, port: number): string {
  return port === 22 ? lowerCase(host) : `[${lowerCase(host)}]:${port}`;
}

/** The names of a line of known_hosts as OpenSSH hashes one: `|1|salt|hash`. The salt has 20 bytes. */
export function hashedName(name: string, salt: Uint8Array): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${Buffer.from(salt).toString('base64')}|${hash}`;
}

/** Whether the names of a line of known_hosts are those of a server. `name` is in lower case. */
export function matchesNames(names: string, name: string): boolean {
  if (names.startsWith('|')) return matchesHash(names, name);
  let found = false;
  for (const part of lowerCase(names).split(',')) {
    const negated = part.startsWith('!');
    const pattern = negated ? part.slice(1) : part;
    // match.c of OpenSSH: a pattern of that length and the line is not for anybody.
    if (pattern.length >= 1023) return false;
    if (!matchesPattern(pattern, name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

function matchesHash(names: string, name: string): boolean {
  const [, salt] = /^\|1\|([^|]*)\|/.exec(names) ?? [];
  if (salt === undefined) return false;
  const bytes = Buffer.from(salt, 'base64');
  return bytes.length === 20 && hashedName(name, bytes) === names;
}

/** `*` is any text, `?` any character. Goes back to the last `*` only, so that no pattern takes long. */
function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      retry = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
