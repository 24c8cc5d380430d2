import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigen, axigenService } from '../../src/products/axigen/product.js';
import { holdersOf } from '../../src/products/host/ports.js';
import { findingOf } from '../finding-of.js';

/** Webmail hands its messages to AXIGEN directly, never through port 25 (article, Caveat 2). */
export function unscannedWebmail(step: Pick<Step, 'id' | 'passage'>, { facts }: Situation): Finding {
  const rest = {
    wanted: 'no mail that is written in webmail, or everybody knows that it is not scanned',
    where: axigen.configFile,
    why: 'What is written in webmail goes into AXIGEN directly: a virus in it reaches the other mailboxes of this server, and the world.',
  };
  const { config } = facts.axigen;
  if (config.state !== 'present') {
    return findingOf(step, 'UNSCANNED-WEBMAIL', 'unknown', {
      ...rest,
      found: 'axigen.cfg could not be looked at',
    });
  }
  const { services, webmailListeners = [] } = config.value;
  const ports = facts.listening.state === 'present' ? facts.listening.value : [];
  const live = webmailListeners
    .map(({ address }) => Number(address.slice(address.lastIndexOf(':') + 1)))
    .filter((port) => holdersOf(ports, port).some(({ program }) => program === axigenService.process));
  const started = services?.includes('webmail') === true;
  if (started || live.length > 0) {
    const runs = live.length === 0 ? [] : [`AXIGEN listens on its port ${live.join(', ')}`];
    return findingOf(step, 'UNSCANNED-WEBMAIL', 'risk', {
      ...rest,
      found: [...(started ? ['webmail is among the services'] : []), ...runs].join('; '),
      remedy:
        'If nobody needs it, take webmail out of the services of AXIGEN. Otherwise rely on a scanner on the computers of those who use it.',
    });
  }
  if (services === undefined) {
    return findingOf(step, 'UNSCANNED-WEBMAIL', 'unknown', {
      ...rest,
      found: 'the file does not name the services, and which are started by default is not known',
      remedy: 'Look in WebAdmin whether webmail is started.',
    });
  }
  return findingOf(step, 'UNSCANNED-WEBMAIL', 'ok', { ...rest, found: 'webmail is not started' });
}
