import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { listenerSetting } from '../../src/products/axigen/config.js';
import { axigen, axigenService } from '../../src/products/axigen/product.js';
import { holdersOf } from '../../src/products/host/ports.js';
import { backendAddress } from '../../src/products/scanners.js';
import { findingOf } from '../finding-of.js';
import { removedListeners } from '../move-axigen-listener/kept-listener.js';

/** SMTP with TLS from the beginning, and for mail programs (facts: axigen 7, pitfall 12). */
const otherSmtpPorts = [465, 587] as const;

/** Other ways in for SMTP than port 25: in AXIGEN's file, and as it runs. */
export function unscannedListeners(
  step: Pick<Step, 'id' | 'passage'>,
  { facts, answers }: Situation,
): Finding {
  const rest = {
    wanted: 'no SMTP listener but the one behind the scanner',
    where: axigen.configFile,
    why: 'What comes in there reaches the mailboxes without having been scanned, also from the server\u2019s own users.',
  };
  const { config } = facts.axigen;
  if (config.state !== 'present' || facts.listening.state !== 'present') {
    return findingOf(step, 'UNSCANNED-LISTENERS', 'unknown', {
      ...rest,
      found:
        config.state === 'present'
          ? 'the listening ports could not be read'
          : 'axigen.cfg could not be looked at',
    });
  }
  const inFile = removedListeners(config.value.listeners ?? [], backendAddress(answers))
    // One without an address is ignored by AXIGEN (facts: axigen 1).
    .filter((one) => one.address !== '' && listenerSetting(one, 'enable').toLowerCase() !== 'no')
    .map((one) => `line ${one.line}: ${one.address}`);
  const ports = facts.listening.value;
  const live = otherSmtpPorts.flatMap((port) =>
    holdersOf(ports, port).map(
      ({ address, program }) => `port ${port} is open on ${address}, held by ${who(program)}`,
    ),
  );
  const found = [...inFile, ...live];
  if (found.length === 0) return findingOf(step, 'UNSCANNED-LISTENERS', 'ok', { ...rest, found: 'none' });
  return findingOf(step, 'UNSCANNED-LISTENERS', 'risk', {
    ...rest,
    found: found.join('; '),
    remedy:
      'Have the mail programs of your users send to port 25, and remove the other listeners of AXIGEN in SMTP-In, Listeners; see whether another program hands its mail on to AXIGEN.',
  });
}

function who(program: string | undefined): string {
  if (program === axigenService.process) return axigenService.title;
  return program === undefined ? 'an unknown program' : program;
}
