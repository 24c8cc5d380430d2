import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { holdersOf, listensEverywhere } from '../../src/products/host/ports.js';
import type { HostFacts, ListeningPort } from '../../src/products/host-facts.js';
import { imss } from '../../src/products/imss/product.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { findingOf } from '../finding-of.js';
import { stoppedServices } from '../running-services.js';
import { readLogs } from '../scanner-words.js';

type ThisStep = Pick<Step, 'id' | 'passage'>;

const { port, path } = imss.console;

/** Its address as the operator's browser needs it; in the article's form where the server does not tell its name. */
export function consoleUrl({ hostname }: Pick<HostFacts, 'hostname'>): string {
  return `https://${hostname.state === 'present' ? hostname.value : '<server_ip>'}:${port}${path}`;
}

/** Whether the console answers. */
export function judgeConsole(step: ThisStep, { facts, evidence }: Situation): Finding {
  const id = 'IMSS-CONSOLE';
  const rest = {
    wanted: 'the console of IMSS answers over TLS, with the page that the article names',
    where: consoleUrl(facts),
    why: 'Policies and notifications of IMSS are set there, and nowhere else.',
  };
  const seen = evidence.console;
  if (seen === undefined) return findingOf(step, id, 'unknown', { ...rest, found: 'not asked yet' });
  switch (seen.kind) {
    case 'answered': {
      const found = `it answers (HTTP status ${seen.status})`;
      if (seen.status >= 200 && seen.status < 400) return findingOf(step, id, 'ok', { ...rest, found });
      const remedy =
        'Open it in a browser: something answers there, but not with that page. See in the IMSS manual where the page is.';
      return findingOf(step, id, 'risk', { ...rest, found, remedy });
    }
    case 'not-understood':
      return findingOf(step, id, 'unknown', {
        ...rest,
        found: seen.reason,
        remedy: 'Open it in a browser; a console of this age may need an older one.',
      });
    case 'refused': {
      const stopped = stoppedServices(imssScanner, facts);
      if (stopped?.length !== 0)
        return findingOf(step, id, 'unknown', { ...rest, found: `${seen.reason}; IMSS is not seen to run` });
      // No change of ours mends it, and mail flows without it.
      return findingOf(step, id, 'risk', {
        ...rest,
        found: seen.reason,
        remedy: `Give it a minute, or restart IMSS (${imss.script} restart). ${readLogs(imssScanner)}`,
      });
    }
  }
}

/** What makes a console that others reach bearable; the operator alone can say that it is so. */
export const guarded = `Set a password in the console, as by default there is none: whether there is one by now cannot be told from outside. Have a firewall let only the administrators\u2019 machines reach port ${port}. Once both are done, waive this finding.`;

/** Who can reach the console, where the network lets them. */
export function judgeExposure(
  step: ThisStep,
  { facts, evidence }: Pick<Situation, 'facts' | 'evidence'>,
): Finding {
  const id = 'IMSS-CONSOLE-EXPOSED';
  const rest = {
    wanted: `port ${port} is open on 127.0.0.1 only, or kept from others by a firewall, and the console has a password`,
    where: `port ${port}`,
    why: 'By default the console has no password: whoever reaches it can log in and switch the scanning off.',
  };
  if (facts.listening.state !== 'present')
    return findingOf(step, id, 'unknown', { ...rest, found: 'the listening ports could not be read' });
  const holders = holdersOf(facts.listening.value, port);
  if (holders.length === 0)
    return findingOf(step, id, 'not-applicable', { ...rest, found: 'nothing listens there' });
  const found = holders.map(describe).join(', ');
  if (holders.every(({ address }) => isLocal(address)))
    return findingOf(step, id, 'ok', { ...rest, found: `${found}: only the server itself reaches it` });
  return findingOf(step, id, 'risk', {
    ...rest,
    found: `${found}: other machines reach it, unless a firewall keeps them out${asSeenFromOutside(evidence)}`,
    remedy: guarded,
  });
}

/** One machine that reaches it proves that others can; one that does not proves nothing of others. */
function asSeenFromOutside({ outside }: Situation['evidence']): string {
  const seen = outside?.kind === 'direct' ? outside.reached.get(port) : undefined;
  if (seen === undefined) return '';
  return seen.kind === 'reached'
    ? ' (this machine reaches it: OUTSIDE-CONSOLE)'
    : ' (this machine does not reach it: OUTSIDE-CONSOLE)';
}

function describe({ address, program }: ListeningPort): string {
  const addresses = listensEverywhere(address) ? 'all addresses' : address;
  return `${program ?? 'an unknown program'} listens on ${addresses}`;
}

function isLocal(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
