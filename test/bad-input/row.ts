import type { Server } from '../support/server.js';

export type Words = string | RegExp;

/** What a message must hold, each of its three parts. */
export interface Told {
  /** 1 something failed or is in the way, 3 could not look, 4 usage or a missing answer. */
  readonly code: 1 | 3 | 4;
  /** What happened. */
  readonly says: readonly Words[];
  /** Why it matters. */
  readonly why: Words;
  /** What to do now. */
  readonly next: Words;
  /** In any of the three. */
  readonly anywhere?: readonly Words[];
  /** Must not be told by anything. */
  readonly silent?: string;
}

/** A command line that must be met with a clear message before a server is touched; run in this process. */
export interface Row extends Told {
  readonly what: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** In the folder in which it is run, by name; one that ends in `/` is a folder. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** What it finds, and can only look at. Without one, to open a server at all is a failure. */
  readonly server?: Server;
  /** Whether the name of the server is what is wrong: it is taken apart as always, and nothing is reached. */
  readonly named?: boolean;
  /** What is warned of before the error. */
  readonly warns?: Words;
}
