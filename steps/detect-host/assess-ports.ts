import type { Finding } from '../../src/model/finding.js';
import type { Situation } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { holdersOf } from '../../src/products/host/ports.js';
import type { ListeningPort } from '../../src/products/host-facts.js';
import { backend, nod32, nod32Smtp } from '../../src/products/nod32/product.js';
import { findingOf } from '../finding-of.js';
import { nod32Article } from '../passages.js';

const step = { id: 'detect-host', passage: nod32Article('Overview') } as const;

/** The three ports of the mail's path, and the only programs that may hold them. */
const owners = [
  { id: 'HOST-PORT-25', port: nod32.wanted.listenPort, programs: [axigenService.process, nod32Smtp.process] },
  { id: 'HOST-PORT-BACKEND', port: backend.port, programs: [axigenService.process] },
  { id: 'HOST-PORT-SCANNER', port: nod32.defaults.listenPort, programs: [nod32Smtp.process] },
] as const;

export function assessPorts({ facts: { listening } }: Situation): readonly Finding[] {
  if (listening.state !== 'present') {
    return [
      findingOf(step, 'HOST-PORT-25', 'unknown', {
        wanted: 'the list of listening ports',
        found: listening.state === 'unreadable' ? listening.reason : 'missing',
        why: 'Without it nobody can tell who holds port 25.',
        remedy: 'Check that `netstat -ltnp` works.',
        blocks: 'could-not-look',
      }),
    ];
  }
  return owners.map(({ id, port, programs }) => {
    const holders = holdersOf(listening.value, port);
    const strangers = holders.filter(({ program }) => program === undefined || !isOneOf(program, programs));
    const rest = {
      wanted: `port ${port} held by ${programs.join(' or ')}, or free`,
      found: holders.length === 0 ? 'free' : holders.map(describe).join(', '),
      where: `port ${port}`,
      why: 'Two programs cannot hold the same port; the one that starts second fails.',
    };
    if (strangers.length === 0) return findingOf(step, id, 'ok', rest);
    return findingOf(step, id, 'drift', {
      ...rest,
      remedy: `Stop ${strangers.map(({ program }) => program ?? 'that program').join(', ')} and keep it from starting, then run gateway-setup again.`,
      blocks: 'failed',
    });
  });
}

function isOneOf(program: string, names: readonly string[]): boolean {
  return names.includes(program);
}

function describe({ address, port, program, pid }: ListeningPort): string {
  return `${program ?? 'an unknown program'}${pid === undefined ? '' : ` (process ${pid})`} on ${address}:${port}`;
}
