import type { Host } from '../../../src/host/host.js';

/** A kind of host that the contract is held against. Whatever it is, commands run as root of this machine. */
export interface Kind {
  readonly host: () => Host;
  /** Megabytes take their time: every byte is a number on a terminal. */
  readonly slow?: boolean;
}
