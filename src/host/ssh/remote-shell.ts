import type { Readable, Writable } from 'node:stream';
import type { ShellFragment } from '../shell.js';

/** A fragment that runs on the target, with its streams apart. */
export interface RemoteProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the shell itself has ended: its status, null after a signal. @throws LineLost */
  readonly exited: Promise<number | null>;
  /** Ends it with everything that it started, except what made a session of its own; a few seconds at most. Never throws. */
  end(): Promise<void>;
}

/** Starts a fragment. `elevated`: as root (the default); false: as whoever logged in. @throws LineLost, UserError. */
export type StartRemote = (
  script: ShellFragment,
  options?: { readonly elevated?: boolean },
) => Promise<RemoteProcess>;
