import type { Plan } from '../engine/plan/make-plan.js';
import { escapeControl } from '../text/escape.js';
import { unifiedPatch } from '../text/unified-patch.js';
import { changeSentence } from './human/changes.js';
import { jsonText } from './json-text.js';

/** plan.json. */
export function planJson({ document }: Plan): string {
  return `${jsonText(document)}\n`;
}

/** The diffs of all files that are edited, in order and byte for byte, and a remark where an installer is run: for `patch -p0` in the folder /. */
export function planPatch({ stages }: Plan): Uint8Array {
  const changes = stages.flatMap(({ steps }) => steps.flatMap((one) => one.changes));
  const patches = changes.flatMap((change) =>
    change.kind === 'edit-file'
      ? [unifiedPatch(change.path, change.before, change.after)]
      : change.kind === 'run-installer'
        ? [Buffer.from(`# ${escapeControl(changeSentence(change))}\n`)]
        : [],
  );
  return Buffer.concat(patches);
}
