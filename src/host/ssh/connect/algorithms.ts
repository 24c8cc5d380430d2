import type { Algorithms, NegotiatedAlgorithms } from 'ssh2';
import { serverHostKeyOrder } from '../host-keys/algorithms.js';

/*
 * Servers from OpenSSH 3.6.1p2 to 4.3 (facts 3.4): what must be appended to ssh2's own lists. No MAC: hmac-sha1 is among those.
 * aes128-cbc stands before the longer ones, with which ssh2 would ask for a group of 8192 bits, slow on old processors.
 */
const legacyKex = [
  'diffie-hellman-group14-sha1',
  'diffie-hellman-group-exchange-sha1',
  'diffie-hellman-group1-sha1',
] as const;
const legacyCiphers = ['aes128-cbc', '3des-cbc', 'aes192-cbc', 'aes256-cbc'] as const;
const legacyHostKeys = ['ssh-dss'] as const;

/** ssh2's default, in its order (its lib/protocol/constants.js), which it exports nowhere. */
const hostKeys = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
] as const;

/** What is offered to a server. `known`: types of the host keys that are known for it, asked for first. */
export function algorithmsFor(known: readonly string[], legacy: boolean): Algorithms {
  return {
    serverHostKey: serverHostKeyOrder(known, legacy ? [...hostKeys, ...legacyHostKeys] : hostKeys),
    // What we send is small or compressed already.
    compress: ['none'],
    ...(legacy
      ? {
          kex: { append: [...legacyKex], prepend: [], remove: [] },
          cipher: { append: [...legacyCiphers], prepend: [], remove: [] },
        }
      : {}),
  };
}

/** Whether a server was reached only because the algorithms of old servers were allowed. */
export function isLegacy({ kex, serverHostKey, cs, sc }: NegotiatedAlgorithms): boolean {
  const among = (list: readonly string[], one: string) => list.includes(one);
  return (
    among(legacyKex, kex) ||
    among(legacyHostKeys, serverHostKey) ||
    among(legacyCiphers, cs.cipher) ||
    among(legacyCiphers, sc.cipher)
  );
}

/** A family of algorithms of which a server and we have no member in common. */
export interface Mismatch {
  readonly family: 'key exchange' | 'host key' | 'cipher' | 'MAC' | 'compression';
  /** Whether the set of old servers has more of it. */
  readonly legacyHelps: boolean;
}

/** What ssh2's message of a failed handshake says is missing (its lib/protocol/kex.js); undefined: it failed for another reason. */
export function mismatchOf(message: string): Mismatch | undefined {
  const what = /no matching (.+)$/i.exec(message)?.[1] ?? '';
  if (/key exchange/.test(what)) return { family: 'key exchange', legacyHelps: true };
  if (/host key/.test(what)) return { family: 'host key', legacyHelps: true };
  if (/cipher/.test(what)) return { family: 'cipher', legacyHelps: true };
  if (/MAC/.test(what)) return { family: 'MAC', legacyHelps: false };
  if (/compression/.test(what)) return { family: 'compression', legacyHelps: false };
  return undefined;
}
