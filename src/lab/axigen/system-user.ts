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

/** Gives up root for good. Does nothing when not root, or when the user is root's own (a namespace with one user). */
export function becomeUser(user: SystemUser | undefined): void {
  if (user === undefined || user.uid === 0 || process.getuid?.() !== 0) return;
  process.setgroups?.([user.gid]);
  process.setgid?.(user.gid);
  process.setuid?.(user.uid);
}
