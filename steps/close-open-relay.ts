import { printPolicy } from '../src/documents/policy/index.js';
import type { Change } from '../src/model/change.js';
import type { Finding } from '../src/model/finding.js';
import type { Probe } from '../src/model/probe.js';
import type { Situation, Step } from '../src/model/step.js';
import { axigenService } from '../src/products/axigen/product.js';
import { removeLoopbackRelay } from '../src/products/axigen/relay-rule.js';
import { publicPort } from '../src/products/public-port.js';
import type { Scanner } from '../src/products/scanner.js';
import { ownsPort25 } from '../src/products/scanner-facts.js';
import { assessLiveRelay } from './close-open-relay/assess-live.js';
import { assessPolicy } from './close-open-relay/assess-policy.js';
import { relayFromOutside } from './close-open-relay/from-outside.js';
import { editFile } from './edit-file.js';
import { outsideProbes } from './from-outside.js';
import { articleOf } from './passages.js';
import { readyAgain, restartAxigen } from './restart-axigen.js';

/** Takes the rule out of the SMTP policy file that lets every connection from 127.0.0.1 relay. */
export function closeOpenRelay(scanner: Scanner): Step {
  const step = { id: 'close-open-relay', passage: articleOf(scanner, 'Caveat 4') } as const;
  return {
    ...step,
    title: 'Close the open relay',
    says: 'Behind the scanner every SMTP connection comes from 127.0.0.1. The rule of AXIGEN\u2019s Configuration Wizard that lets 127.0.0.0/8 relay would make the server an open relay: remove it from the SMTP policy file.',
    skipMeans:
      'The server would relay for everybody from the moment the scanner owns port 25; that is why the handover is not made without this.',
    tweak: true,
    broughtForward:
      'from the second the scanner owns port 25, every client looks like 127.0.0.1 and could relay',
    neverWithoutBeforeHandover: true,
    assess: (situation) => [
      assessPolicy(step, situation),
      ...assessLiveRelay(step, situation),
      ...relayFromOutside(step, situation),
    ],
    changes: (situation) => changes(scanner, situation),
    probes: (situation) => probes(scanner, situation),
  };
}

/** Who may send where, asked as everybody does: through port 25. */
function probes(scanner: Scanner, situation: Situation): readonly Probe[] {
  const { facts, answers } = situation;
  if (!ownsPort25(scanner, facts)) return [];
  const port = publicPort;
  const ofMailbox: readonly Probe[] =
    answers.recipient === undefined
      ? []
      : [
          { kind: 'local-delivery', port },
          { kind: 'auth-relay', port },
        ];
  return [{ kind: 'relay', port }, ...ofMailbox, ...outsideProbes(situation, { look: 'relay', port })];
}

/** Where the script is right but the relay is open all the same, the restart that AXIGEN owes. */
function changes(scanner: Scanner, situation: Situation): readonly Change[] {
  const { facts, answers, evidence } = situation;
  const { policy: found, policyFile } = facts.axigen;
  if (found.state !== 'present' || policyFile.state !== 'present') return [];
  const edits = editFile(policyFile, printPolicy(removeLoopbackRelay(found.value.document)), {
    summary: `Remove the relay rule for 127.0.0.1 from ${policyFile.value.path}`,
    readers: [axigenService],
    whileStopped: true,
    ...readyAgain(facts.axigen.config, answers),
  });
  if (edits.length > 0 || found.value.relayRules.length > 0) return edits;
  const open = ownsPort25(scanner, facts) && evidence.relay?.kind === 'accepted';
  return open ? restartAxigen(situation) : [];
}

/** The server relays for strangers, or would once it has the scanner in front of it. */
export function leavesRelayOpen({ id, verdict }: Finding): boolean {
  return verdict === 'drift' && (id === 'RELAY-POLICY' || id === 'RELAY-PROBE');
}
