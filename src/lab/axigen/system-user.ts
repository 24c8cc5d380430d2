import { readFileSync } from 'node:fs';

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** A user of a passwd file's text; undefined when it has none of that name. */
export function findUser(passwd: string, name: string): SystemUser | undefined {
  for (const line of passwd.split('\n')) {
    const [found, , uid, gid] = line.split(':');
    if (found === name && /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')) {
      return { name, uid: Number(uid), gid: Number(gid) };
    }
  }
  return undefined;
}

/** The user that the server runs as, from /etc/passwd; undefined when this machine has none. */
export function serverUser(): SystemUser | undefined {
  try {
    return findUser(readFileSync('/etc/passwd', 'utf8'), 'axigen');
  } catch {
    return undefined;
  }
}

/**
 * Becomes that user in all that files and `ps` see. Root stays in reserve, as the real server's supervisor
 * (facts 5), because a listener on a port below 1024 may be added while the server runs. Does nothing when
 * not root, or when the user is root's own (a namespace with one user).
 */
export function becomeUser(user: SystemUser | undefined): void {
  if (user === undefined || user.uid === 0 || process.getuid?.() !== 0) return;
  process.setgroups?.([user.gid]);
  process.setegid?.(user.gid);
  process.seteuid?.(user.uid);
}

/** Runs what needs root's reserve, such as binding port 25, and is that user again afterwards. */
export async function withReserve<T>(user: SystemUser | undefined, work: () => Promise<T>): Promise<T> {
  if (user === undefined || process.getuid?.() !== 0 || process.geteuid?.() === 0) return work();
  process.seteuid?.(0);
  try {
    return await work();
  } finally {
    process.seteuid?.(user.uid);
  }
}
