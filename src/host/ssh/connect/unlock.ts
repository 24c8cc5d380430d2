import type { ParsedKey } from 'ssh2';
import type { SshPerson } from '../person.js';
import { type AskOptions, SecretSource } from './ask-secret.js';
import type { IdentityFile } from './identity-file.js';
import { openPrivateKey } from './private-key.js';

/** The private key of a file; an encrypted one asks for its passphrase. Undefined: it stays closed, and the note says why. @throws Cancelled */
export async function unlock(
  { path, text }: IdentityFile,
  options: AskOptions & { readonly person: Pick<SshPerson, 'secret'> },
): Promise<ParsedKey | 'unanswered' | 'wrong-passphrase' | 'unusable'> {
  if (text === undefined) return 'unusable';
  const opened = openPrivateKey(text);
  if (opened !== 'encrypted') return typeof opened === 'string' ? 'unusable' : opened;
  const source = new SecretSource({ kind: 'passphrase', subject: path }, options);
  for (;;) {
    const passphrase = await source.next();
    if (passphrase === undefined) return source.refused ? 'wrong-passphrase' : 'unanswered';
    // ssh2 takes an empty one for none.
    const key = passphrase === '' ? 'wrong-passphrase' : openPrivateKey(text, passphrase);
    if (typeof key !== 'string') {
      source.accept();
      return key;
    }
  }
}
