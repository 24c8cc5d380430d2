import type { Change } from '../../model/change.js';
import { isStepId, type StepId } from '../../model/step-id.js';
import type { JournalEvent, JournalText } from './journal.js';
import { gapsOf } from './journal-gaps.js';
import { runFolder } from './paths.js';
import type { RunFolder } from './run-folder.js';

/** What is wrong with the evidence of a run, and how far it can be used all the same. */
export interface RunDamage {
  /** A sentence each; with words of the target, so not safe to show as it is. */
  readonly what: readonly string[];
  /**
   * How the run can be taken back. `by-steps`: as ever, undo.sh looks after what is damaged; `by-undo-script`: the journal does not tell all,
   * but undo.sh does; `not-from-here`: nobody may run it without having looked.
   */
  readonly rollback: 'by-steps' | 'by-undo-script' | 'not-from-here';
  /** The next command. */
  readonly next: string;
  /** Nothing in it can be believed, as somebody else than root could have put it there. */
  readonly untrusted?: true;
  /** It is none: somebody has put it there. */
  readonly notARun?: true;
  /** Which run is later than this one cannot be told. */
  readonly unordered?: true;
}

/** What the journal and the folder say together. */
export interface Judged {
  readonly damage?: RunDamage;
  /** The steps that stand, where the journal alone does not tell them. */
  readonly steps?: readonly StepId[];
  /** Something of the run stands, or may. */
  readonly stands: boolean;
}

const kinds: Readonly<Record<Change['kind'], true>> = {
  'edit-file': true,
  'configure-axigen': true,
  'place-file': true,
  'install-package': true,
  'run-installer': true,
  service: true,
};

/** The form of the journal that this version writes, and reads. */
export const journalSchema = 1;

/** Judges a run by its folder and its journal. Pure. */
export function judge(folder: RunFolder, journal: JournalText, standing: readonly string[]): Judged {
  if (!folder.named || (folder.undoOf !== undefined && folder.undoOf !== folder.id)) return notARun(folder);
  const path = runFolder(folder.id);
  const stands = mayStand(folder, standing);
  const look = `Look at ${path} on the server`;
  if (folder.untrusted.length > 0) {
    const damage: RunDamage = {
      what: folder.untrusted,
      rollback: 'not-from-here',
      next: `${look}: whoever could write there may have changed what root would run. When all is as it should be, mend what is named.`,
      untrusted: true,
    };
    // What lies behind a link is not looked at.
    return { damage, stands: stands || (folder.journal === undefined && !folder.takenBack) };
  }
  if (!stands) return { stands: false, ...(folder.takenBack && standing.length > 0 ? { steps: [] } : {}) };
  const byHand = `On the server itself, which needs no journal: sh ${path}/undo.sh`;
  const later = ofLaterVersion(journal.events, standing);
  if (later !== undefined)
    return damaged({
      what: [later],
      rollback: 'not-from-here',
      next: `Use the version that made it (gateway-setup history names it). ${byHand}`,
    });
  const gaps = gapsOf(folder, journal);
  const order =
    folder.sequence === undefined ? [`its number among the runs, in ${path}/sequence, is lost`] : [];
  const files = folder.damagedFiles.map((file) => `${file} is not what was laid there`);
  const what = [
    ...(folder.undoTrouble === undefined ? [] : [folder.undoTrouble]),
    ...gaps,
    ...files,
    ...order,
  ];
  if (what.length === 0) return { stands };
  const unordered = order.length > 0 ? ({ unordered: true } as const) : {};
  if (folder.undoTrouble !== undefined)
    return damaged({
      what,
      rollback: 'not-from-here',
      next: withoutUndo(folder, path),
      ...unordered,
    });
  if (gaps.length > 0)
    return damaged(
      {
        what,
        rollback: 'by-undo-script',
        next: `undo.sh does not need the journal: gateway-setup rollback --run ${folder.id}`,
        ...unordered,
      },
      stepsByUndo(folder, standing),
    );
  return damaged({
    what,
    rollback: 'by-steps',
    next:
      files.length > 0
        ? `gateway-setup rollback --run ${folder.id} touches nothing as long as a copy that it needs is damaged, and names what can be done.`
        : `Write a number there that is higher than those of the runs before it and lower than those after it, such as: echo 3 > ${path}/sequence`,
    ...unordered,
  });
}

/** What can be done by hand where undo.sh is not what was written, or not there. */
function withoutUndo({ undoOf, journal }: RunFolder, path: string): string {
  const whose = journal === undefined ? '' : `; which is which is in ${path}/journal.jsonl`;
  const copies = `The earlier contents of each file lie in ${path}/files, as NNN.before${whose}.`;
  // It is gone, or nothing is left of it.
  if (undoOf === undefined)
    return `${copies} Put back from them by hand what you want back, or restore ${path}/undo.sh from a backup of the server: then gateway-setup rollback goes on.`;
  return `${copies} If you have edited undo.sh yourself, run it on the server: sh ${path}/undo.sh`;
}

function damaged(damage: RunDamage, steps?: readonly StepId[]): Judged {
  return { damage, stands: true, ...(steps === undefined ? {} : { steps }) };
}

function notARun({ id, undoOf }: RunFolder): Judged {
  const what =
    undoOf === undefined
      ? 'its name is not that of a run, so it is passed over'
      : `it is a copy of the run ${undoOf}, so it is passed over`;
  return {
    stands: false,
    steps: [],
    damage: {
      what: [what],
      rollback: 'not-from-here',
      next: `Whoever has put ${id} there may keep it in another folder.`,
      notARun: true,
    },
  };
}

/** What undo.sh would take back, by the marks that it goes by itself: of the journal only what has no mark yet. */
function stepsByUndo(
  { undoSteps, begun, undone }: RunFolder,
  standing: readonly string[],
): readonly StepId[] {
  return undoSteps
    .filter(({ first }) => !undone.includes(first))
    .filter(({ id, changes }) => standing.includes(id) || changes.some((one) => begun.includes(one)))
    .map(({ id }) => id)
    .filter(isStepId);
}

function mayStand(folder: RunFolder, standing: readonly string[]): boolean {
  if (folder.takenBack) return false;
  if (standing.length > 0) return true;
  // Without a whole undo.sh nobody can tell what has been taken back.
  return folder.undoTrouble === undefined ? stepsByUndo(folder, []).length > 0 : folder.begun.length > 0;
}

/** The journal was written by a version that knows more than this one. */
function ofLaterVersion(events: readonly JournalEvent[], standing: readonly string[]): string | undefined {
  const schema = events.find((one) => one.event === 'begin' && (one.schema ?? journalSchema) > journalSchema);
  if (schema !== undefined)
    return `its journal has the form ${schema.schema} of a later version; this version knows the form ${journalSchema}`;
  const step = standing.find((one) => !isStepId(one));
  if (step !== undefined) return `it has done the step ${step}, which this version does not know`;
  const kind = events.find((one) => one.event === 'intent' && one.kind !== undefined && !(one.kind in kinds));
  return kind === undefined
    ? undefined
    : `it has made a change of the kind ${kind.kind}, which this version does not know`;
}
