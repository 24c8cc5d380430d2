import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import type { ClientConfig } from '../../src/products/axigen/config.js';
import { axigen } from '../../src/products/axigen/product.js';
import { findingOf } from '../finding-of.js';
import { limitFinding, type WantedLimit } from './default-limits.js';
import { type Switch, switches, switchMeanings } from './switch-meanings.js';

/** The priority that the article gives to the client that replaces the default. */
export const replacingPriority = 501;

type ThisStep = Pick<Step, 'id' | 'passage'>;

function setting(client: ClientConfig, name: string): string {
  return client.settings.get(name.toLowerCase()) ?? '';
}

/** A client for every sender and recipient. */
export function isForEverybody(client: ClientConfig): boolean {
  return setting(client, 'patternIn') === '*' && setting(client, 'patternOut') === '*';
}

/**
 * Whether one of the clients surely takes the place of AXIGEN's own default: with the article's priority or above (Tweaking
 * 1), or where port 25 shows that it does. Which of two numbers counts for more is not known (facts: axigen 1), so one with
 * a lower priority may never be heeded; another one with the article's beside it does no harm either way.
 */
export function isDefaultReplaced(clients: readonly ClientConfig[], shown: boolean): boolean {
  return clients.some((client) => isForEverybody(client) && (shown || isAboveDefault(client)));
}

function isAboveDefault(client: ClientConfig): boolean {
  const priority = setting(client, 'priority');
  return /^\d+$/.test(priority) && Number(priority) >= replacingPriority;
}

/** The article's priority, or the next one that no client has: two with the same could not be told apart. */
export function freePriority(clients: readonly ClientConfig[]): number {
  const taken = new Set(clients.map((client) => Number(setting(client, 'priority'))));
  let priority = replacingPriority;
  while (taken.has(priority)) priority += 1;
  return priority;
}

/** Not set at all counts as offered: what a client offers by default is not known (facts: axigen 1). */
export function isOff(client: ClientConfig, name: string): boolean {
  return setting(client, name).toLowerCase() === 'no';
}

export function hasLimit(client: ClientConfig, { attribute, value }: WantedLimit): boolean {
  return setting(client, attribute) === value;
}

/** What AXIGEN's file says of its SMTP-In clients. */
export function assessClients(
  step: ThisStep,
  clients: readonly ClientConfig[],
  limits: readonly WantedLimit[],
  replaced: boolean,
): readonly Finding[] {
  return [
    defaultClient(step, clients, replaced),
    ...switches.map((name) => oneSwitch(step, name, clients, replaced)),
    ...limits.map((limit) => oneLimit(step, limit, clients.filter(isForEverybody), replaced)),
  ];
}

/** The wish and its reason, also for a file that cannot be read. */
export const ownDefault = {
  wanted: 'a client with patternIn and patternOut * that replaces the default',
  where: axigen.configFile,
  why: 'The switches of the built-in default client cannot be changed, only replaced.',
} as const;

function defaultClient(step: ThisStep, clients: readonly ClientConfig[], replaced: boolean): Finding {
  const everybody = clients.filter(isForEverybody);
  const own = everybody.find(isAboveDefault) ?? everybody[0];
  if (own === undefined || !replaced) {
    return findingOf(step, 'AXIGEN-DEFAULT-CLIENT', 'drift', {
      ...ownDefault,
      found:
        own === undefined
          ? 'AXIGEN\u2019s own default counts, which offers STARTTLS and BINARYMIME'
          : `line ${own.line}: ${priorityOf(own)}`,
      remedy: `Add a client with priority ${freePriority(clients)} in SMTP-In, Clients. Then see to its other options (maxRCPTCount, maxDataSize, ...): from then on it is the default for everybody.`,
    });
  }
  return findingOf(step, 'AXIGEN-DEFAULT-CLIENT', 'ok', {
    ...ownDefault,
    found: `${priorityOf(own)}; as the default for everybody it also decides on maxRCPTCount, maxDataSize and the like (here: ${optionsOf(own)}), so see that they are as you want them`,
    where: `${axigen.configFile}, line ${own.line}`,
  });
}

/** Of a lower one, or of none, it is not known whether it comes before the built-in default. */
function priorityOf(client: ClientConfig): string {
  const text = setting(client, 'priority');
  if (isAboveDefault(client)) return `priority ${text}`;
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
  name: Switch,
  clients: readonly ClientConfig[],
  replaced: boolean,
): Finding {
  const on = clients.filter((client) => !isOff(client, name));
  const offered = on.length > 0 || !replaced;
  const { id, ...meaning } = switchMeanings[name];
  return findingOf(step, id, offered ? 'drift' : 'ok', {
    ...meaning,
    wanted: `${name} = no in every client`,
    found:
      on.length === 0
        ? clients.length === 0
          ? 'no client is defined'
          : `no in ${clients.length === 1 ? 'the one client' : `all ${clients.length} clients`}`
        : on.map((client) => `line ${client.line}: ${setting(client, name) || 'not set'}`).join('; '),
    where: axigen.configFile,
    ...(offered ? { remedy: `Set ${name} to no in every client.` } : {}),
  });
}

/** Of two clients that replace the default it is not known which one counts, so both have to say the same. */
function oneLimit(
  step: ThisStep,
  limit: WantedLimit,
  own: readonly ClientConfig[],
  replaced: boolean,
): Finding {
  return limitFinding(step, limit, {
    name: limit.attribute,
    good: replaced && own.every((client) => hasLimit(client, limit)),
    found:
      own.length === 0
        ? 'no client replaces the default yet'
        : own
            .map((client) => `line ${client.line}: ${setting(client, limit.attribute) || 'not set'}`)
            .join('; '),
    where: axigen.configFile,
  });
}
