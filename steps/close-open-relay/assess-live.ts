import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { scannerOf } from '../../src/products/scanners.js';
import { findingOf } from '../finding-of.js';
import { readLogs } from '../scanner-words.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

const where = 'port 25';

/** The rule was looked for in the file; this is what the server really does. */
export function assessLiveRelay(step: ThisStep, situation: Situation): readonly Finding[] {
  const scanner = scannerOf(situation.answers);
  if (!ownsPort25(scanner, situation.facts)) {
    const found = 'asked once the scanner owns port 25: only then every client looks like 127.0.0.1';
    return [
      findingOf(step, 'RELAY-PROBE', 'not-applicable', { ...strangerWish, found }),
      findingOf(step, 'RELAY-LOCAL', 'not-applicable', { ...localWish, found }),
      findingOf(step, 'RELAY-AUTH', 'not-applicable', { ...authWish, found }),
    ];
  }
  return [stranger(step, situation), local(step, situation), authenticated(step, situation)];
}

const strangerWish = {
  wanted: 'mail from a stranger to a stranger is refused',
  where,
  why: 'An open relay sends other people\u2019s spam, and is on every block list within hours.',
} as const;

function stranger(step: ThisStep, { answers, evidence: { relay } }: Situation): Finding {
  const id = 'RELAY-PROBE';
  if (relay === undefined) return findingOf(step, id, 'unknown', { ...strangerWish, found: 'not asked yet' });
  if (relay.kind === 'broken')
    return findingOf(step, id, 'unknown', {
      ...strangerWish,
      found: relay.reason,
      remedy: readLogs(scannerOf(answers)),
    });
  if (relay.kind === 'refused')
    return findingOf(step, id, 'ok', { ...strangerWish, found: `at ${relay.stage}: ${relay.reply}` });
  return findingOf(step, id, 'drift', {
    ...strangerWish,
    found: `accepted: ${relay.reply}`,
    remedy: 'Find what sets remoteDelivery to "all" in the SMTP policy file, and take it out.',
  });
}

const localWish = {
  wanted: 'mail from a stranger to a mailbox of this server is taken',
  where,
  why: 'Closing the relay must not keep out the mail that is meant for this server.',
} as const;

function local(step: ThisStep, { answers, evidence: { localDelivery } }: Situation): Finding {
  const id = 'RELAY-LOCAL';
  if (answers.recipient === undefined) {
    return findingOf(step, id, 'not-applicable', {
      ...localWish,
      found: 'no mailbox is known to ask for (--recipient)',
    });
  }
  if (localDelivery === undefined)
    return findingOf(step, id, 'unknown', { ...localWish, found: 'not asked yet' });
  if (localDelivery.kind === 'broken')
    return findingOf(step, id, 'unknown', {
      ...localWish,
      found: localDelivery.reason,
      remedy: readLogs(scannerOf(answers)),
    });
  if (localDelivery.kind === 'accepted')
    return findingOf(step, id, 'ok', { ...localWish, found: localDelivery.reply });
  const found = `refused at ${localDelivery.stage}: ${localDelivery.reply}`;
  if (localDelivery.reply.startsWith('4')) {
    return findingOf(step, id, 'risk', {
      ...localWish,
      found,
      remedy:
        'If AXIGEN greylists, or looks senders up by their address: it sees only 127.0.0.1 now, so switch that off in AXIGEN.',
    });
  }
  return findingOf(step, id, 'drift', {
    ...localWish,
    found,
    remedy: `See that ${answers.recipient} is a mailbox here, and that localDelivery is "all" in the SMTP policy file: behind the scanner nobody who brings mail has logged in.`,
  });
}

const authWish = {
  wanted: 'mail to a stranger is taken from who has logged in',
  where,
  why: 'The users of this server send their mail through port 25 too, and behind the scanner only a login tells them from strangers.',
} as const;

/** What stands between AXIGEN's logins and port 25. */
const offeredBy = {
  nod32: '',
  imss: 'IMSS offers AUTH only once the step offer-auth has been done. ',
} as const;

/** What breaks off after a login says something of the login: port 25 itself was asked without one as well. */
function authenticated(
  step: ThisStep,
  { answers, evidence: { authRelay, relay: asked } }: Situation,
): Finding {
  const id = 'RELAY-AUTH';
  if (answers.recipient === undefined) {
    return findingOf(step, id, 'not-applicable', {
      ...authWish,
      found: 'no mailbox is known to log in with (--recipient)',
    });
  }
  if (authRelay === undefined) return findingOf(step, id, 'unknown', { ...authWish, found: 'not asked yet' });
  switch (authRelay.kind) {
    case 'accepted':
      return findingOf(step, id, 'ok', { ...authWish, found: authRelay.reply });
    case 'not-possible':
      return findingOf(step, id, 'not-applicable', {
        ...authWish,
        found: `not tried: ${authRelay.reason}`,
      });
    case 'no-login':
      return findingOf(step, id, 'risk', {
        ...authWish,
        found: authRelay.reason,
        remedy: `${offeredBy[answers.scanner]}See which logins AXIGEN allows on a plain connection (plainConnAuthTypes): through the scanner there is no other.`,
      });
    case 'refused':
      return findingOf(step, id, 'risk', {
        ...authWish,
        found: `refused at ${authRelay.stage}: ${authRelay.reply}`,
        remedy:
          authRelay.stage === 'auth'
            ? 'See that user and password are right, and which logins AXIGEN allows on a plain connection: through the scanner there is no other.'
            : 'See that remoteDelivery is "auth" in the SMTP policy file.',
      });
    case 'broken':
      return findingOf(step, id, asked?.kind === 'broken' ? 'unknown' : 'risk', {
        ...authWish,
        found: `it broke off: ${authRelay.reason}`,
        remedy: readLogs(scannerOf(answers)),
      });
  }
}
