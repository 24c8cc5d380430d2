import type { Change } from '../../model/change.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { operationSentence } from './axigen-operations.js';
import type { Paint } from './paint.js';
import { unifiedDiff } from './unified-diff.js';

/** One sentence that says what a change does, made from what will be done and not from what a step says of it. */
export function changeSentence(change: Change): string {
  switch (change.kind) {
    case 'configure-axigen':
      return change.by === 'cli'
        ? `Through AXIGEN\u2019s command line: ${change.summary}`
        : `By hand, in AXIGEN\u2019s WebAdmin: ${change.summary}`;
    case 'edit-file':
      return `Edit ${withLinks(change)}: ${change.summary}`;
    case 'place-file':
      return `Place ${change.path}, a copy of ${change.copyFrom}, mode ${octal(change.mode)}`;
    case 'install-package':
      return `Install the package ${change.name} from ${change.file} with ${change.manager}`;
    case 'run-installer':
      return `Run the vendor\u2019s installer: ${change.command}`;
    case 'service':
      return `${verbs[change.verb]} ${change.service.title} (${change.service.script} ${change.verb})`;
  }
}

/** Both names of a file to which symbolic links lead. */
function withLinks({ path, via }: { readonly path: string; readonly via?: string }): string {
  return via === undefined ? path : `${via}, which leads by a symbolic link to ${path}`;
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
        `Owner and mode of the file stay as they are${change.via === undefined ? '' : ', and so does the link'}.`,
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
    case 'configure-axigen':
      return [
        ...change.operations.map((operation) => `${operationSentence(operation)}.`),
        `AXIGEN goes on running, and writes ${withLinks(change)} itself when its configuration is saved: in its own words, without remarks.`,
        'It is taken back like an edit: AXIGEN is stopped, the file as it is now is put back, AXIGEN is started.',
        ...(change.readyPort === undefined ? [] : [`Afterwards port ${change.readyPort} must listen.`]),
      ];
    case 'run-installer':
      return [
        'It gets this terminal, and its questions are answered by you; where there is no terminal it gets no input.',
        'What it writes is found out by comparing the server before and after: new files, new packages, what it changes in /etc and the crontabs. That is what a rollback takes away.',
        'What it changes in other files that were there before cannot be put back; it would be named.',
      ];
    case 'place-file':
      return [];
  }
}

/** @param diffIndent before the lines of a diff; empty: as `patch` is used to them. */
export function changeLines(
  change: Change,
  paint: Paint,
  indent = '  ',
  diffIndent = `${indent}  `,
): string[] {
  const sentence = wrap(escapeControl(changeSentence(change)), paint.width, `${indent}* `, `${indent}  `);
  const beside = asides(change).flatMap((text) => wrap(escapeControl(text), paint.width, `${indent}  `));
  if (change.kind !== 'edit-file') return [...sentence, ...beside];
  const diff = unifiedDiff(change.path, change.before, change.after, paint);
  return [...sentence, ...beside, ...diff.map((line) => `${diffIndent}${line}`)];
}
