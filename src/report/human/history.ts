import type { HistoryEntry, RunHistory } from '../../engine/history.js';
import type { RunSummary } from '../../engine/rollback.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { dateAndTime } from './date-and-time.js';
import type { Paint } from './paint.js';
import { noRuns, runStates } from './rollback.js';

const words: Record<HistoryEntry['what'], string> = {
  changed: 'changed',
  begun: 'begun, its end is not known',
  failed: 'failed',
  'not-taken-back': 'not everything could be taken back',
  'taken-back': 'taken back',
  'took-itself-back': 'nobody confirmed the handover in time, so the server took it back by itself',
  finished: 'finished',
};

/** The runs on a server, with what each of them did and when. */
export function historyLines(target: string, runs: readonly RunHistory[], paint: Paint): string[] {
  if (runs.length === 0) return [noRuns(target)];
  return runs.flatMap((run, index) => [...(index === 0 ? [] : ['']), ...runHistoryLines(run, paint)]);
}

const working = {
  armed: 'waits to be confirmed, else the server takes it back by itself',
  'taking-back': 'is being taken back right now',
  applying: 'is being carried out right now',
} as const;

function stateOf({ state, atWork }: RunSummary): string {
  return atWork === undefined ? runStates[state] : working[atWork];
}

function entryLine({ at, what, text, step = '' }: HistoryEntry): string {
  const when = at === '' ? 'at a time that is none' : dateAndTime(at);
  const about = [words[what], step, text].filter((one) => one !== '').map((one) => escapeControl(one, 300));
  return `${when} ${about.join(': ')}`;
}

function runHistoryLines({ summary, by, version, entries }: RunHistory, paint: Paint): string[] {
  const who = by === undefined ? '' : ` by ${escapeControl(by, 200)}`;
  const which = version === undefined ? '' : `, gateway-setup ${escapeControl(version, 40)}`;
  return [
    paint.bold(escapeControl(summary.id)),
    ...wrap(`${stateOf(summary)}; begun ${dateAndTime(summary.startedAt)}${who}${which}`, paint.width, '  '),
    ...entries.flatMap((entry) => wrap(entryLine(entry), paint.width, '    ', '      ')),
    ...(summary.steps.length === 0
      ? []
      : wrap(`stands: ${summary.steps.join(', ')}`, paint.width, '  ', '    ')),
  ];
}
