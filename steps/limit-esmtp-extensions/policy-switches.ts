import {
  type PolicyDocument,
  policyPlace,
  printPolicy,
  type SetStatement,
} from '../../src/documents/policy/index.js';
import type { EditFile } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { ehloEvent, ownMethod, type PolicyWishes, withWishes } from '../../src/products/axigen/own-method.js';
import {
  effectOfEvent,
  literal,
  type PolicyEffect,
  surelySets,
} from '../../src/products/axigen/policy-effect.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { editFile } from '../edit-file.js';
import { findingOf } from '../finding-of.js';
import { policyNotLookedAt } from '../policy-not-looked-at.js';
import { readyAgain } from '../restart-axigen.js';
import { ownDefault } from './clients.js';
import { limitFinding, type WantedLimit } from './default-limits.js';
import { switches, switchMeanings } from './switch-meanings.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

/** What the policy script of a later generation, which has no SMTP-In clients, makes of the switches (facts: axigen 0, V2). */
export function assessPolicySwitches(
  step: ThisStep,
  { facts: { axigen } }: Situation,
  limits: readonly WantedLimit[],
): readonly Finding[] {
  const { config, policy, policyFile } = axigen;
  const where = policyFile.state === 'present' ? policyFile.value.path : 'the SMTP policy file';
  const notApplicable = findingOf(step, 'AXIGEN-DEFAULT-CLIENT', 'not-applicable', {
    ...ownDefault,
    where,
    found: 'this AXIGEN has no SMTP-In clients: the policy script decides for everybody',
  });
  if (policy.state !== 'present') {
    const found =
      config.state !== 'present'
        ? policyNotLookedAt(config)
        : policy.state === 'absent'
          ? 'no policy file is in use, so AXIGEN\u2019s own defaults count'
          : policy.reason;
    const verdict = config.state === 'present' && policy.state === 'absent' ? 'drift' : 'unknown';
    return [
      notApplicable,
      ...switches.map((name) => {
        const { id, ...meaning } = switchMeanings[name];
        return findingOf(step, id, verdict, { ...meaning, wanted: wantedOf(name), found, where });
      }),
    ];
  }
  const { document } = policy.value;
  return [
    notApplicable,
    ...switches.map((name) => {
      const { id, ...meaning } = switchMeanings[name];
      const effect = effectOfEvent(document, ehloEvent, name);
      const good = surelySets(effect, 'no');
      return findingOf(step, id, good ? 'ok' : 'drift', {
        ...meaning,
        wanted: wantedOf(name),
        found: describe(document, effect),
        where,
        ...(good
          ? {}
          : {
              remedy: `Let a method of its own (${ownMethod}) set ${name} to "no", called last in event ${ehloEvent}.`,
            }),
      });
    }),
    ...limits.map((limit) => {
      const effect = effectOfEvent(document, ehloEvent, limit.variable);
      const rest = { name: limit.variable, good: surelySets(effect, limit.value), where };
      return limitFinding(step, limit, { ...rest, found: describe(document, effect) });
    }),
  ];
}

/** The edit of the policy script; what is there already stays as it is, to the byte. */
export function policySwitchChanges(
  { facts: { axigen }, answers }: Situation,
  limits: readonly WantedLimit[],
): readonly EditFile[] {
  const { policy, policyFile, config } = axigen;
  if (policy.state !== 'present' || policyFile.state !== 'present') return [];
  const wishes: PolicyWishes = [
    ...switches.map((name) => [name, 'no'] as const),
    ...limits.map(({ variable, value }) => [variable, value] as const),
  ];
  return editFile(policyFile, printPolicy(withWishes(policy.value.document, wishes)), {
    summary: `Switch STARTTLS and BINARYMIME off in ${policyFile.value.path}, in a method of its own`,
    readers: [axigenService],
    whileStopped: true,
    ...readyAgain(config, answers),
  });
}

function wantedOf(name: string): string {
  return `whatever happens in ${ehloEvent}, the last that is set is ${name} = no`;
}

function describe(document: PolicyDocument, { sets, passes }: PolicyEffect): string {
  const words = [...sets].map((one) => `line ${policyPlace(document, one).line}: ${written(one)}`);
  return [...words, ...(passes ? [sets.size === 0 ? 'not set' : 'on some way not set'] : [])].join('; ');
}

function written(set: SetStatement): string {
  return literal(set) ?? 'put together when it runs';
}
