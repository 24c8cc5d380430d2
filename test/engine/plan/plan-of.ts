import type { PlanDocument } from '../../../src/engine/plan/document.js';
import { type DrawnStage, drawUp } from '../../../src/engine/plan/draw-up.js';
import { planDocument, sha256 } from '../../../src/engine/plan/write-document.js';
import { noEvidence } from '../../../src/model/probe.js';
import type { StepId } from '../../../src/model/step-id.js';
import { answers, look, paths, type Server } from '../../support/server.js';

export function drawn(server: Server, ...skip: readonly StepId[]): readonly DrawnStage[] {
  return drawUp(look(server), answers, noEvidence, new Set(skip));
}

/** The plan of a server, as it would be written. */
export function planOf(server: Server, ...skip: readonly StepId[]): PlanDocument {
  const { facts } = look(server);
  const { configFile } = facts.axigen;
  const bytes = configFile.state === 'present' ? configFile.value.bytes : undefined;
  const head = {
    version: '0.1.0',
    createdAt: '2026-07-04T10:00:00.000Z',
    target: { name: 'this server', hostname: 'mail.example.test' },
    answers: { scanner: 'nod32' },
    skip,
    files: [
      { path: paths.axigenConfig, state: 'present' as const, sha256: sha256(bytes ?? new Uint8Array()) },
      { path: paths.license, state: 'present' as const, cksum: '1 2' },
    ],
  };
  return planDocument(head, drawn(server, ...skip));
}
