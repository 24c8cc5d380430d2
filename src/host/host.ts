import type { Duplex, Readable, Writable } from 'node:stream';
import type { ShellFragment } from './shell.js';

export interface RunOptions {
  /** Bytes for standard input; none means an empty, closed input. */
  readonly stdin?: Uint8Array;
  /** Milliseconds until the command is ended; a whole number > 0. Default 60 000. */
  readonly timeoutMs?: number;
  /** Ends the command when aborted. */
  readonly signal?: AbortSignal;
  /**
   * Called for every whole line of standard output as it arrives, without its end of line; a last line
   * that has none is given when the output ends.
   */
  readonly onLine?: (line: string) => void;
  /**
   * The command must not be cut short because we are: killed, or hung up on. It goes on to its own end, or
   * to its deadline while we live. Without this, a command is ended along with us. A Ctrl-C in the
   * operator's terminal reaches neither: every command runs in a session of its own, without a terminal.
   */
  readonly shielded?: boolean;
}

/**
 * The result of the shell itself, as soon as it has ended: a daemon that it left behind, and that keeps the
 * output open, is not waited for. At a deadline or a cancellation what the shell started is ended with it,
 * except what made a session of its own.
 */
export interface RunResult {
  /**
   * Exit status, or null when the command was ended by a signal, its deadline, a cancellation, or because
   * it printed more than 64 MiB.
   */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
  readonly cancelled: boolean;
}

/** The terminal of the operator. Whoever has it reads the keys and draws; until it is given back nobody else does. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
  /** What a program must know of it: TERM, and the locale (LANG, LC_...). Nothing else gets to the target. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A target: the machine that is set up. The only way anything here touches the world. */
export interface Host {
  /** As shown to people: "this server", "root@mail.example.com". */
  readonly name: string;
  /** Runs a fragment with the target's POSIX `sh`. A non-zero exit is a result, not an error. @throws UserError when the target cannot be reached. */
  run(script: ShellFragment, options?: RunOptions): Promise<RunResult>;
  /**
   * Runs a fragment with the operator's terminal as its own, until it ends: its questions, its Ctrl-C, its Ctrl-Z. The
   * terminal's modes are afterwards as they were. The status, null after a signal. Without it the target has no use for a
   * terminal. @throws UserError as `run`.
   */
  attach?(script: ShellFragment, terminal: Terminal): Promise<number | null>;
  /**
   * Puts bytes at `path`: written beside it under a private name, flushed, then renamed over. The mode is as
   * given, the owner is whom commands run as. @throws UserError when it cannot be written; then `path` is as it was.
   */
  putFile(path: string, content: Uint8Array, attributes: { readonly mode: number }): Promise<void>;
  /** A TCP connection made from the target itself. @throws Error with a `code` such as ECONNREFUSED. */
  connect(
    port: number,
    options?: { readonly address?: string; readonly timeoutMs?: number },
  ): Promise<Duplex>;
  close(): Promise<void>;
}
