import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import type { RelayRule } from '../../src/products/axigen/relay-rule.js';
import { findingOf } from '../finding-of.js';
import { policyNotLookedAt } from '../policy-not-looked-at.js';

/** What the SMTP policy file says. */
export function assessPolicy(step: Pick<Step, 'id' | 'passage'>, { facts }: Situation): Finding {
  const { policy: found, policyFile, config } = facts.axigen;
  const rest = {
    wanted: 'no rule that lets connections from 127.0.0.1 relay',
    why: 'Behind the scanner every client connects from 127.0.0.1, so such a rule relays for the whole world.',
    ...(policyFile.state === 'present' ? { where: policyFile.value.path } : {}),
  };
  // That axigen.cfg cannot be read is a finding of its own, which says what to do.
  if (config.state !== 'present')
    return findingOf(step, 'RELAY-POLICY', 'unknown', {
      ...rest,
      found: policyNotLookedAt(config),
    });
  if (found.state === 'absent')
    return findingOf(step, 'RELAY-POLICY', 'ok', { ...rest, found: 'no policy file is in use' });
  if (found.state === 'unreadable') {
    return findingOf(step, 'RELAY-POLICY', 'unknown', {
      ...rest,
      found: found.reason,
      blocks: 'could-not-look',
    });
  }
  const rules = found.value.relayRules;
  const guarded = rules.filter(({ kind }) => kind === 'guarded');
  if (rules.length === 0) return findingOf(step, 'RELAY-POLICY', 'ok', { ...rest, found: 'no such rule' });
  const list = rules.map(describe).join('; ');
  const where = `${rest.where ?? ''}, line ${rules.map(({ line }) => line).join(', ')}`;
  if (guarded.length === rules.length) {
    return findingOf(step, 'RELAY-POLICY', 'risk', {
      ...rest,
      where,
      found: list,
      remedy:
        'The rule asks for more than the address, so it is not removed by itself. Read it: 127.0.0.1 is now true for everybody.',
    });
  }
  return findingOf(step, 'RELAY-POLICY', 'drift', {
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
