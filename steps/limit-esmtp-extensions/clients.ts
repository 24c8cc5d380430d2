import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import type { ClientConfig } from '../../src/products/axigen/config.js';
import { axigen } from '../../src/products/axigen/product.js';
import { findingOf } from '../finding-of.js';
import { nod32Article } from '../passages.js';

/** The ESMTP extensions that NOD32 cannot handle, by the switch that offers them. */
export const switches = ['allowStartTLS', 'allowBinaryData'] as const;

/** The priority that the article gives to the client that replaces the default. */
export const replacingPriority = 501;

type ThisStep = Pick<Step, 'id' | 'passage'>;

function setting(client: ClientConfig, name: string): string {
  return client.settings.get(name.toLowerCase()) ?? '';
}

/** A client for every sender and recipient: it replaces AXIGEN's own default (article, Tweaking 1). */
export function replacesDefault(client: ClientConfig): boolean {
  return setting(client, 'patternIn') === '*' && setting(client, 'patternOut') === '*';
}

/** Not set at all counts as offered: what a client offers by default is not known (facts: axigen 1). */
export function isOff(client: ClientConfig, name: string): boolean {
  return setting(client, name).toLowerCase() === 'no';
}

/** What AXIGEN's file says of its SMTP-In clients. */
export function assessClients(step: ThisStep, clients: readonly ClientConfig[]): readonly Finding[] {
  return [defaultClient(step, clients), ...switches.map((name) => oneSwitch(step, name, clients))];
}

/** The wish and its reason, also for a file that cannot be read. */
export const ownDefault = {
  wanted: 'a client with patternIn and patternOut * that replaces the default',
  where: axigen.configFile,
  why: 'The switches of the built-in default client cannot be changed, only replaced.',
} as const;

function defaultClient(step: ThisStep, clients: readonly ClientConfig[]): Finding {
  const own = clients.find(replacesDefault);
  if (own === undefined) {
    return findingOf(step, 'AXIGEN-DEFAULT-CLIENT', 'drift', {
      ...ownDefault,
      found: 'AXIGEN\u2019s own default counts, which offers STARTTLS and BINARYMIME',
      remedy: `Add a client with priority ${replacingPriority} in SMTP-In, Clients. Then see to its other options (maxRCPTCount, maxDataSize, ...): from then on it is the default for everybody.`,
    });
  }
  return findingOf(step, 'AXIGEN-DEFAULT-CLIENT', 'ok', {
    ...ownDefault,
    found: `${priorityOf(own)}; as the default for everybody it also decides on maxRCPTCount, maxDataSize and the like (here: ${optionsOf(own)}), so see that they are as you want them`,
    where: `${axigen.configFile}, line ${own.line}`,
  });
}

/** Which of two numbers counts for more is not known (facts: axigen 1); what is offered on port 25 shows it. */
function priorityOf(client: ClientConfig): string {
  const text = setting(client, 'priority');
  const priority = Number(text);
  if (text !== '' && priority >= replacingPriority) return `priority ${text}`;
  return `${text === '' ? 'no priority is set' : `priority ${text}`}, where the article has ${replacingPriority}: whether it comes before the built-in default then is not known, and shows in what port 25 offers`;
}

function optionsOf(client: ClientConfig): string {
  const known = new Set([
    'priority',
    'patternin',
    'patternout',
    ...switches.map((name) => name.toLowerCase()),
  ]);
  const others = [...client.settings].filter(([name]) => !known.has(name));
  return others.length === 0 ? 'none set' : others.map(([name, value]) => `${name} = ${value}`).join(', ');
}

function oneSwitch(
  step: ThisStep,
  name: (typeof switches)[number],
  clients: readonly ClientConfig[],
): Finding {
  const on = clients.filter((client) => !isOff(client, name));
  const offered = on.length > 0 || !clients.some(replacesDefault);
  const isTls = name === 'allowStartTLS';
  return findingOf(step, isTls ? 'AXIGEN-STARTTLS' : 'AXIGEN-BINARYMIME', offered ? 'drift' : 'ok', {
    wanted: `${name} = no in every client`,
    found:
      on.length === 0
        ? clients.length === 0
          ? 'no client is defined'
          : `no in ${clients.length === 1 ? 'the one client' : `all ${clients.length} clients`}`
        : on.map((client) => `line ${client.line}: ${setting(client, name) || 'not set'}`).join('; '),
    where: axigen.configFile,
    why: isTls
      ? 'A TLS session through NOD32 fails, and the message is not delivered.'
      : 'A message sent with BINARYMIME passes NOD32 without being scanned.',
    ...(offered ? { remedy: `Set ${name} to no in every client.` } : {}),
    passage: nod32Article(isTls ? 'Caveat 1' : 'Caveat 6'),
  });
}
