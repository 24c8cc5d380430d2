import type { Duplex } from 'node:stream';
import type { ClientChannel, SFTPWrapper } from 'ssh2';
import type { SshRoute } from './settings.js';

export { LineLost } from '../line-lost.js';

/** One SSH connection to the target, through all its hops. */
export interface SshLine {
  readonly route: SshRoute;
  /** What the server calls itself. */
  readonly ident: string;
  /** Runs a command with the user's login shell. @throws LineLost; UserError when the server opens no more channels. */
  exec(command: string, options?: { readonly pty?: PtySize }): Promise<ClientChannel>;
  /** A TCP connection that the server makes. @throws LineLost; ForwardError. */
  forward(address: string, port: number): Promise<Duplex>;
  /** @throws LineLost; Error when the server has no SFTP. */
  sftp(): Promise<SFTPWrapper>;
  /** How many channels were opened so far. */
  readonly channels: Readonly<Record<'commands' | 'forwards' | 'sftp', number>>;
  /** Aborted, with a LineLost as its reason, when the line is gone; also after `close`. */
  readonly lost: AbortSignal;
  /** Ends the line and that of every hop. */
  close(): Promise<void>;
}

export interface PtySize {
  readonly term: string;
  readonly columns: number;
  readonly rows: number;
}

/** The server made no connection: `code` as of a socket (ECONNREFUSED, ...), or EPROHIBITED where it forwards none at all. */
export class ForwardError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ForwardError';
  }
}
