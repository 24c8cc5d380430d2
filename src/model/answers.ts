import type { ScannerId } from './scanner-id.js';

/** What the operator decided. Secrets are kept apart so that they cannot be printed with the rest. */
export interface Answers {
  readonly scanner: ScannerId;
  /** Path of the licence file on the target. */
  readonly license?: string;
  /** Path of the scanner's package on the target. */
  readonly package?: string;
  /**
   * The command on the target that starts the vendor's installer of IMSS; it gets the operator's terminal where there is
   * one, else no input at all.
   */
  readonly installer?: string;
  /** Folder in which IMSS is installed, where the server does not tell, or names several. */
  readonly imssRoot?: string;
  /** The operator knows that IMSS hands mail on to AXIGEN's new listener, although imss.ini does not tell. */
  readonly acceptDownstream: boolean;
  /** The mailbox that gets the notifications of IMSS; default: the recipient. */
  readonly administrator?: string;
  /** A mailbox on this AXIGEN that gets the test message. */
  readonly recipient?: string;
  /** Envelope sender of the test message; default: the recipient. */
  readonly sender?: string;
  /** POP3 login; default: the recipient. */
  readonly mailboxUser?: string;
  /** Seconds to wait for the test message, 1 to 600. */
  readonly deliveryTimeout: number;
  /** Seconds after which the server puts the handover back by itself unless it was verified, 10 to 600. */
  readonly confirmTimeout: number;
  /** Go on although the distribution is not on the article's list. */
  readonly acceptDistribution: boolean;
  /** How AXIGEN's configuration is changed; auto: its command line where that offers what is needed, else its file. */
  readonly axigenDriver: 'auto' | AxigenDriver;
  /** Where the server does not tell in which generation AXIGEN keeps its ESMTP switches. */
  readonly axigenGeneration?: AxigenGeneration;
  /** What NOD32 does with a message; undefined: as nod32.cfg has it (article, Configuring the NOD32 Behavior). */
  readonly actionOnInfected?: ScannerAction;
  readonly actionOnUncleanable?: ScannerAction;
  readonly actionOnNotscanned?: ScannerAction;
  /** Undefined: as nod32.cfg has it. */
  readonly quarantine?: boolean;
  /** The operator agrees that the EICAR test file is sent through port 25. */
  readonly eicarTest: boolean;
  /** Of the default SMTP client, recipients of one message, 0 to 1000; undefined: as it is. */
  readonly maxRcptCount?: number;
  /** Of the default SMTP client, KB; undefined: as it is. */
  readonly maxDataSize?: number;
  /** Of the listener, 1 to 2048; undefined: as it is (article, Tweaking 2). */
  readonly maxConnections?: number;
  /** Of the listener, 0 to 100000, 0 is unlimited; undefined: as it is. */
  readonly maxIntervalConnections?: number;
  /** Of the listener, seconds, 30 to 86400; undefined: as it is. */
  readonly timeInterval?: number;
  /** Parallel scanning threads of NOD32 (article, Tweaking 3): as given, else half of the expected peak of connections, else 10. */
  readonly scanThreads: number;
  /** That number, or the peak, was given; without it a server that has more threads keeps them. */
  readonly scanThreadsChosen?: true;
  /** How to act when a verification fails with nobody to ask. */
  readonly onFailure: 'rollback' | 'leave';
}

/** The three ways to change AXIGEN's configuration. */
export type AxigenDriver = 'cli' | 'file' | 'guided';

/** `1.2`: ESMTP switches in SMTP-In clients; `10`: in variables of the policy script (facts: axigen 0). */
export type AxigenGeneration = '1.2' | '10';

/** What becomes of a message: delivered, put off (4xx), taken and thrown away, refused (5xx). */
export type ScannerAction = 'accept' | 'defer' | 'discard' | 'reject';

export interface Secrets {
  readonly mailboxPassword?: string;
  /** Of the user admin at AXIGEN's command line service. */
  readonly axigenPassword?: string;
}
