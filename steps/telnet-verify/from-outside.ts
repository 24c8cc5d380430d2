import type { Finding } from '../../src/model/finding.js';
import type { OutsideSeen } from '../../src/model/outside.js';
import type { Evidence } from '../../src/model/probe.js';
import type { Situation, Step } from '../../src/model/step.js';
import { publicPort as port } from '../../src/products/public-port.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { answeredByAnother, type Judged, seenFromOutside, toldBy } from '../from-outside.js';

/** The greeting of port 25 as other mail servers get it. */
export function bannerFromOutside(
  step: Pick<Step, 'id' | 'passage'>,
  { evidence }: Pick<Situation, 'evidence'>,
): readonly Finding[] {
  const wish = {
    wanted: 'port 25 greets with 220, and it is this server that does',
    why: 'Mail from others comes in from outside: that the server reaches itself does not show that they reach it.',
    port,
  };
  return seenFromOutside(step, 'OUTSIDE-BANNER', evidence, wish, (seen) => judge(seen, evidence));
}

function judge({ banner, address }: OutsideSeen, evidence: Evidence): Judged {
  if (banner === undefined) return { verdict: 'unknown', found: 'not tried yet' };
  if (banner.kind === 'answered' && banner.code === 220) return greeted(toldBy(banner), evidence);
  if (banner.kind === 'refused') {
    if (banner.reason === 'refused') {
      return {
        verdict: 'drift',
        found: banner.message,
        remedy:
          'See that a firewall lets everybody connect to port 25 of the server, and that the scanner listens there on all addresses (netstat -ltn). Some networks refuse this for their own users: try from another one before you change anything.',
      };
    }
    if (banner.reason === 'timeout' || banner.reason === 'unreachable') {
      return {
        verdict: 'unknown',
        found: `not reached from here: ${banner.message}`,
        remedy: `A firewall stands between here and there, or the network of this machine lets nobody connect to port 25 (very common from home and office lines). Try from another network, such as from another mail server: telnet ${address} 25`,
      };
    }
  }
  return notGreeted(spoken(banner), evidence);
}

function greeted(found: string, evidence: Evidence): Judged {
  const another = answeredByAnother(evidence);
  if (another === undefined) return { verdict: 'ok', found };
  return {
    verdict: 'risk',
    found: `${found}; ${another}`,
    remedy:
      'Find out which machine answers there, and whether mail is meant to come in through it. If it is meant to, waive this finding.',
  };
}

/** Whom the server itself is greeted by, others may be as well. */
function notGreeted(found: string, { banners }: Evidence): Judged {
  const there = banners.get(port);
  if (there?.kind === 'answered' && there.code === 220) {
    return {
      verdict: 'unknown',
      found: `${found}; the server itself is greeted with ${toldBy(there)}`,
      remedy:
        'The server, or something on the way, may turn away this machine alone (a block list, a limit, a mail filter of this network). Try from another network.',
    };
  }
  return {
    verdict: 'drift',
    found,
    remedy: 'See what the server itself gets there (SMTP-BANNER), and mend that.',
  };
}

function spoken(banner: BannerProbe): string {
  switch (banner.kind) {
    case 'answered':
      return toldBy(banner);
    case 'silent':
      return `connected, but no word within ${Math.round(banner.waitedMs / 1000)} s`;
    case 'refused':
    case 'garbled':
      return banner.message;
  }
}
