import type { BannerProbe, EhloProbe } from '../smtp/probe-types.js';
import type { RelayEvidence } from './relay-evidence.js';

/** A live look at the target from the operator's own machine: data, as every probe. */
export interface OutsideProbe {
  readonly kind: 'outside';
  /** banner, ehlo, relay: as from the target itself. reach: whether the port lets somebody connect at all; nothing is said. */
  readonly look: 'banner' | 'ehlo' | 'relay' | 'reach';
  readonly port: number;
}

/** Whether a port lets somebody connect. */
export type ReachEvidence =
  /** The connection was accepted, even if it was closed at once. */
  | { readonly kind: 'reached' }
  /** The machine itself said no. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Silence, or something on the way said no: it says nothing of the machine. */
  | { readonly kind: 'not-known'; readonly reason: string };

/** What was seen from the operator's machine; a look that was not made is missing. */
export interface OutsideSeen {
  readonly kind: 'direct';
  /** At which the target is reached from there. */
  readonly address: string;
  readonly banner?: BannerProbe;
  readonly ehlo?: EhloProbe;
  readonly relay?: RelayEvidence;
  readonly reached: ReadonlyMap<number, ReachEvidence>;
}

/** The operator's machine as a second place to look from. */
export type OutsideEvidence =
  | OutsideSeen
  /** It does not reach the target directly. `why`: a clause after a colon. */
  | { readonly kind: 'none'; readonly why: string };
