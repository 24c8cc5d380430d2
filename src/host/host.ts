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

export interface PutOptions {
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  /** Told as bytes arrive on the target; a host that has nothing to carry does not tell. */
  readonly onProgress?: (sent: number, total: number) => void;
}

/** A command on the target that lives as long as somebody here does. */
export interface Held {
  /** The first line of its standard output, without its end of line. */
  readonly answer: string;
  /** It has ended while the line still stood, such as by somebody's `kill`. */
  isOver(): boolean;
  /** Closes its standard input and waits for its end, a few seconds at most. Never throws: the line may be gone. */
  release(): Promise<void>;
}

/** The operator's own machine as a second place to look at the target from. */
export type Outside =
  | {
      readonly kind: 'direct';
      /** The address at which the target is reached from here, as shown to people. */
      readonly address: string;
      /** @throws Error with a `code` such as ECONNREFUSED, ETIMEDOUT, EHOSTUNREACH. */
      connect(port: number, options?: { readonly timeoutMs?: number }): Promise<Duplex>;
    }
  /** `why`: a clause after a colon, such as "it is reached through a jump host". */
  | { readonly kind: 'none'; readonly why: string };

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
  readonly input: Readable & {
    readonly isTTY?: boolean;
    readonly isRaw?: boolean;
    setRawMode?(raw: boolean): unknown;
  };
  /** Emits `resize` when its size has changed. */
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
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
   * Starts a fragment that goes on for as long as this process and its line to the target do. It must print one line and then
   * read its standard input: an empty line every `beatMs`, and its end when nobody holds it any more. @throws UserError when
   * the target cannot be reached, or it ends without a line (the error's message has its words).
   */
  hold(script: ShellFragment, options: { readonly beatMs: number }): Promise<Held>;
  /**
   * Puts bytes at `path`: written beside it under a private name, flushed, then renamed over. The mode is as
   * given, the owner is whom commands run as. @throws UserError when it cannot be written; then `path` is as it was.
   */
  putFile(path: string, content: Uint8Array, options: PutOptions): Promise<void>;
  /** A TCP connection made from the target itself. @throws Error with a `code` such as ECONNREFUSED. */
  connect(
    port: number,
    options?: { readonly address?: string; readonly timeoutMs?: number },
  ): Promise<Duplex>;
  /** The same target seen from the operator's machine; without it that is the target itself. */
  readonly outside?: Outside;
  /**
   * The same target over this very line: once that is lost, everything throws the LineLost, where the host itself would make a
   * new line. For work that must not go on behind a lock that went with the line. Without it there is no line to lose.
   */
  pinned?(): Host;
  /** How it was reached and with how many channels, for --verbose: whole lines of text. Nothing for this machine. */
  details?(): readonly string[];
  close(): Promise<void>;
}
