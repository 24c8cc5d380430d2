import { ExitCode, UserError } from '../../errors.js';
import { type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { Host } from '../../host/host.js';
import type { CommandFact } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import { stands } from './choose-run.js';
import { judge } from './damage.js';
import { type Holder, otherHolder } from './holder.js';
import { type JournalEvent, type RunSummary, readJournal, standingSteps, summarize } from './journal.js';
import { stateFolder } from './paths.js';
import { type RunFolder, readHeldNote, readRunFolders, runFoldersScript } from './run-folder.js';
import { unfinishedUndo } from './unfinished-undo.js';

export interface JournaledRun {
  readonly summary: RunSummary;
  readonly events: readonly JournalEvent[];
}

/** What the state folder of a target tells. */
export interface TargetState {
  /** The oldest first. */
  readonly runs: readonly JournaledRun[];
  /** Somebody else works there: no run need be at work for that. */
  readonly holder?: Holder;
}

/** @throws UserError as `readState`. */
export async function listRuns(host: Host, signal?: AbortSignal): Promise<readonly RunSummary[]> {
  return (await readRuns(host, signal)).map(({ summary }) => summary);
}

/** The runs on this target with their journals, the oldest first. @throws UserError as `readState`. */
export async function readRuns(host: Host, signal?: AbortSignal): Promise<readonly JournaledRun[]> {
  return (await readState(host, signal)).runs;
}

/** The runs on this target, and who works there now. @throws UserError when they cannot be read. */
export async function readState(host: Host, signal?: AbortSignal): Promise<TargetState> {
  const survey = await takeSurvey(host, [journalsRequest()], signal);
  const state = stateFrom(survey.command(journalsId));
  if (state.state !== 'present') {
    throw new UserError(
      `${stateFolder} on ${host.name} cannot be read, so nobody can tell what has been done there.`,
      {
        next: 'Run gateway-setup as root.',
        exitCode: ExitCode.couldNotLook,
      },
    );
  }
  return state.value;
}

export const journalsId = 'journals';

/** For a survey that reads other things in the same invocation. */
export function journalsRequest(): SurveyRequest {
  return { kind: 'command', id: journalsId, script: runFoldersScript() };
}

/** The runs, the oldest first, from the answer to `journalsRequest`. */
export function readJournals(answer: Fact<CommandFact>): Fact<readonly JournaledRun[]> {
  return follow(stateFrom(answer), ({ runs }) => present(runs));
}

function stateFrom(answer: Fact<CommandFact>): Fact<TargetState> {
  return follow(answer, ({ code, output }) =>
    code === 0 ? present(stateIn(output)) : unreadable(`${stateFolder} cannot be read`),
  );
}

function stateIn(output: Uint8Array): TargetState {
  const runs = markUnder(inOrder(readRunFolders(output).map(readRun)));
  const note = readHeldNote(output);
  const holder = note === undefined ? undefined : otherHolder(note);
  return holder === undefined ? { runs } : { runs: markWorkedOn(runs, holder), holder };
}

/** An undo is not run once more below a later run that stands. @param runs the oldest first. Pure. */
function markUnder(runs: readonly JournaledRun[]): readonly JournaledRun[] {
  return runs.map(({ summary, events }, index) => {
    const under = runs.slice(index + 1).findLast((later) => stands(later.summary))?.summary.id;
    if (summary.undoUnfinished === undefined || under === undefined) return { summary, events };
    return { summary: { ...summary, undoUnfinished: { ...summary.undoUnfinished, under } }, events };
  });
}

/** On the run that the holder has begun; else on that which is taken back or gone on from: the latest that stands. Pure. */
function markWorkedOn(runs: readonly JournaledRun[], holder: Holder): readonly JournaledRun[] {
  const begun = ({ events }: JournaledRun) =>
    events.some(({ event, by }) => event === 'begin' && by !== undefined && by === holder.who);
  const meant = runs.findLast(begun) ?? runs.findLast(({ summary }) => stands(summary));
  return runs.map((run) => (run === meant ? { ...run, summary: { ...run.summary, workedOn: holder } } : run));
}

/** By their numbers; one whose number is lost, where its name belongs. */
function inOrder(runs: readonly JournaledRun[]): readonly JournaledRun[] {
  const isNumbered = ({ summary }: JournaledRun) => summary.sequence > 0;
  const ordered = runs
    .filter(isNumbered)
    .sort((a, b) => a.summary.sequence - b.summary.sequence || (a.summary.id < b.summary.id ? -1 : 1));
  for (const lost of runs.filter((one) => !isNumbered(one))) {
    const next = ordered.findIndex(({ summary }) => summary.id > lost.summary.id);
    ordered.splice(next < 0 ? ordered.length : next, 0, lost);
  }
  return ordered;
}

function readRun(folder: RunFolder): JournaledRun {
  const { id, sequence = 0, atWork, firesIn, unwatched } = folder;
  const journal = readJournal(folder.journal ?? []);
  const { damage, steps, stands } = judge(folder, journal, standingSteps(journal.events));
  // What is noted in a copy is told of the run itself.
  if (damage?.notARun === true) return { events: [], summary: { ...summarize(id, []), damage } };
  const summary = summarize(id, journal.events, {
    sequence,
    ...(atWork === undefined ? {} : { atWork }),
    ...(firesIn === undefined ? {} : { firesIn }),
    ...(unwatched === undefined ? {} : { unwatched }),
  });
  const standing = steps ?? summary.steps;
  // One that is at work may end well.
  const over = !folder.takenBack && summary.atWork !== 'taking-back';
  const undoUnfinished = over ? unfinishedUndo(journal.events, standing) : undefined;
  return {
    events: journal.events,
    summary: {
      ...summary,
      ...(steps === undefined ? {} : { steps }),
      ...(folder.takenBack && !stands ? { state: 'rolled-back' } : {}),
      ...(stands && summary.state === 'rolled-back' ? { state: 'unfinished' } : {}),
      ...(damage === undefined ? {} : { damage }),
      ...(stands && standing.length === 0 ? { standsUnknown: true } : {}),
      ...(undoUnfinished === undefined ? {} : { undoUnfinished }),
    },
  };
}
