import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import { takeSurvey } from '../../host/survey/take.js';
import { type JournalEvent, parseJournal, type RunSummary, summarize } from './journal.js';
import { runsFolder } from './paths.js';

export interface JournaledRun {
  readonly summary: RunSummary;
  readonly events: readonly JournalEvent[];
}

export async function listRuns(host: Host, signal?: AbortSignal): Promise<readonly RunSummary[]> {
  return (await readRuns(host, signal)).map(({ summary }) => summary);
}

/** The runs on this target with their journals, the oldest first. */
export async function readRuns(host: Host, signal?: AbortSignal): Promise<readonly JournaledRun[]> {
  const survey = await takeSurvey(
    host,
    [
      {
        kind: 'command',
        id: 'journals',
        script: sh`
for journal in ${runsFolder}/*/journal.jsonl; do
  [ -f "$journal" ] || continue
  printf '#%s\n' "$journal"
  cat "$journal"
  printf '\n'
done`,
      },
    ],
    signal,
  );
  const fact = survey.command('journals');
  const text = fact.state === 'present' ? Buffer.from(fact.value.output).toString('utf8') : '';
  return text
    .split(/^#/m)
    .slice(1)
    .map((part) => {
      const [path = '', ...rest] = part.split('\n');
      const events = parseJournal(rest.join('\n'));
      return { events, summary: summarize(path.split('/').at(-2) ?? '', events) };
    })
    .sort((a, b) => (a.summary.id < b.summary.id ? -1 : 1));
}
