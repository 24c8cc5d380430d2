import { createHash } from 'node:crypto';
import type { Change, EditFile } from '../../model/change.js';
import { isSettled } from '../../model/finding.js';
import { cut } from '../../text/cut.js';
import { unifiedPatch } from '../../text/unified-patch.js';
import type { EncodedText, PlanBytes, PlanChange, PlanDocument, PlanStage, PlanStep } from './document.js';
import { planKind, planSchemaVersion } from './document.js';
import type { DrawnStage, DrawnStep } from './draw-up.js';

type Head = Pick<PlanDocument, 'version' | 'createdAt' | 'target' | 'answers' | 'skip' | 'files'>;

/** Characters of what is told of a finding; what is carried out is never cut. */
const longest = 2000;

/** A plan as it is written down. Pure. */
export function planDocument(head: Head, stages: readonly DrawnStage[]): PlanDocument {
  return { kind: planKind, schemaVersion: planSchemaVersion, ...head, stages: stages.map(stageOf) };
}

function stageOf({ handover, skipped, steps }: DrawnStage): PlanStage {
  return { handover, skipped, steps: steps.map(stepOf) };
}

function stepOf({ step: { id, title }, deferred, findings, changes }: DrawnStep): PlanStep {
  return {
    id,
    title,
    ...(deferred === undefined ? {} : { deferred }),
    findings: findings
      .filter((one) => !isSettled(one))
      .map((one) => ({
        id: one.id,
        verdict: one.verdict,
        wanted: cut(one.wanted, longest),
        found: cut(one.found, longest),
      })),
    changes: changes.map(changeOf),
  };
}

/** A change as it stands in a plan. Pure. */
export function changeOf(change: Change): PlanChange {
  const { summary } = change;
  switch (change.kind) {
    case 'edit-file': {
      const stopped = change.whileStopped ? change.readers[0]?.script : undefined;
      const { kind } = change;
      return { kind, summary, ...edited(change), ...(stopped === undefined ? {} : { stopped }) };
    }
    case 'configure-axigen': {
      const { kind, by, operations } = change;
      return { kind, summary, by, operations, ...edited(change) };
    }
    case 'place-file': {
      const { kind, path, copyFrom, mode } = change;
      return { kind, summary, path, copyFrom, mode: mode.toString(8).padStart(4, '0') };
    }
    case 'install-package': {
      const { kind, manager, name, file } = change;
      return { kind, summary, manager, name, file };
    }
    case 'run-installer': {
      const { kind, command, scripts } = change;
      return { kind, summary, command, scripts };
    }
    case 'service': {
      const { kind, service, verb } = change;
      return { kind, summary, script: service.script, verb };
    }
  }
}

function edited({ path, via, before, after }: Pick<EditFile, 'path' | 'via' | 'before' | 'after'>) {
  const diff = encoded(unifiedPatch(path, before, after));
  return { path, ...(via === undefined ? {} : { via }), before: sum(before), after: sum(after), diff };
}

function sum(bytes: Uint8Array): PlanBytes {
  return { sha256: sha256(bytes), size: bytes.length };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Old files are often latin1, which JSON cannot carry as it is. */
function encoded(bytes: Uint8Array): EncodedText {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { encoding: 'utf8', text };
  } catch {
    return { encoding: 'base64', text: Buffer.from(bytes).toString('base64') };
  }
}

export function decoded({ encoding, text }: EncodedText): Uint8Array {
  return Buffer.from(text, encoding);
}
