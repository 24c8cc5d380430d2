import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import type { Scanner } from '../../src/products/scanner.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';
import { findingOf } from '../finding-of.js';

/** What the probe on the scanner's own port is for. */
export const standaloneWish = {
  why: 'It shows that the proxy is up before anything is connected to it.',
} as const;

/**
 * Judges what the proxy says while nothing is behind it (article, Installation; causes: facts 1.8).
 * @param silent it runs and does not listen, and is therefore started anew
 */
export function judgeStandalone(
  step: Pick<Step, 'id' | 'passage'>,
  scanner: Scanner,
  port: number,
  probe: BannerProbe | undefined,
  silent = false,
): Finding {
  const { standalone } = scanner;
  const rest = { ...standaloneWish, wanted: `421 ${standalone.text}`, where: `telnet localhost ${port}` };
  const id = `${scanner.findings}-STANDALONE-ANSWER` as const;
  if (probe === undefined) {
    const found = silent ? `not tried yet: it does not listen on port ${port}` : 'not tried yet';
    return findingOf(step, id, 'unknown', { ...rest, found });
  }
  if (probe.kind === 'answered') {
    const found = `${probe.code} ${probe.lines.join(' / ')}`;
    if (probe.code === 421 && standalone.pattern.test(probe.lines[0] ?? '') && probe.closed) {
      return findingOf(step, id, 'ok', { ...rest, found });
    }
    return findingOf(step, id, 'drift', {
      ...rest,
      found: probe.closed ? found : `${found} (left open)`,
      remedy: causes(scanner, probe),
    });
  }
  const found =
    probe.kind === 'silent'
      ? `connected, but no word within ${Math.round(probe.waitedMs / 1000)} s`
      : probe.message;
  return findingOf(step, id, 'drift', { ...rest, found, remedy: causes(scanner, probe) });
}

function causes({ standalone: { connected, down } }: Scanner, probe: BannerProbe): string {
  return inOrder(probe.kind === 'answered' && probe.code === 220 ? connected : down);
}

/** Why the proxy does not come up, the likeliest first. */
export function causesOfSilence({ standalone }: Pick<Scanner, 'standalone'>): string {
  return inOrder(standalone.down);
}

function inOrder(causes: readonly string[]): string {
  return `Likely causes, in this order: ${causes.map((cause, index) => `(${index + 1}) ${cause}`).join('; ')}.`;
}
