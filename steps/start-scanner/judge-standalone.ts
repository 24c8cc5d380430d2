import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import { nod32 } from '../../src/products/nod32/product.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { findingOf } from '../finding-of.js';

/** Judges what the proxy says while nothing is behind it (article, Installation; causes: facts 1.8). */
export function judgeStandalone(
  step: Pick<Step, 'id' | 'passage'>,
  port: number,
  probe: BannerProbe | undefined,
): Finding {
  const rest = {
    wanted: '421 nod32smtp: server connect error, closing connection',
    where: `telnet localhost ${port}`,
    why: 'It shows that the proxy is up before anything is connected to it.',
  };
  const id = 'NOD32-STANDALONE-ANSWER';
  if (probe === undefined) return findingOf(step, id, 'unknown', { ...rest, found: 'not tried yet' });
  if (probe.kind === 'answered') {
    const found = `${probe.code} ${probe.lines.join(' / ')}`;
    if (probe.code === 421 && nod32.standaloneAnswer.test(probe.lines[0] ?? '') && probe.closed) {
      return findingOf(step, id, 'ok', { ...rest, found });
    }
    return findingOf(step, id, 'drift', {
      ...rest,
      found: probe.closed ? found : `${found} (left open)`,
      remedy: causes(probe),
    });
  }
  const found =
    probe.kind === 'silent'
      ? `connected, but no word within ${Math.round(probe.waitedMs / 1000)} s`
      : probe.message;
  return findingOf(step, id, 'drift', { ...rest, found, remedy: causes(probe) });
}

function causes(probe: BannerProbe): string {
  const list =
    probe.kind === 'answered' && probe.code === 220
      ? [
          'a mail server listens behind the proxy already (server_addr, server_port in nod32.cfg)',
          'another program holds this port',
        ]
      : [
          'nod32smtp is not running: look into /var/log for its reason (maillog, mail.log, messages)',
          'nod32d is not running: the licence is missing or has expired',
          'another program holds this port',
          'listen_port in nod32.cfg was changed without a restart',
        ];
  return `Likely causes, in this order: ${list.map((cause, index) => `(${index + 1}) ${cause}`).join('; ')}.`;
}
