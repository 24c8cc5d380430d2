import type { AuthRelayEvidence } from '../../model/probe.js';
import { askAuthenticated } from '../../smtp/ask-authenticated.js';
import { envelopeEvidence, helo, isAboutEnvelope, stranger } from './envelope-evidence.js';
import type { EvidenceOptions } from './gather.js';

/** Does the server take mail to a stranger from who has logged in? It is asked up to RCPT, then let go. */
export async function authRelay(
  port: number,
  { host, operator, answers: { recipient, mailboxUser }, secrets, log, signal }: EvidenceOptions,
): Promise<AuthRelayEvidence> {
  const { mailboxPassword: password } = secrets;
  if (recipient === undefined || password === undefined) {
    return {
      kind: 'not-possible',
      reason: 'no mailbox and password were given (--mailbox-user and --mailbox-password-file)',
    };
  }
  const envelope = { helo, from: recipient, to: stranger.to };
  const credentials = { user: mailboxUser ?? recipient, password };
  const { result, transcript } = await operator.waiting(`Asking port ${port} to relay after a login`, () =>
    askAuthenticated(() => host.connect(port), envelope, credentials, { signal }),
  );
  log(`would it relay for ${credentials.user}, logged in?`, transcript);
  if (result.kind === 'no-login') {
    return result.offered === ''
      ? { kind: 'no-login', reason: `no login is offered on port ${port}` }
      : {
          kind: 'not-possible',
          reason: `only logins that are not known here are offered on port ${port}: ${result.offered}`,
        };
  }
  return envelopeEvidence(result, {
    tells: (stage, code) => stage === 'auth' || (code >= 500 && isAboutEnvelope(stage)),
  });
}
