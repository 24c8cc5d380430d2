import type { Host } from '../../host/host.js';
import { type Evidence, noEvidence } from '../../model/probe.js';
import { outsideOf } from './outside.js';

/** What is known of a target before the first look: whether it can be looked at from outside. Pure. */
export function nothingSeen({ outside }: Pick<Host, 'outside'>): Evidence {
  if (outside === undefined) return noEvidence;
  return { ...noEvidence, outside: outside.kind === 'direct' ? outsideOf(outside) : outside };
}
