import type { Fact } from '../src/host/fact.js';

/** Why the SMTP policy file was not looked at: axigen.cfg, which names it, told nothing. */
export function policyNotLookedAt({ state }: Exclude<Fact<unknown>, { readonly state: 'present' }>): string {
  return `not looked at: axigen.cfg ${state === 'absent' ? 'is not there' : 'could not be understood'}`;
}
