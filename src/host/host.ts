import type { Duplex } from 'node:stream';
import type { ShellFragment } from './shell.js';

export interface RunOptions {
  /** Bytes for standard input; none means an empty, closed input. */
  readonly stdin?: Uint8Array;
  /** Milliseconds until the command is ended; a whole number > 0. Default 60 000. */
  readonly timeoutMs?: number;
  /** Ends the command when aborted. */
  readonly signal?: AbortSignal;
  /** Called for every whole line of standard output as it arrives, without its end of line. */
  readonly onLine?: (line: string) => void;
  /**
   * The command must not be cut short by a Ctrl-C in the operator's terminal: it runs in a session of
   * its own and ends by itself, or at its deadline.
   */
  readonly shielded?: boolean;
}

export interface RunResult {
  /** Exit status, or null when the command was ended by a signal, its deadline or a cancellation. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
}

/** A target: the machine that is set up. The only way anything here touches the world. */
export interface Host {
  /** As shown to people: "this server", "root@mail.example.com". */
  readonly name: string;
  /** Runs a fragment with the target's POSIX `sh`. A non-zero exit is a result, not an error. @throws UserError when the target cannot be reached. */
  run(script: ShellFragment, options?: RunOptions): Promise<RunResult>;
  /** Puts bytes at `path`: written beside it under a private name, flushed, then renamed over. Owner and mode as given. */
  putFile(path: string, content: Uint8Array, attributes: { readonly mode: number }): Promise<void>;
  /** A TCP connection made from the target itself. @throws Error with a `code` such as ECONNREFUSED. */
  connect(
    port: number,
    options?: { readonly address?: string; readonly timeoutMs?: number },
  ): Promise<Duplex>;
  close(): Promise<void>;
}
