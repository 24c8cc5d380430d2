import { randomBytes } from 'node:crypto';

/** The header field by which a test message is found again, whatever a scanner adds to the message. */
export const nonceHeader = 'X-Gateway-Setup-Nonce';

/** A number nobody can guess and no other message carries: 32 hexadecimal digits. */
export function makeNonce(): string {
  return randomBytes(16).toString('hex');
}

/** @throws RangeError unless it is 8 to 64 letters, digits and hyphens. */
export function checkNonce(nonce: string): void {
  if (!/^[A-Za-z0-9-]{8,64}$/.test(nonce)) {
    throw new RangeError('a nonce must be 8 to 64 letters, digits and hyphens');
  }
}
