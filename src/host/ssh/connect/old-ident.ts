/** Types of user keys by the OpenSSH that first knew them: ECDSA 5.7, Ed25519 6.5 (its release notes). */
const since: readonly (readonly [RegExp, number])[] = [
  [/^ecdsa-/, 5.7],
  [/^ssh-ed25519$/, 6.5],
];

/** Whether a server with this identification may know this type of key. One that is no OpenSSH may. Pure. */
export function knowsKeyType(ident: string, type: string): boolean {
  const version = /^SSH-[\d.]+-OpenSSH_(\d+)\.(\d+)/.exec(ident);
  if (version === null) return true;
  // 5.10 never was; the second number has one digit in every version that there is.
  const number = Number(`${version[1]}.${version[2]}`);
  return since.every(([pattern, first]) => !pattern.test(type) || number >= first);
}
