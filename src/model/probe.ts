import type { BannerProbe, EhloProbe } from '../smtp/probe-types.js';

/** A live look that a step asks for: data, carried out by the engine. */
export type Probe =
  /** `expect`: the code that is hoped for. */
  | { readonly kind: 'banner'; readonly port: number; readonly expect: 220 | 421 }
  /** Asks which ESMTP extensions are offered. */
  | { readonly kind: 'ehlo'; readonly port: number }
  /** Asks whether mail from a stranger to a stranger would be taken; nothing is sent. */
  | { readonly kind: 'relay'; readonly port: number }
  | { readonly kind: 'test-mail'; readonly port: number };

export type RelayEvidence =
  | { readonly kind: 'refused' | 'accepted'; readonly stage: string; readonly reply: string }
  /** The conversation broke off, so nothing was learned. */
  | { readonly kind: 'broken'; readonly reason: string };

export interface TestMailEvidence {
  readonly nonce: string;
  /** How the question "did it arrive, scanned?" was answered. */
  readonly how: 'mailbox' | 'by-hand' | 'nobody-asked';
  /** The message was refused before or while it was sent. */
  readonly refused?: { readonly stage: string; readonly reply: string };
  /** The message as it was fetched, or what the operator pasted. */
  readonly raw?: Uint8Array | string;
  /** The operator's word on whether it arrived with the scanner's header. */
  readonly confirmed?: boolean;
  readonly waitedMs?: number;
  readonly removed?: boolean;
  /** Reading the mailbox failed. */
  readonly trouble?: string;
  readonly transcript: string;
}

/** What the probes saw. A probe that was not made is simply missing: its finding is `unknown`. */
export interface Evidence {
  readonly banners: ReadonlyMap<number, BannerProbe>;
  /** What port 25 offers once the scanner owns it. */
  readonly ehlo?: EhloProbe;
  readonly relay?: RelayEvidence;
  readonly testMail?: TestMailEvidence;
}

export const noEvidence: Evidence = { banners: new Map() };
