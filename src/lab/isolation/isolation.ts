import type { IsolationKind } from '../options.js';

/**
 * How the lab's users are mapped to the machine's.
 * `root`: they are the machine's (we are root). `range`: root is us, the others are our subordinate ids.
 * `single`: there is only one user, us, called root; the lab's axigen shares its number.
 */
export type UserMapping = 'root' | 'range' | 'single';

export interface Isolation {
  readonly kind: IsolationKind;
  readonly mapping: UserMapping;
}

/** Every way to keep a lab apart, the better first. */
export const isolations: readonly Isolation[] = [
  { kind: 'namespaces', mapping: 'root' },
  { kind: 'namespaces', mapping: 'range' },
  { kind: 'namespaces', mapping: 'single' },
  { kind: 'chroot', mapping: 'root' },
];

/** For people, with what is different from a real server. */
export function describeIsolation({ kind, mapping }: Isolation): string {
  if (kind === 'chroot') {
    return 'a chroot: processes and ports are shared with this machine (it allows no namespaces)';
  }
  if (mapping === 'root') return 'namespaces, as root';
  if (mapping === 'range') return 'namespaces, without root; the users of the lab are your subordinate ids';
  return (
    'namespaces, without root and without subordinate ids: root and axigen are the same user in this lab, ' +
    'so it cannot show mistakes in file ownership'
  );
}
