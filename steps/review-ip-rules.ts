import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import type { AxigenConfig } from '../src/products/axigen/config.js';
import { axigen } from '../src/products/axigen/product.js';
import type { Scanner } from '../src/products/scanner.js';
import { ownsPort25 } from '../src/products/scanner-facts.js';
import { scannerOf } from '../src/products/scanners.js';
import { findingOf } from './finding-of.js';
import { articleOf } from './passages.js';
import { policyNotLookedAt } from './policy-not-looked-at.js';
import { clientRules, listenerRules, policyRules } from './review-ip-rules/rules.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** Lists the rules that look at the address of who connects. Nothing is changed: what they were meant for only a person knows. */
export function reviewIpRules(scanner: Scanner): Step {
  const step = { id: 'review-ip-rules', passage: articleOf(scanner, 'Caveat 3') } as const;
  return {
    ...step,
    title: 'Review the rules that look at addresses',
    says: `Every SMTP connection that AXIGEN gets comes from ${scanner.title}, that is from 127.0.0.1. Rules for addresses in SMTP-In no longer make sense: clients with a patternIn, allow and deny rules, and conditions in the SMTP policy file. They are listed, each with its place, for you to look at; nothing is changed.`,
    skipMeans:
      'Rules stay that never apply any more, or that apply to all mail, with nobody having looked at them.',
    tweak: true,
    assess: (situation) => [clients(step, situation), listeners(step, situation), policy(step, situation)],
    changes: () => [],
  };
}

const why =
  'Behind the scanner every connection comes from 127.0.0.1, so a rule for other addresses never applies, and one that has 127.0.0.1 in it applies to all mail.';

/** Rules in axigen.cfg, by what they are wanted to be and how they are listed. */
function inConfig(
  step: ThisStep,
  situation: Situation,
  id: 'IP-RULES-CLIENTS' | 'IP-RULES-LISTENERS',
  wanted: string,
  rules: (config: AxigenConfig) => readonly string[],
): Finding {
  const { config } = situation.facts.axigen;
  const rest = { wanted, where: axigen.configFile, why };
  if (config.state !== 'present')
    return findingOf(step, id, 'unknown', { ...rest, found: policyNotLookedAt(config) });
  return listed(step, situation, { id, rules: rules(config.value), rest });
}

function clients(step: ThisStep, situation: Situation): Finding {
  const wanted = 'no SMTP-In client that depends on the address';
  return inConfig(step, situation, 'IP-RULES-CLIENTS', wanted, (config) => clientRules(config.clients ?? []));
}

function listeners(step: ThisStep, situation: Situation): Finding {
  const wanted =
    'no allow or deny rule of an SMTP-In listener, or of the service, that depends on the address';
  return inConfig(step, situation, 'IP-RULES-LISTENERS', wanted, (config) =>
    listenerRules(config.addressRules),
  );
}

function policy(step: ThisStep, situation: Situation): Finding {
  const { config, policy: script, policyFile } = situation.facts.axigen;
  const rest = {
    wanted: 'no condition in the SMTP policy file that depends on the address',
    ...(policyFile.state === 'present' ? { where: policyFile.value.path } : {}),
    why,
  };
  if (config.state !== 'present')
    return findingOf(step, 'IP-RULES-POLICY', 'unknown', {
      ...rest,
      found: policyNotLookedAt(config),
    });
  if (script.state === 'absent')
    return findingOf(step, 'IP-RULES-POLICY', 'ok', { ...rest, found: 'no policy file is in use' });
  if (script.state === 'unreadable')
    return findingOf(step, 'IP-RULES-POLICY', 'unknown', { ...rest, found: script.reason });
  return listed(step, situation, {
    id: 'IP-RULES-POLICY',
    rules: policyRules(script.value.addressConditions),
    rest,
  });
}

interface Rules {
  readonly id: 'IP-RULES-CLIENTS' | 'IP-RULES-LISTENERS' | 'IP-RULES-POLICY';
  readonly rules: readonly string[];
  readonly rest: Pick<Finding, 'wanted' | 'where' | 'why'>;
}

function listed(step: ThisStep, { facts, answers }: Situation, { id, rules, rest }: Rules): Finding {
  if (rules.length === 0) return findingOf(step, id, 'ok', { ...rest, found: 'none' });
  const when = ownsPort25(scannerOf(answers), facts)
    ? 'no longer mean what they say'
    : 'will no longer mean what they say once the scanner owns port 25';
  return findingOf(step, id, 'risk', {
    ...rest,
    found: rules.join('; '),
    remedy: `These ${when}: look at each, and take it out or put what it was meant for elsewhere, such as into a firewall before the scanner.`,
  });
}
