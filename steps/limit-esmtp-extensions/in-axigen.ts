import type { AxigenOperation } from '../../src/model/axigen-operation.js';
import type { Change } from '../../src/model/change.js';
import type { Finding } from '../../src/model/finding.js';
import type { Situation } from '../../src/model/step.js';
import type { ClientConfig } from '../../src/products/axigen/config.js';
import { generationIn } from '../../src/products/axigen/generation.js';
import { configureAxigen } from '../configure-axigen.js';
import { findingOf } from '../finding-of.js';
import { notReadable } from '../not-readable.js';
import { nod32Article } from '../passages.js';
import { restartAxigen } from '../restart-axigen.js';
import type { StepPart } from '../step-part.js';
import {
  assessClients,
  freePriority,
  hasLimit,
  isDefaultReplaced,
  isForEverybody,
  isOff,
  ownDefault,
  replacingPriority,
} from './clients.js';
import { type WantedLimit, wantedLimits } from './default-limits.js';
import { ehloProbes, startTlsFromOutside } from './from-outside.js';
import { isNothingOffered, isOffered, judgeOffered } from './judge-offered.js';
import { assessPolicySwitches, policySwitchChanges } from './policy-switches.js';
import { switches } from './switch-meanings.js';

const limitEsmtpExtensions = { id: 'limit-esmtp-extensions', passage: nod32Article('Tweaking 1') } as const;

/** Tells AXIGEN not to offer STARTTLS and BINARYMIME: NOD32 passes on whatever it offers. */
export const switchedOffInAxigen: StepPart = {
  passage: limitEsmtpExtensions.passage,
  says: `NOD32 passes on every ESMTP extension that AXIGEN offers, but supports neither TLS nor BINARYMIME. Add a client with priority ${replacingPriority} and the patterns * that switches both off, and switch them off in every other client. This client is then the default for everybody: make sure that its other options (maxRCPTCount, maxDataSize, ...) are as you want them. Later versions of AXIGEN have no clients: there a method of its own in the SMTP policy file, called last, says the same.`,
  skipMeans: 'Senders that try STARTTLS cannot deliver, and messages sent with BINARYMIME are not scanned.',
  settings: ['max-rcpt-count', 'max-data-size'],
  tweak: true,
  broughtForward:
    'as soon as NOD32 owns port 25, a sender that tries STARTTLS fails and its mail is not delivered',
  assess: (situation) => [
    ...inFile(situation),
    ...judgeOffered(limitEsmtpExtensions, situation),
    ...startTlsFromOutside(limitEsmtpExtensions, situation),
  ],
  changes,
  probes: ehloProbes,
};

function inFile(situation: Situation): readonly Finding[] {
  const { facts, answers } = situation;
  const { config } = facts.axigen;
  if (config.state !== 'present')
    return [notReadable(limitEsmtpExtensions, 'AXIGEN-DEFAULT-CLIENT', config, ownDefault)];
  const limits = wantedLimits(answers);
  switch (generationIn(facts, answers)) {
    case '1.2': {
      const { clients = [] } = config.value;
      const replaced = isDefaultReplaced(clients, isNothingOffered(situation));
      return assessClients(limitEsmtpExtensions, clients, limits, replaced);
    }
    case '10':
      return assessPolicySwitches(limitEsmtpExtensions, situation, limits);
    case undefined:
      return [
        findingOf(limitEsmtpExtensions, 'AXIGEN-DEFAULT-CLIENT', 'unknown', {
          ...ownDefault,
          found: 'not looked at: nothing tells where this AXIGEN keeps its ESMTP switches',
        }),
      ];
  }
}

/** Where the files are right already but both are offered all the same, the restart that AXIGEN owes. */
function changes(situation: Situation): readonly Change[] {
  const configured = inConfiguration(situation);
  if (configured.length > 0) return configured;
  const { config } = situation.facts.axigen;
  const known = config.state === 'present' && config.value.smtp !== undefined;
  return known && isOffered(situation) ? restartAxigen(situation) : [];
}

function inConfiguration(situation: Situation): readonly Change[] {
  const { facts, answers } = situation;
  const { config } = facts.axigen;
  const limits = wantedLimits(answers);
  const generation = generationIn(facts, answers);
  if (generation === '10') return policySwitchChanges(situation, limits);
  if (generation === undefined || config.state !== 'present') return [];
  const { clients = [] } = config.value;
  return configureAxigen(
    situation,
    'Switch STARTTLS and BINARYMIME off for all SMTP clients',
    operations(clients, limits, isDefaultReplaced(clients, isNothingOffered(situation))),
  );
}

/** Every client is switched off; those for everybody get the limits that were asked for, too. */
function operations(
  clients: readonly ClientConfig[],
  limits: readonly WantedLimit[],
  replaced: boolean,
): readonly AxigenOperation[] {
  const changed = clients.flatMap((client, index): readonly AxigenOperation[] => {
    const missing = isForEverybody(client) ? limits.filter((limit) => !hasLimit(client, limit)) : [];
    const settings = [
      ...switches.filter((name) => !isOff(client, name)).map((name) => [name, 'no'] as const),
      ...missing.map(({ attribute, value }) => [attribute, value] as const),
    ];
    const priority = client.settings.get('priority') ?? '';
    return settings.length === 0 ? [] : [{ kind: 'change-client', index, priority, settings }];
  });
  if (replaced) return changed;
  const settings = [
    ['priority', String(freePriority(clients))],
    ['patternIn', '*'],
    ['patternOut', '*'],
    ...switches.map((name) => [name, 'no'] as const),
    ...limits.map(({ attribute, value }) => [attribute, value] as const),
  ] as const;
  return [...changed, { kind: 'add-client', settings }];
}
