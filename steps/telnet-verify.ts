import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { axigen } from '../src/products/axigen/product.js';
import { nod32 } from '../src/products/nod32/product.js';
import { findingOf } from './finding-of.js';
import { nod32Article } from './passages.js';

/** Connects to port 25, as the article's telnet does, and looks for AXIGEN's banner. */
export const telnetVerify: Step = {
  id: 'telnet-verify',
  title: 'Verify the connection',
  passage: nod32Article('Interconnecting 3'),
  says: 'A telnet to port 25 of this server shows the SMTP banner of AXIGEN, passed on by NOD32; `quit` ends it.',
  skipMeans: 'Nobody has seen that the scanner passes connections on to AXIGEN.',
  assess: (situation) => [banner(situation)],
  changes: () => [],
  probes: () => [{ kind: 'banner', port: nod32.wanted.listenPort, expect: 220 }],
};

function banner({ evidence }: Situation): Finding {
  const rest = {
    wanted: '220 \u2026 AXIGEN SMTP ready',
    where: 'telnet localhost 25',
    why: 'It shows the whole way: client, scanner, AXIGEN.',
  };
  const probe = evidence.banners.get(nod32.wanted.listenPort);
  if (probe === undefined)
    return findingOf(telnetVerify, 'SMTP-BANNER', 'unknown', { ...rest, found: 'not tried yet' });
  if (probe.kind === 'silent') {
    return findingOf(telnetVerify, 'SMTP-BANNER', 'drift', {
      ...rest,
      found: `connected, but no word within ${Math.round(probe.waitedMs / 1000)} s`,
      remedy: 'Look into the logs of nod32smtp and AXIGEN.',
    });
  }
  if (probe.kind !== 'answered') {
    return findingOf(telnetVerify, 'SMTP-BANNER', 'drift', {
      ...rest,
      found: probe.message,
      remedy: 'Check that nod32smtp runs and holds port 25 (netstat -ltnp).',
    });
  }
  const found = `${probe.code} ${probe.lines.join(' / ')}`;
  const line = probe.lines.at(-1) ?? '';
  if (probe.code === 220 && axigen.banner.test(line))
    return findingOf(telnetVerify, 'SMTP-BANNER', 'ok', { ...rest, found });
  if (probe.code === 220) {
    return findingOf(telnetVerify, 'SMTP-BANNER', 'risk', {
      ...rest,
      found,
      remedy: 'The greeting may have been changed in AXIGEN; make sure that it is AXIGEN who answers.',
    });
  }
  return findingOf(telnetVerify, 'SMTP-BANNER', 'drift', {
    ...rest,
    found,
    remedy:
      probe.code === 421
        ? 'The scanner does not reach AXIGEN: compare server_addr and server_port in nod32.cfg with AXIGEN\u2019s listener.'
        : 'Look into the logs of nod32smtp and AXIGEN.',
  });
}
