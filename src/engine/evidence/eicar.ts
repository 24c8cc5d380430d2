import type { EicarEvidence } from '../../model/probe.js';
import type { EvidenceOptions } from './gather.js';

export async function eicar(_port: number, _options: EvidenceOptions): Promise<EicarEvidence> {
  return { kind: 'broken', reason: 'TODO' };
}
