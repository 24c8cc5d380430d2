import type { Change } from '../../model/change.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';
import { unifiedDiff } from './unified-diff.js';

/** One sentence that says what a change does, made from what will be done and not from what a step says of it. */
export function changeSentence(change: Change): string {
  switch (change.kind) {
    case 'configure-axigen':
      return `Configure AXIGEN: ${change.summary}`;
    case 'edit-file':
      return `Edit ${change.path}: ${change.summary}`;
    case 'place-file':
      return `Place ${change.path}, a copy of ${change.copyFrom}, mode ${octal(change.mode)}`;
    case 'install-package':
      return `Install the package ${change.name} from ${change.file} with ${change.manager}`;
    case 'service':
      return `${verbs[change.verb]} ${change.service.title} (${change.service.script} ${change.verb})`;
  }
}

const verbs = { start: 'Start', stop: 'Stop', restart: 'Restart' } as const;

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}

/** What goes with a change and cannot be seen in a diff. */
function asides(change: Change): string[] {
  switch (change.kind) {
    case 'edit-file':
      return [
        'Owner and mode of the file stay as they are.',
        ...(change.whileStopped && change.readers[0] !== undefined
          ? [`While the file is written, ${change.readers[0].title} is stopped.`]
          : []),
        ...(change.readyPort === undefined ? [] : [`Afterwards port ${change.readyPort} must listen again.`]),
      ];
    case 'install-package':
      return change.services.length === 0
        ? []
        : [`The package may itself start: ${change.services.map((service) => service.title).join(', ')}.`];
    case 'service':
      return change.readyPort === undefined ? [] : [`Afterwards port ${change.readyPort} must listen.`];
    case 'place-file':
    case 'configure-axigen':
      return [];
  }
}

export function changeLines(change: Change, paint: Paint, indent = '  '): string[] {
  const sentence = wrap(escapeControl(changeSentence(change)), paint.width, `${indent}* `, `${indent}  `);
  const beside = asides(change).flatMap((text) => wrap(escapeControl(text), paint.width, `${indent}  `));
  if (change.kind !== 'edit-file') return [...sentence, ...beside];
  const diff = unifiedDiff(change.path, change.before, change.after, paint);
  return [...sentence, ...beside, ...diff.map((line) => `${indent}  ${line}`)];
}
