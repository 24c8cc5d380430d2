import type { PlanChange } from './document.js';

/** What makes two changes the same: all that they do, and none of the words about it. Pure. */
export function isSameChange(a: PlanChange, b: PlanChange): boolean {
  return sameSubject(a, b) && JSON.stringify(essence(a)) === JSON.stringify(essence(b));
}

/** The same kind of change of the same thing; how, may differ. Pure. */
export function sameSubject(a: PlanChange, b: PlanChange): boolean {
  return a.kind === b.kind && subjectOf(a) === subjectOf(b);
}

function subjectOf(change: PlanChange): string {
  switch (change.kind) {
    case 'edit-file':
    case 'configure-axigen':
    case 'place-file':
      return change.path;
    case 'install-package':
      return change.name;
    case 'run-installer':
      return change.command;
    case 'service':
      return change.script;
  }
}

function essence(change: PlanChange): readonly unknown[] {
  switch (change.kind) {
    case 'edit-file':
      return [change.before.sha256, change.after.sha256, change.stopped];
    // AXIGEN writes its file itself, in words of its own: what it is told is what counts.
    case 'configure-axigen':
      return [change.by, change.operations];
    case 'place-file':
      return [change.copyFrom, change.mode];
    case 'install-package':
      return [change.manager, change.file];
    case 'run-installer':
      return [change.scripts];
    case 'service':
      return [change.verb];
  }
}

/** Few words that say which change is meant. Pure. */
export function nameOfChange(change: PlanChange): string {
  switch (change.kind) {
    case 'edit-file':
      return `the edit of ${change.path}`;
    case 'configure-axigen':
      return change.by === 'cli'
        ? 'what AXIGEN is told on its command line'
        : 'what the operator does in WebAdmin';
    case 'place-file':
      return `the copy to ${change.path}`;
    case 'install-package':
      return `the installation of ${change.name}`;
    case 'run-installer':
      return `the run of ${change.command}`;
    case 'service':
      return `${change.script} ${change.verb}`;
  }
}
