import type { EhloKeyword } from './ehlo-keywords.js';
import type { DialogueReason } from './net-errors.js';
import type { Reply } from './reply.js';
import type { Stage } from './stages.js';
import type { TranscriptEntry } from './transcript.js';

/**
 * What a port says when somebody connects, as with `telnet HOST PORT`. Plain data, texts safe to show.
 * - refused: there was no conversation: no connection, or it was closed without a word (closed, reset);
 * - silent: connected, but not a byte came in `waitedMs`;
 * - garbled: something was said that is no SMTP greeting, or only part of one (`lines`);
 * - answered: a greeting. `closed`: the server then ended the connection by itself.
 */
export type BannerProbe =
  | {
      readonly kind: 'refused';
      readonly reason: DialogueReason;
      readonly message: string;
      readonly transcript: readonly TranscriptEntry[];
    }
  | { readonly kind: 'silent'; readonly waitedMs: number; readonly transcript: readonly TranscriptEntry[] }
  | {
      readonly kind: 'garbled';
      readonly reason: DialogueReason;
      readonly message: string;
      readonly lines: readonly string[];
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      readonly kind: 'answered';
      readonly code: number;
      readonly lines: readonly string[];
      readonly closed: boolean;
      readonly transcript: readonly TranscriptEntry[];
    };

export type EhloStage = 'connect' | 'greeting' | 'ehlo';

/** What a server offers. Plain data, texts safe to show. */
export type EhloProbe =
  | {
      readonly kind: 'answered';
      readonly greeting: Reply;
      readonly reply: Reply;
      readonly keywords: readonly EhloKeyword[];
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      /** The server answered, but not with 2xx. */
      readonly kind: 'refused';
      readonly stage: EhloStage;
      readonly reply: Reply;
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      /** There was no answer to judge. */
      readonly kind: 'broken';
      readonly stage: EhloStage;
      readonly reason: DialogueReason;
      readonly message: string;
      readonly transcript: readonly TranscriptEntry[];
    };

/** How a delivery went. Plain data, texts safe to show. */
export type SendResult =
  | {
      readonly kind: 'accepted';
      readonly reply: Reply;
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      /** The server said no at `stage`; the message was not taken. */
      readonly kind: 'refused';
      readonly stage: Stage;
      readonly reply: Reply;
      readonly transcript: readonly TranscriptEntry[];
    }
  | {
      /** The conversation broke at `stage`. At `dot` nobody knows whether the message was taken. */
      readonly kind: 'broken';
      readonly stage: Stage;
      readonly reason: DialogueReason;
      readonly message: string;
      readonly transcript: readonly TranscriptEntry[];
    };
