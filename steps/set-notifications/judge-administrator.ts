import type { Finding } from '../../src/model/finding.js';
import type { Probe } from '../../src/model/probe.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { holdersOf, isHeldBy } from '../../src/products/host/ports.js';
import { imssBackend } from '../../src/products/imss/product.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { publicPort } from '../../src/products/public-port.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { findingOf } from '../finding-of.js';

/** Whom IMSS is to notify. */
export function administratorOf({ administrator, recipient }: Situation['answers']): string | undefined {
  return administrator ?? recipient;
}

/** Whether AXIGEN takes mail for that address. */
export function judgeAdministrator(
  step: Pick<Step, 'id' | 'passage'>,
  { answers, evidence }: Situation,
): Finding {
  const id = 'IMSS-ADMINISTRATOR';
  const address = administratorOf(answers);
  const rest = {
    wanted: 'the administrator whom IMSS notifies has a mailbox on this AXIGEN',
    why: 'What IMSS has to tell would otherwise reach nobody.',
  };
  if (address === undefined) {
    const found = 'nobody was named (--administrator, or --recipient)';
    return findingOf(step, id, 'not-applicable', { ...rest, found });
  }
  const here = { ...rest, where: address };
  const seen = evidence.administrator;
  if (seen === undefined) return findingOf(step, id, 'unknown', { ...here, found: 'not asked yet' });
  switch (seen.kind) {
    case 'accepted':
      return findingOf(step, id, 'ok', { ...here, found: `AXIGEN takes mail for it: ${seen.reply}` });
    case 'refused': {
      const found = `refused at ${seen.stage}: ${seen.reply}`;
      // Put off is not turned down.
      if (seen.reply.startsWith('4')) {
        const remedy = 'Wait a little and look again; if it stays so, look into AXIGEN\u2019s log.';
        return findingOf(step, id, 'risk', { ...here, found, remedy });
      }
      return findingOf(step, id, 'risk', {
        ...here,
        found,
        remedy: 'Name a mailbox that AXIGEN has, with --administrator, or make this one.',
      });
    }
    case 'broken':
      return findingOf(step, id, 'unknown', {
        ...here,
        found: `the question broke off: ${seen.reason}`,
        remedy: 'Look into AXIGEN\u2019s log.',
      });
  }
}

/** Asked where AXIGEN can be reached: through IMSS, or behind it, or on port 25 as long as that is its own. */
export function administratorProbe({ facts, answers }: Situation): readonly Probe[] {
  const { listening } = facts;
  if (administratorOf(answers) === undefined || listening.state !== 'present') return [];
  const byAxigen = (port: number) =>
    holdersOf(listening.value, port).some((holder) => isHeldBy(holder, axigenService));
  const port = ownsPort25(imssScanner, facts) ? publicPort : [imssBackend.port, publicPort].find(byAxigen);
  return port === undefined ? [] : [{ kind: 'administrator', port }];
}
