import type { RelayEvidence } from '../../model/probe.js';
import type { EvidenceOptions } from './gather.js';

export async function localDelivery(_port: number, _options: EvidenceOptions): Promise<RelayEvidence> {
  return { kind: 'broken', reason: 'TODO' };
}
