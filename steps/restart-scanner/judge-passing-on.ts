import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { nod32 } from '../../src/products/nod32/product.js';
import { scannerOwnsPort25 } from '../../src/products/scanner-facts.js';
import { findingOf } from '../finding-of.js';

const id = 'NOD32-PASSES-ON';

/**
 * Whether somebody who connects to port 25 gets through to a mail server. Part of the handover itself: the undo
 * that is armed on the target may be called off only when mail really flows.
 */
export function judgePassingOn(step: Pick<Step, 'id' | 'passage'>, { facts, evidence }: Situation): Finding {
  const rest = {
    wanted: 'a connection to port 25 is passed on, and greeted with 220',
    where: `port ${nod32.wanted.listenPort}`,
    why: 'A scanner that listens but does not reach AXIGEN turns all mail away.',
  };
  if (facts.listening.state !== 'present')
    return findingOf(step, id, 'unknown', { ...rest, found: 'the listening ports could not be read' });
  if (!scannerOwnsPort25(facts))
    return findingOf(step, id, 'not-applicable', { ...rest, found: 'tried once the scanner owns port 25' });
  const probe = evidence.banners.get(nod32.wanted.listenPort);
  if (probe === undefined) return findingOf(step, id, 'unknown', { ...rest, found: 'not tried yet' });
  if (probe.kind === 'silent') {
    return findingOf(step, id, 'drift', {
      ...rest,
      found: `connected, but no word within ${Math.round(probe.waitedMs / 1000)} s`,
      remedy: inLogs,
    });
  }
  if (probe.kind !== 'answered')
    return findingOf(step, id, 'drift', { ...rest, found: probe.message, remedy: inLogs });
  const found = `${probe.code} ${probe.lines.join(' / ')}`;
  if (probe.code === 220) return findingOf(step, id, 'ok', { ...rest, found });
  return findingOf(step, id, 'drift', { ...rest, found, remedy: probe.code === 421 ? notReached : inLogs });
}

const inLogs = 'Look into the logs of nod32smtp and AXIGEN.';
const notReached =
  'The scanner does not reach AXIGEN: compare server_addr and server_port in nod32.cfg with AXIGEN\u2019s listener, and check that AXIGEN runs.';
