import type { Outside } from '../../host/host.js';
import type { OutsideProbe, OutsideSeen, ReachEvidence } from '../../model/outside.js';
import { probeBanner } from '../../smtp/probe-banner.js';
import { probeEhlo } from '../../smtp/probe-ehlo.js';
import { probeReach } from '../../smtp/probe-reach.js';
import type { TranscriptEntry } from '../../smtp/transcript.js';
import type { EvidenceOptions } from './gather.js';
import { askRelay } from './relay.js';

type Direct = Extract<Outside, { kind: 'direct' }>;

/** A firewall that throws away what it does not like keeps silent for ever: nobody waits longer for it. */
const connectMs = 5000;

/** How we introduce ourselves to who looks at names (RFC 2606): `localhost` is believed only on the server itself. */
const helo = 'example.org';

/** Nothing has been looked at yet. Pure. */
export function outsideOf({ address }: Pick<Direct, 'address'>): OutsideSeen {
  return { kind: 'direct', address, reached: new Map() };
}

/** One look at the target from the operator's machine, to be put to what was seen from there. */
export async function lookFromOutside(
  { look, port }: OutsideProbe,
  outside: Direct,
  options: EvidenceOptions,
): Promise<(seen: OutsideSeen) => OutsideSeen> {
  const { operator, log, signal } = options;
  const connect = () => outside.connect(port, { timeoutMs: connectMs });
  const made = async <T extends { readonly transcript: readonly TranscriptEntry[] }>(
    waiting: string,
    title: string,
    work: () => Promise<T>,
  ): Promise<T> => {
    const seen = await operator.waiting(`${waiting}, from outside`, work);
    log(titled(title), seen.transcript);
    return seen;
  };
  const titled = (title: string) => `from outside: ${title}`;
  switch (look) {
    case 'banner': {
      const banner = await made(`Connecting to port ${port}`, `telnet ${outside.address} ${port}`, () =>
        probeBanner(connect, { signal, closeWaitMs: 3000, expect: (code) => code === 220 }),
      );
      return (seen) => ({ ...seen, banner });
    }
    case 'ehlo': {
      const ehlo = await made(
        `Asking port ${port} for its ESMTP extensions`,
        `EHLO on port ${port} of ${outside.address}`,
        () => probeEhlo(connect, { name: helo, signal }),
      );
      return (seen) => ({ ...seen, ehlo });
    }
    case 'relay': {
      const relay = await askRelay(options, {
        connect,
        helo,
        waiting: `Asking port ${port} to relay for a stranger, from outside`,
        title: titled(`would ${outside.address} relay for a stranger?`),
        // A sender who is refused for good, and a bounce as well, gets nothing relayed.
        tells: (stage) => stage === 'mail' || stage === 'rcpt',
      });
      return (seen) => ({ ...seen, relay });
    }
    case 'reach': {
      const { transcript: _, ...reach } = await made(
        `Connecting to port ${port}`,
        `can port ${port} of ${outside.address} be reached?`,
        () => probeReach(connect, { signal }),
      );
      return (seen) => ({
        ...seen,
        reached: new Map([...seen.reached, [port, reach satisfies ReachEvidence]]),
      });
    }
  }
}
