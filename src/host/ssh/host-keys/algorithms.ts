/**
 * The offered algorithms with those of known keys first, so that a server with several keys shows the one that is known. Nothing
 * is added: a known key of a type that is not offered stays unused, as with OpenSSH. Within each half the order stays.
 */
export function serverHostKeyOrder<T extends string>(known: readonly string[], offered: readonly T[]): T[] {
  const isKnown = (algorithm: T) => known.includes(keyType(algorithm));
  return [...offered.filter(isKnown), ...offered.filter((algorithm) => !isKnown(algorithm))];
}

/** An RSA key signs with one of three algorithms (RFC 8332). */
export function keyType(algorithm: string): string {
  return /^rsa-sha2-(256|512)$/.test(algorithm) ? 'ssh-rsa' : algorithm;
}
