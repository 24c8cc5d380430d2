import type { Duplex } from 'node:stream';
import type { Client, NegotiatedAlgorithms } from 'ssh2';
import type { SshPerson, SshWishes } from '../person.js';
import type { Mismatch } from './algorithms.js';
import type { LineMemory } from './memory.js';
import type { Wire } from './wire.js';

/** A server that has let us in. */
export interface ConnectedServer {
  readonly client: Client;
  readonly wire: Wire;
  /** What it calls itself. */
  readonly ident: string;
  readonly algorithms: NegotiatedAlgorithms;
}

/** The server and we have no algorithm of a family in common. */
export class NoCommonAlgorithm extends Error {
  constructor(
    readonly mismatch: Mismatch,
    readonly ident: string,
  ) {
    super(`no ${mismatch.family} algorithm in common`);
    this.name = 'NoCommonAlgorithm';
  }
}

export interface ServerOptions {
  readonly wishes: Pick<SshWishes, 'hostKeys'>;
  readonly person: SshPerson;
  readonly memory: LineMemory;
  readonly signal: AbortSignal;
  /** Whether the algorithms of old servers are offered too. */
  readonly legacy: boolean;
  /** Who we are on this machine: keys of ours that others may read are not used. */
  readonly uid: number | undefined;
}

/** Makes the connection that carries everything; called off by the signal. */
export type OpenStream = (signal: AbortSignal) => Promise<Duplex>;
