import type { AuthRelayEvidence } from '../../model/probe.js';
import type { EvidenceOptions } from './gather.js';

export async function authRelay(_port: number, _options: EvidenceOptions): Promise<AuthRelayEvidence> {
  return { kind: 'not-possible', reason: 'TODO' };
}
