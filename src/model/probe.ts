import type { BannerProbe, EhloProbe } from '../smtp/probe-types.js';
import type { OutsideEvidence, OutsideProbe } from './outside.js';
import type { RelayEvidence } from './relay-evidence.js';

export type { RelayEvidence } from './relay-evidence.js';

/** A live look that a step asks for: data, carried out by the engine. */
export type Probe =
  /** `expect`: the code that is hoped for. */
  | { readonly kind: 'banner'; readonly port: number; readonly expect: 220 | 421 }
  /** Asks which ESMTP extensions are offered. */
  | { readonly kind: 'ehlo'; readonly port: number }
  /** Asks whether mail from a stranger to a stranger would be taken; nothing is sent. */
  | { readonly kind: 'relay'; readonly port: number }
  /** Asks whether mail from a stranger to the operator's mailbox is taken; nothing is sent. */
  | { readonly kind: 'local-delivery'; readonly port: number }
  /** Logs in as the operator's mailbox and asks whether mail to a stranger is taken; nothing is sent. */
  | { readonly kind: 'auth-relay'; readonly port: number }
  /** Logs in to AXIGEN's command line and looks at what runs; changes nothing. */
  | { readonly kind: 'axigen-cli' }
  | { readonly kind: 'test-mail'; readonly port: number }
  /** Asks the console of IMSS for its first page over TLS; sends no credentials. */
  | { readonly kind: 'console'; readonly port: number }
  /** Asks whether AXIGEN takes mail for the administrator whom IMSS is to notify; nothing is sent. */
  | { readonly kind: 'administrator'; readonly port: number }
  /** Walks the operator through the forms of the console; only where somebody is there. */
  | { readonly kind: 'notifications' }
  /** Sends the EICAR test file; only when the operator has agreed. */
  | { readonly kind: 'eicar'; readonly port: number }
  | OutsideProbe;

export type AuthRelayEvidence =
  | RelayEvidence
  /** Nobody can log in there. */
  | { readonly kind: 'no-login'; readonly reason: string }
  /** No credentials were given, or the server offers no login that we know. */
  | { readonly kind: 'not-possible'; readonly reason: string };

/** What became of a message that carries the EICAR test file. */
export type EicarEvidence =
  /** Refused or put off, by its reply code. */
  | { readonly kind: 'refused'; readonly stage: string; readonly code: number; readonly reply: string }
  /** Taken, but not in the mailbox within the time; without one: by the operator's word. */
  | { readonly kind: 'taken'; readonly waitedMs?: number }
  /** Taken; nobody has looked for it in the mailbox, or could. */
  | { readonly kind: 'unseen'; readonly reason: string }
  | {
      readonly kind: 'delivered';
      /** The attachment is still there as it was sent. */
      readonly infected: boolean;
      /** The scanner's words in the body, where it added some. */
      readonly footnote?: string;
    }
  | { readonly kind: 'broken'; readonly reason: string };

/** What the console of IMSS answered. */
export type ConsoleEvidence =
  /** `status`: of HTTP, for the page that the article names. */
  | { readonly kind: 'answered'; readonly status: number }
  /** Something listens there, but it speaks no TLS that we can speak, or no HTTP. */
  | { readonly kind: 'not-understood'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** AXIGEN's command line, as one login found it. */
export type AxigenCliEvidence =
  | {
      readonly kind: 'offered';
      /** As GET VERSION says; not every version knows the command. */
      readonly version?: string;
      /** Verbs that are needed and missing, such as `clients`; empty: everything can be done there. */
      readonly missing: readonly string[];
      /** The SMTP listeners that run, with their settings (names in lower case). */
      readonly listeners: readonly {
        readonly address: string;
        readonly settings: ReadonlyMap<string, string>;
      }[];
      /** The SMTP-In clients that run; undefined: this generation has none. */
      readonly clients?: readonly { readonly settings: ReadonlyMap<string, string> }[];
      /** Limits of the SMTP-In service that run; undefined: this generation has none. */
      readonly serviceLimits?: ReadonlyMap<string, string>;
    }
  /** No password was given, nothing answers there, or the login failed. */
  | {
      readonly kind: 'not-usable';
      readonly reason: string;
      readonly answers: boolean;
      /** The password was wrong: it is not tried again. */
      readonly loginRefused?: true;
    };

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
  /** The operator's word that it arrived without the header. */
  readonly withoutHeader?: true;
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
  /** What AXIGEN itself offers, on the port to which the scanner hands mail on. */
  readonly backendEhlo?: EhloProbe;
  readonly relay?: RelayEvidence;
  readonly localDelivery?: RelayEvidence;
  readonly authRelay?: AuthRelayEvidence;
  readonly axigenCli?: AxigenCliEvidence;
  readonly console?: ConsoleEvidence;
  readonly administrator?: RelayEvidence;
  /** The operator's word on the forms of the console; undefined: nobody was asked. */
  readonly notifications?: 'done' | 'not-done';
  readonly eicar?: EicarEvidence;
  readonly testMail?: TestMailEvidence;
  /** What the operator's machine sees of the target; undefined: it is the target, so there is no outside. */
  readonly outside?: OutsideEvidence;
}

export const noEvidence: Evidence = { banners: new Map() };
