import type { RelayEvidence } from '../../model/probe.js';
import type { EvidenceOptions } from './gather.js';
import { takesMailFor } from './local-delivery.js';

/** Does AXIGEN take mail for whom the scanner is to notify? */
export async function administrator(port: number, options: EvidenceOptions): Promise<RelayEvidence> {
  const { administrator: named, recipient } = options.answers;
  const address = named ?? recipient;
  if (address === undefined) return { kind: 'broken', reason: 'no administrator was named' };
  return takesMailFor(port, address, options);
}
