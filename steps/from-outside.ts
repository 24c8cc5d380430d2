import type { Finding, Verdict } from '../src/model/finding.js';
import type { OutsideProbe, OutsideSeen } from '../src/model/outside.js';
import type { Evidence, Probe } from '../src/model/probe.js';
import type { Situation, Step } from '../src/model/step.js';
import { publicPort } from '../src/products/public-port.js';
import type { BannerProbe } from '../src/smtp/probe-types.js';
import type { FindingId } from './explanations/index.js';
import { findingOf } from './finding-of.js';

interface Wish {
  readonly wanted: string;
  readonly why: string;
  readonly port: number;
  readonly passage?: Finding['passage'];
}

/** What a look from outside comes to. */
export interface Judged {
  readonly verdict: Verdict;
  readonly found: string;
  readonly remedy?: string;
}

/** A finding of what the operator's machine sees; none where that is the server itself. */
export function seenFromOutside(
  step: Pick<Step, 'id' | 'passage'>,
  id: FindingId,
  { outside }: Evidence,
  { port, ...wish }: Wish,
  judge: (seen: OutsideSeen) => Judged,
): readonly Finding[] {
  if (outside === undefined) return [];
  if (outside.kind === 'none') {
    return [
      findingOf(step, id, 'not-applicable', {
        ...wish,
        vantage: 'outside',
        where: `port ${port}, from outside`,
        found: `not looked at from outside: ${outside.why}`,
        remedy:
          'Run it from a machine that reaches the server directly, or name the address at which this machine reaches it with --outside.',
      }),
    ];
  }
  const { verdict, ...judged } = judge(outside);
  return [
    findingOf(step, id, verdict, {
      ...wish,
      vantage: 'outside',
      where: `port ${port} of ${outside.address}, from outside: seen from this machine`,
      ...judged,
    }),
  ];
}

/** Who answers on port 25, seen from every side that there is. */
export function bannerProbes({ evidence: { outside } }: Pick<Situation, 'evidence'>): readonly Probe[] {
  const own: Probe = { kind: 'banner', port: publicPort, expect: 220 };
  return outside?.kind === 'direct' ? [own, { kind: 'outside', look: 'banner', port: publicPort }] : [own];
}

/**
 * Looks from outside, where there is one. With them always goes who answers on port 25, seen from both sides: that tells
 * whether it is this server that is looked at.
 */
export function outsideProbes(
  situation: Pick<Situation, 'evidence'>,
  ...looks: readonly Omit<OutsideProbe, 'kind'>[]
): readonly Probe[] {
  if (situation.evidence.outside?.kind !== 'direct' || looks.length === 0) return [];
  return [...bannerProbes(situation), ...looks.map((look) => ({ kind: 'outside', ...look }) as const)];
}

/** A sentence's end that says that another machine answers at the address; undefined: it may well be this server. */
export function answeredByAnother({ banners, outside }: Evidence): string | undefined {
  const there = banners.get(publicPort);
  const here = outside?.kind === 'direct' ? outside.banner : undefined;
  if (there === undefined || here?.kind !== 'answered' || here.code !== 220) return undefined;
  if (there.kind === 'refused' && there.reason === 'refused')
    return 'on the server itself nobody answers on port 25, so another machine answers at that address (NAT, or a gateway before it)';
  if (there.kind !== 'answered' || there.code !== 220 || greetingOf(there) === greetingOf(here))
    return undefined;
  return `the server itself greets with ${toldBy(there)}, so another machine answers at that address, or something on the way changes what is said (NAT, or a gateway before it)`;
}

/** What it says nothing of: this server. */
export function saysNothing(another: string): Judged {
  return {
    verdict: 'unknown',
    found: `it says nothing of this server: ${another}`,
    remedy:
      'Find out which machine that is (see OUTSIDE-BANNER), and name the address at which this server itself is reached with --outside.',
  };
}

/** As shown to people. */
export function toldBy({ code, lines }: Pick<Extract<BannerProbe, { kind: 'answered' }>, 'code' | 'lines'>) {
  return `${code} ${lines.join(' / ')}`;
}

/** Some servers tell the time in their greeting: that may differ. */
function greetingOf(banner: Extract<BannerProbe, { kind: 'answered' }>): string {
  return toldBy(banner).replace(/\d{1,2}:\d{2}(:\d{2})?/g, '');
}
