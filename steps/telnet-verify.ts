import type { Finding } from '../src/model/finding.js';
import type { Situation, Step } from '../src/model/step.js';
import { axigen } from '../src/products/axigen/product.js';
import { publicPort } from '../src/products/public-port.js';
import type { Scanner } from '../src/products/scanner.js';
import { nameOf } from '../src/products/service-words.js';
import { findingOf } from './finding-of.js';
import { bannerProbes } from './from-outside.js';
import { articleOf } from './passages.js';
import { handsOnElsewhere, readLogs } from './scanner-words.js';
import { bannerFromOutside } from './telnet-verify/from-outside.js';

const sections = { nod32: 'Interconnecting 3', imss: 'Interconnecting 4' } as const;
const banners = {
  nod32: 'the SMTP banner of AXIGEN, passed on by NOD32',
  imss: 'two SMTP banners, one of IMSS and one of AXIGEN',
} as const;

const wanted = {
  nod32: '220 \u2026 AXIGEN SMTP ready',
  imss: '220-TrendMicro IMSS SMTP proxy, then 220 \u2026 AXIGEN SMTP ready',
} as const;

/** Connects to port 25, as the article's telnet does, and looks for the banners. */
export function telnetVerify(scanner: Scanner): Step {
  const step = { id: 'telnet-verify', passage: articleOf(scanner, sections) } as const;
  return {
    ...step,
    title: 'Verify the connection',
    says: `A telnet to port 25 of this server shows ${banners[scanner.id]}; \`quit\` ends it.`,
    skipMeans: 'Nobody has seen that the scanner passes connections on to AXIGEN.',
    assess: (situation) => [banner(step, scanner, situation), ...bannerFromOutside(step, situation)],
    changes: () => [],
    probes: bannerProbes,
  };
}

function banner(
  step: Pick<Step, 'id' | 'passage'>,
  scanner: Scanner,
  { facts, evidence }: Situation,
): Finding {
  const rest = {
    wanted: wanted[scanner.id],
    where: 'telnet localhost 25',
    why: 'It shows the whole way: client, scanner, AXIGEN.',
  };
  const probe = evidence.banners.get(publicPort);
  if (probe === undefined)
    return findingOf(step, 'SMTP-BANNER', 'unknown', { ...rest, found: 'not tried yet' });
  if (probe.kind === 'silent') {
    return findingOf(step, 'SMTP-BANNER', 'drift', {
      ...rest,
      found: `connected, but no word within ${Math.round(probe.waitedMs / 1000)} s`,
      remedy: readLogs(scanner),
    });
  }
  if (probe.kind !== 'answered') {
    return findingOf(step, 'SMTP-BANNER', 'drift', {
      ...rest,
      found: probe.message,
      remedy: `Check that ${nameOf(scanner.proxy(facts))} runs and holds port 25 (netstat -ltnp).`,
    });
  }
  const found = `${probe.code} ${probe.lines.join(' / ')}`;
  const own = scanner.greeting;
  const greets = own === undefined || probe.lines.slice(0, -1).some((line) => own.test(line));
  const line = probe.lines.at(-1) ?? '';
  if (probe.code === 220 && axigen.banner.test(line) && greets)
    return findingOf(step, 'SMTP-BANNER', 'ok', { ...rest, found });
  if (probe.code === 220) {
    return findingOf(step, 'SMTP-BANNER', 'risk', {
      ...rest,
      found,
      remedy: greets
        ? 'The greeting may have been changed in AXIGEN; make sure that it is AXIGEN who answers.'
        : `The greeting of ${scanner.title} is not there: make sure that it is ${scanner.title} who holds port 25.`,
    });
  }
  return findingOf(step, 'SMTP-BANNER', 'drift', {
    ...rest,
    found,
    remedy: probe.code === 421 ? handsOnElsewhere(scanner) : readLogs(scanner),
  });
}
