import type { Judgement } from '../scanning/judgement.js';
import type { Action } from './option-reader.js';
import type { Policy } from './settings.js';

/** What becomes of a message. `accept` means that it is delivered, without the objects that are not clean. */
export interface Decision {
  readonly action: Action;
  readonly reason: string;
}

/** What is decided without looking into the message; `undefined` when it has to be scanned. */
export function decideUnscanned(policy: Policy): Decision | undefined {
  if (policy.onProcessed !== 'accept') return { action: policy.onProcessed, reason: 'action_on_processed' };
  return policy.antivirus ? undefined : { action: 'accept', reason: 'av_enabled = no' };
}

/**
 * The manual's order: whatever is not `accept` blocks the message. Nothing can be cleaned of the EICAR file, so an
 * infected object that is accepted becomes an uncleanable one.
 */
export function decide(policy: Policy, judgement: Judgement): Decision {
  const infected = judgement.find(({ verdict }) => verdict === 'infected');
  const notScanned = judgement.find(({ verdict }) => verdict === 'notscanned');
  const rules = [
    { object: infected, action: policy.onInfected, reason: 'infected' },
    { object: infected, action: policy.onUncleanable, reason: 'uncleanable' },
    { object: notScanned, action: policy.onNotScanned, reason: 'not scanned' },
  ];
  const blocking = rules.find(({ object, action }) => object !== undefined && action !== 'accept');
  if (blocking?.object !== undefined) {
    return { action: blocking.action, reason: `${blocking.reason}: ${blocking.object.reason}` };
  }
  const worst = infected ?? notScanned;
  return { action: 'accept', reason: worst === undefined ? 'clean' : `removed: ${worst.reason}` };
}
