import type { FleetOutcome } from '../../engine/fleet/outcome.js';
import type { FleetRow } from './row.js';

/** When, and with what, several servers were looked at. */
export interface FleetLook {
  readonly at: Date;
  readonly version: string;
}

export interface FleetPart {
  readonly row: FleetRow;
  /** What the report says of this server. */
  readonly text: string;
}

/**
 * A report of several servers. Each part is made as soon as its server has been looked at, so that what was read from the server
 * need not be kept until all are done. Pure.
 */
export interface FleetForm {
  part(outcome: FleetOutcome): FleetPart;
  whole(parts: readonly FleetPart[], look: FleetLook): string;
}
