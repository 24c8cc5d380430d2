import type { OutsideSeen } from '../../src/model/outside.js';
import type { Evidence } from '../../src/model/probe.js';
import type { BannerProbe } from '../../src/smtp/probe-types.js';

export const address = '198.51.100.1';

/** What the operator's machine has seen so far: nothing, but for what a test gives it. */
export function seen(changed: Partial<OutsideSeen> = {}): OutsideSeen {
  return { kind: 'direct', address, reached: new Map(), ...changed };
}

/** Evidence with such a view, and the greeting that the server itself gets on port 25. */
export function evidence(
  outside: Partial<OutsideSeen>,
  own?: BannerProbe,
  more: Partial<Evidence> = {},
): Evidence {
  return { banners: new Map(own === undefined ? [] : [[25, own]]), outside: seen(outside), ...more };
}

/** The target is reached, but not so that it can be looked at from outside. */
export const none: Evidence = {
  banners: new Map(),
  outside: { kind: 'none', why: 'it is reached through a jump host' },
};

export function greeted(code: number, ...lines: string[]): BannerProbe {
  return { kind: 'answered', code, lines, closed: false, transcript: [] };
}

export function notReached(
  reason: 'refused' | 'timeout' | 'unreachable' | 'reset',
  message: string,
): BannerProbe {
  return { kind: 'refused', reason, message, transcript: [] };
}

export const axigen = greeted(220, 'mail.example.test AXIGEN SMTP ready');
