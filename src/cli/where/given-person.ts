import type { SecretRequest, SshPerson } from '../../host/ssh/person.js';
import type { SshSecrets } from './where.js';

/** Answers with what was given beforehand for the target, once; what is refused, and all else, is the person's. */
export function withGiven(secrets: SshSecrets, person: SshPerson): SshPerson {
  return {
    ...person,
    secret: async (request) =>
      request.again === true
        ? person.secret(request)
        : (givenFor(request, secrets) ?? person.secret(request)),
  };
}

function givenFor({ kind, echo, another, hop }: SecretRequest, secrets: SshSecrets): string | undefined {
  switch (kind) {
    case 'passphrase':
      return secrets.passphrase;
    case 'password':
      return hop === true ? undefined : secrets.password;
    case 'keyboard-interactive':
      return echo === true || another === true || hop === true ? undefined : secrets.password;
    case 'sudo':
    case 'su':
      return secrets.become;
  }
}

/** Nobody is there. */
export function nobody(note: (text: string) => void): SshPerson {
  return {
    secret: async () => undefined,
    confirmHostKey: async () => undefined,
    allowLegacy: async () => undefined,
    note,
  };
}
