import { readFileSync } from 'node:fs';

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Names of users by number, from /etc/passwd; the first entry of a number counts. */
export function userNames(): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of linesOf('/etc/passwd')) {
    const [name = '', , uid = ''] = line.split(':');
    if (uid !== '' && !names.has(Number(uid))) names.set(Number(uid), name);
  }
  return names;
}

/** Names of services by `25/tcp`, from /etc/services. */
export function serviceNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const line of linesOf('/etc/services')) {
    const [, name, port] = /^([^#\s]+)\s+(\d+\/\w+)/.exec(line) ?? [];
    if (name && port && !names.has(port)) names.set(port, name);
  }
  return names;
}
