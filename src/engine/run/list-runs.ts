import { ExitCode, UserError } from '../../errors.js';
import { type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { Host } from '../../host/host.js';
import type { CommandFact } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import { judge } from './damage.js';
import { type JournalEvent, type RunSummary, readJournal, standingSteps, summarize } from './journal.js';
import { stateFolder } from './paths.js';
import { type RunFolder, readRunFolders, runFoldersScript } from './run-folder.js';

export interface JournaledRun {
  readonly summary: RunSummary;
  readonly events: readonly JournalEvent[];
}

/** @throws UserError as `readRuns`. */
export async function listRuns(host: Host, signal?: AbortSignal): Promise<readonly RunSummary[]> {
  return (await readRuns(host, signal)).map(({ summary }) => summary);
}

/** The runs on this target with their journals, the oldest first. @throws UserError when they cannot be read. */
export async function readRuns(host: Host, signal?: AbortSignal): Promise<readonly JournaledRun[]> {
  const survey = await takeSurvey(host, [journalsRequest()], signal);
  const runs = readJournals(survey.command(journalsId));
  if (runs.state !== 'present') {
    throw new UserError(
      `${stateFolder} on ${host.name} cannot be read, so nobody can tell what has been done there.`,
      {
        next: 'Run gateway-setup as root.',
        exitCode: ExitCode.couldNotLook,
      },
    );
  }
  return runs.value;
}

export const journalsId = 'journals';

/** For a survey that reads other things in the same invocation. */
export function journalsRequest(): SurveyRequest {
  return { kind: 'command', id: journalsId, script: runFoldersScript() };
}

/** The runs, the oldest first, from the answer to `journalsRequest`. Pure. */
export function readJournals(answer: Fact<CommandFact>): Fact<readonly JournaledRun[]> {
  return follow(answer, ({ code, output }) =>
    code === 0 ? present(runsIn(output)) : unreadable(`${stateFolder} cannot be read`),
  );
}

function runsIn(output: Uint8Array): readonly JournaledRun[] {
  return inOrder(readRunFolders(output).map(readRun));
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
  return {
    events: journal.events,
    summary: {
      ...summary,
      ...(steps === undefined ? {} : { steps }),
      ...(folder.takenBack && !stands ? { state: 'rolled-back' } : {}),
      ...(stands && summary.state === 'rolled-back' ? { state: 'unfinished' } : {}),
      ...(damage === undefined ? {} : { damage }),
      ...(stands && (steps ?? summary.steps).length === 0 ? { standsUnknown: true } : {}),
    },
  };
}
