import type { Plan } from '../engine/plan/make-plan.js';
import { unifiedPatch } from '../text/unified-patch.js';

/** plan.json. */
export function planJson({ document }: Plan): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The diffs of all files that are edited, in order and byte for byte: for `patch -p0` in the folder /. */
export function planPatch({ stages }: Plan): Uint8Array {
  const changes = stages.flatMap(({ steps }) => steps.flatMap((one) => one.changes));
  const patches = changes.flatMap((change) =>
    change.kind === 'edit-file' ? [unifiedPatch(change.path, change.before, change.after)] : [],
  );
  return Buffer.concat(patches);
}
