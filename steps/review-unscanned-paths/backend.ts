import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { holdersOf } from '../../src/products/host/ports.js';
import { backendAddress, scannerOf } from '../../src/products/scanners.js';
import { findingOf } from '../finding-of.js';

/** The port behind the scanner must be reached by the scanner alone (facts: axigen 7, pitfall 6). */
export function unscannedBackend(
  step: Pick<Step, 'id' | 'passage'>,
  { facts: { listening }, answers }: Situation,
): Finding {
  const { backend } = scannerOf(answers);
  const rest = {
    wanted: `port ${backend.port} is open on ${backend.address} only, and AXIGEN holds it`,
    where: `port ${backend.port}`,
    why: 'Whoever reaches this port brings mail in past the scanner.',
  };
  if (listening.state !== 'present')
    return findingOf(step, 'UNSCANNED-BACKEND', 'unknown', {
      ...rest,
      found: 'the listening ports could not be read',
    });
  const holders = holdersOf(listening.value, backend.port);
  if (holders.length === 0)
    return findingOf(step, 'UNSCANNED-BACKEND', 'not-applicable', {
      ...rest,
      found: 'nobody listens there yet',
    });
  const wrong = holders.filter(
    ({ address, program }) =>
      !isLoopback(address) || (program !== undefined && program !== axigenService.process),
  );
  if (wrong.length === 0)
    return findingOf(step, 'UNSCANNED-BACKEND', 'ok', { ...rest, found: `only on ${addresses(holders)}` });
  return findingOf(step, 'UNSCANNED-BACKEND', 'risk', {
    ...rest,
    found: wrong
      .map(({ address, program }) => `open on ${address}, held by ${program ?? 'an unknown program'}`)
      .join('; '),
    remedy: `Give AXIGEN\u2019s listener the address ${backendAddress(answers)}; until then close the port in the firewall.`,
  });
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}

function addresses(holders: readonly { readonly address: string }[]): string {
  return holders.map(({ address }) => address).join(', ');
}
