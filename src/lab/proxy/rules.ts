import type { MessageSpool } from '../scanning/message-spool.js';

/** What a proxy says by itself about mail that it collects. Each is one line with its CRLF. */
export interface ProxyReplies {
  readonly startInput: string;
  readonly notUnderstood: string;
  readonly tooLarge: string;
  readonly scannerAway: string;
  readonly localTrouble: string;
}

export interface HandledMessage {
  /** What was decided, for the log. */
  readonly note: string;
  /** The reply to a message that is not passed on. */
  readonly refusal: string | undefined;
  /** The message as it is to be delivered, without the dots of DATA. */
  readonly body: () => AsyncGenerator<Buffer>;
}

export interface DataRules {
  /** What the files of messages being collected are called after. */
  readonly program: string;
  readonly temporaryFolder: string;
  /** The largest message that is collected, in bytes. */
  readonly mostBytes: number;
  readonly replies: ProxyReplies;
  /** Decides about a collected message. @throws Error when it has to be scanned and cannot be. */
  readonly handle: (spool: MessageSpool) => Promise<HandledMessage>;
  readonly log: (text: string) => void;
}

export interface Greeting {
  readonly text: string;
  /** Whether the session goes on after it. */
  readonly goesOn: boolean;
}

export interface GreetingRules {
  /** AXIGEN's own must have come by then, in milliseconds. */
  readonly within: number;
  /** What the client gets in place of AXIGEN's own greeting, which is `undefined` when none came. */
  readonly say: (own: string | undefined) => Greeting;
}

/** What a proxy does with a session beyond passing it on; left out, everything but DATA goes through as it is. */
export interface SessionRules extends DataRules {
  readonly greeting?: GreetingRules;
  /** A command that AXIGEN never sees: the reply to it; `undefined` for one that is passed on. */
  readonly answer?: (command: string) => string | undefined;
  /** What the client gets to see of the reply to EHLO. */
  readonly offer?: (reply: string) => string;
}
