import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { publicPort } from '../../src/products/public-port.js';
import type { Scanner } from '../../src/products/scanner.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { findingOf } from '../finding-of.js';
import { handsOnElsewhere, readLogs } from '../scanner-words.js';

/**
 * Whether somebody who connects to port 25 gets through to a mail server. Part of the handover itself: the undo
 * that is armed on the target may be called off only when mail really flows.
 */
export function judgePassingOn(
  step: Pick<Step, 'id' | 'passage'>,
  scanner: Scanner,
  { facts, evidence }: Situation,
): Finding {
  const id = `${scanner.findings}-PASSES-ON` as const;
  const inLogs = readLogs(scanner);
  const rest = {
    wanted: 'a connection to port 25 is passed on, and greeted with 220',
    where: `port ${publicPort}`,
    why: 'A scanner that listens but does not reach AXIGEN turns all mail away.',
  };
  if (facts.listening.state !== 'present')
    return findingOf(step, id, 'unknown', { ...rest, found: 'the listening ports could not be read' });
  if (!ownsPort25(scanner, facts))
    return findingOf(step, id, 'not-applicable', { ...rest, found: 'tried once the scanner owns port 25' });
  const probe = evidence.banners.get(publicPort);
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
  return findingOf(step, id, 'drift', {
    ...rest,
    found,
    remedy: probe.code === 421 ? notReached(scanner) : inLogs,
  });
}

function notReached(scanner: Scanner): string {
  return `${handsOnElsewhere(scanner)} Check that AXIGEN runs, too.`;
}
