import type { AxigenCliEvidence } from '../../model/probe.js';
import type { EvidenceOptions } from './gather.js';

export async function askAxigenCli(_options: EvidenceOptions): Promise<AxigenCliEvidence> {
  return { kind: 'not-usable', reason: 'TODO', answers: false };
}
