import { ExitCode, UserError } from '../../errors.js';
import { type Fact, follow, present, unreadable } from '../../host/fact.js';
import type { Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import type { CommandFact } from '../../host/survey/answers.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import { targetLibrary } from '../target-library.js';
import { type AtWork, type JournalEvent, parseJournal, type RunSummary, summarize } from './journal.js';
import { runsFolder, stateFolder } from './paths.js';

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
  return { kind: 'command', id: journalsId, script: journals() };
}

/** The runs, the oldest first, from the answer to `journalsRequest`. Pure. */
export function readJournals(answer: Fact<CommandFact>): Fact<readonly JournaledRun[]> {
  return follow(answer, ({ code, output }) =>
    code === 0
      ? present(runsIn(Buffer.from(output).toString('utf8')))
      : unreadable(`${stateFolder} cannot be read`),
  );
}

function runsIn(text: string): readonly JournaledRun[] {
  return text
    .split(/^#/m)
    .slice(1)
    .map(readRun)
    .sort((a, b) => a.summary.sequence - b.summary.sequence || (a.summary.id < b.summary.id ? -1 : 1));
}

/** For each run a line `#SEQUENCE STATE PATH`, then its journal. Unreadable is not empty. */
function journals(): ShellFragment {
  return lines(
    targetLibrary(),
    sh`
if [ -d ${stateFolder} ] && { [ ! -r ${stateFolder} ] || [ ! -x ${stateFolder} ]; }; then exit 1; fi
for run in ${runsFolder}/*; do
  [ -f "$run/journal.jsonl" ] || continue
  work=none
  if [ -e "$run/armed" ] && is_held "$run/watch"; then work=armed; fi
  if is_held "$run/undoing"; then work=taking-back; fi
  if is_held "$run/applying" || is_held "$run/installer"; then work=applying; fi
  printf '#%s %s %s\n' "$(sequence_of "$run")" "$work" "$run"
  cat "$run/journal.jsonl" || exit 1
  printf '\n'
done`,
  );
}

function readRun(part: string): JournaledRun {
  const [head = '', ...rest] = part.split('\n');
  const [sequence = '', work = '', ...path] = head.split(' ');
  const events = parseJournal(rest.join('\n'));
  const id = path.join(' ').split('/').at(-1) ?? '';
  const facts = { sequence: Number(sequence), ...(isAtWork(work) ? { atWork: work } : {}) };
  return { events, summary: summarize(id, events, facts) };
}

function isAtWork(word: string): word is AtWork {
  return word === 'armed' || word === 'taking-back' || word === 'applying';
}
