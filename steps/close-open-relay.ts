import { printPolicy } from '../src/documents/policy/index.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { axigenService } from '../src/products/axigen/product.js';
import { type RelayRule, removeLoopbackRelay } from '../src/products/axigen/relay-rule.js';
import { nod32 } from '../src/products/nod32/product.js';
import { scannerOwnsPort25 } from '../src/products/scanner-facts.js';
import { editFile } from './edit-file.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';
import { policyNotLookedAt } from './policy-not-looked-at.js';
import { readyAgain } from './restart-axigen.js';

/** Takes the rule out of the SMTP policy file that lets every connection from 127.0.0.1 relay. */
export const closeOpenRelay: Step = {
  id: 'close-open-relay',
  title: 'Close the open relay',
  passage: nod32Article('Caveat 4'),
  says: 'Behind the scanner every SMTP connection comes from 127.0.0.1. The rule of AXIGEN\u2019s Configuration Wizard that lets 127.0.0.0/8 relay would make the server an open relay: remove it from the SMTP policy file.',
  skipMeans:
    'The server would relay for everybody from the moment the scanner owns port 25; that is why the handover is not made without this.',
  tweak: true,
  broughtForward:
    'from the second the scanner owns port 25, every client looks like 127.0.0.1 and could relay',
  neverWithoutBeforeHandover: true,
  assess: (situation) => [policy(situation), relayProbe(situation)],
  changes,
  probes: ({ facts }) => (scannerOwnsPort25(facts) ? [{ kind: 'relay', port: nod32.wanted.listenPort }] : []),
};

function policy({ facts }: Situation): Finding {
  const { policy: found, policyFile, config } = facts.axigen;
  const rest = {
    wanted: 'no rule that lets connections from 127.0.0.1 relay',
    why: 'Behind the scanner every client connects from 127.0.0.1, so such a rule relays for the whole world.',
    ...(policyFile.state === 'present' ? { where: policyFile.value.path } : {}),
  };
  // That axigen.cfg cannot be read is a finding of its own, which says what to do.
  if (config.state !== 'present')
    return findingOf(closeOpenRelay, 'RELAY-POLICY', 'unknown', {
      ...rest,
      found: policyNotLookedAt(config),
    });
  if (found.state === 'absent')
    return findingOf(closeOpenRelay, 'RELAY-POLICY', 'ok', { ...rest, found: 'no policy file is in use' });
  if (found.state === 'unreadable') {
    return findingOf(closeOpenRelay, 'RELAY-POLICY', 'unknown', {
      ...rest,
      found: found.reason,
      blocks: 'could-not-look',
    });
  }
  const rules = found.value.relayRules;
  const guarded = rules.filter(({ kind }) => kind === 'guarded');
  if (rules.length === 0)
    return findingOf(closeOpenRelay, 'RELAY-POLICY', 'ok', { ...rest, found: 'no such rule' });
  const list = rules.map(describe).join('; ');
  const where = `${rest.where ?? ''}, line ${rules.map(({ line }) => line).join(', ')}`;
  if (guarded.length === rules.length) {
    return findingOf(closeOpenRelay, 'RELAY-POLICY', 'risk', {
      ...rest,
      where,
      found: list,
      remedy:
        'The rule asks for more than the address, so it is not removed by itself. Read it: 127.0.0.1 is now true for everybody.',
    });
  }
  return findingOf(closeOpenRelay, 'RELAY-POLICY', 'drift', {
    ...rest,
    where,
    found: list,
    remedy: 'Remove the lines from the SMTP policy file.',
  });
}

function describe({ line, text, within, alsoAffects }: RelayRule): string {
  const loses =
    alsoAffects === undefined || alsoAffects.length === 0
      ? ''
      : ` (with it go, for mail from the scanner: ${alsoAffects.join(', ')})`;
  return `line ${line}, ${within}: ${text}${loses}`;
}

/** The rule was looked for in the file; this is what the server really does. */
function relayProbe({ facts, evidence: { relay } }: Situation): Finding {
  const rest = {
    wanted: 'mail from a stranger to a stranger is refused',
    where: 'port 25',
    why: 'An open relay sends other people\u2019s spam, and is on every block list within hours.',
  };
  if (!scannerOwnsPort25(facts)) {
    return findingOf(closeOpenRelay, 'RELAY-PROBE', 'not-applicable', {
      ...rest,
      found: 'asked once the scanner owns port 25: only then every client looks like 127.0.0.1',
    });
  }
  if (relay === undefined)
    return findingOf(closeOpenRelay, 'RELAY-PROBE', 'unknown', { ...rest, found: 'not asked yet' });
  if (relay.kind === 'broken') {
    return findingOf(closeOpenRelay, 'RELAY-PROBE', 'unknown', {
      ...rest,
      found: relay.reason,
      remedy: 'Look into the logs of nod32smtp and AXIGEN.',
    });
  }
  if (relay.kind === 'refused')
    return findingOf(closeOpenRelay, 'RELAY-PROBE', 'ok', {
      ...rest,
      found: `at ${relay.stage}: ${relay.reply}`,
    });
  return findingOf(closeOpenRelay, 'RELAY-PROBE', 'drift', {
    ...rest,
    found: `accepted: ${relay.reply}`,
    remedy: 'Find what sets remoteDelivery to "all" in the SMTP policy file, and take it out.',
  });
}

function changes({ facts }: Situation): readonly Change[] {
  const { policy: found, policyFile } = facts.axigen;
  if (found.state !== 'present' || policyFile.state !== 'present') return [];
  return editFile(policyFile, printPolicy(removeLoopbackRelay(found.value.document)), {
    summary: `Remove the relay rule for 127.0.0.1 from ${policyFile.value.path}`,
    readers: [axigenService],
    whileStopped: true,
    ...readyAgain(facts.axigen.config),
  });
}
