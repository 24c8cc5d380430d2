import type { AxigenOperation } from '../../src/model/axigen-operation.js';
import type { Finding } from '../../src/model/finding.js';
import type { Evidence } from '../../src/model/probe.js';
import type { Situation, Step } from '../../src/model/step.js';
import type { AxigenConfig, ConfigEntry } from '../../src/products/axigen/config.js';
import { generationIn } from '../../src/products/axigen/generation.js';
import { axigen } from '../../src/products/axigen/product.js';
import { scannerOf } from '../../src/products/scanners.js';
import { findingOf } from '../finding-of.js';
import { articleOf } from '../passages.js';

/** What the listener's settings say for one listener, these say for the whole SMTP-In service (facts: axigen 1 and 7). */
const limits = [
  {
    id: 'AXIGEN-SERVICE-PEER-CONNECTIONS',
    name: 'peerMaxConnections',
    value: '200',
    fallback: '20',
    wanted: 'peerMaxConnections of serviceAccessControl is 200 or more',
    isGood: (value: number) => value >= 200,
  },
  {
    id: 'AXIGEN-SERVICE-PEER-RATE',
    name: 'peerMaxIntervalConnections',
    value: '0',
    fallback: '600',
    wanted: 'peerMaxIntervalConnections of serviceAccessControl is 0 (unlimited)',
    isGood: (value: number) => value === 0,
  },
] as const;

type Limit = (typeof limits)[number];

const why =
  'Every connection comes from the scanner\u2019s one address, so a limit of the service for each address may throttle all mail as one of the listener would.';

/** Only later generations have limits of the service; in version 1.2 there is nothing to look at. */
export function assessServiceLimits(
  step: Pick<Step, 'id' | 'passage'>,
  { serviceLimits }: AxigenConfig,
  { facts, answers, evidence }: Situation,
): readonly Finding[] {
  if (serviceLimits === undefined) {
    return generationIn(facts, answers) === '10' ? unsaid(step, answers, evidence.axigenCli) : [];
  }
  return limits.map((limit) => {
    const good = isGood(limit, serviceLimits);
    const found = serviceLimits.settings.get(limit.name.toLowerCase());
    return findingOf(step, limit.id, good ? 'ok' : 'drift', {
      wanted: limit.wanted,
      found: found ?? `not set (default ${limit.fallback})`,
      where: `${axigen.configFile}, line ${serviceLimits.line}`,
      why,
      passage: articleOf(scannerOf(answers), 'Caveat 5'),
      aspect: 'configured',
      ...(good ? {} : { remedy: `Set ${limit.name} of serviceAccessControl to ${limit.value}.` }),
    });
  });
}

/**
 * Not written where the file has none: not every later version may know them, and which does is not known. AXIGEN's command
 * line tells what counts then.
 */
function unsaid(
  step: Pick<Step, 'id' | 'passage'>,
  answers: Situation['answers'],
  cli: Evidence['axigenCli'],
): readonly Finding[] {
  const running = cli?.kind === 'offered' ? cli.serviceLimits : undefined;
  if (cli?.kind === 'offered' && running === undefined) return [];
  return limits.map((limit) => {
    const { id, name, value, fallback, wanted } = limit;
    const good = running !== undefined && isGood(limit, { settings: running });
    const counts = running?.get(name.toLowerCase());
    return findingOf(step, id, good ? 'ok' : 'risk', {
      wanted,
      found: `axigen.cfg has no serviceAccessControl, ${counts === undefined ? `so its default may count: ${fallback}` : `and it runs with ${counts}`}`,
      where: axigen.configFile,
      why,
      passage: articleOf(scannerOf(answers), 'Caveat 5'),
      aspect: 'configured',
      ...(good
        ? {}
        : {
            remedy: `Save the configuration in WebAdmin (Commands, Save Config), which writes all settings. Where the file has a serviceAccessControl then, gateway-setup sets its ${name} to ${value}; a version without one has no such limit.`,
          }),
    });
  });
}

export function serviceLimitsOperations({ serviceLimits }: AxigenConfig): readonly AxigenOperation[] {
  if (serviceLimits === undefined) return [];
  const wrong = limits.filter((limit) => !isGood(limit, serviceLimits));
  if (wrong.length === 0) return [];
  return [{ kind: 'set-service-limits', settings: wrong.map(({ name, value }) => [name, value] as const) }];
}

function isGood(
  { name, fallback, isGood: suits }: Limit,
  { settings }: Pick<ConfigEntry, 'settings'>,
): boolean {
  const text = settings.get(name.toLowerCase()) ?? fallback;
  return /^\d+$/.test(text) && suits(Number(text));
}
