import { ExitCode, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
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
  const survey = await takeSurvey(host, [{ kind: 'command', id: 'journals', script: journals() }], signal);
  const fact = survey.command('journals');
  if (fact.state !== 'present' || fact.value.code !== 0) {
    throw new UserError(
      `${stateFolder} on ${host.name} cannot be read, so nobody can tell what has been done there.`,
      {
        next: 'Run gateway-setup as root.',
        exitCode: ExitCode.couldNotLook,
      },
    );
  }
  return Buffer.from(fact.value.output)
    .toString('utf8')
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
  if is_held "$run/watch" && [ -e "$run/armed" ]; then work=armed; fi
  if is_held "$run/undoing"; then work=taking-back; fi
  if is_held "$run/applying"; then work=applying; fi
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
