import type { HistoryEntry, RunHistory } from '../../engine/history.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import { wrap } from '../../text/wrap.js';
import { damageLines } from './damaged.js';
import type { Paint } from './paint.js';
import { noRuns } from './rollback.js';
import { notAsBeforeWords, stateWords, unconfirmedWords } from './unconfirmed.js';

const words: Record<HistoryEntry['what'], string> = {
  changed: 'changed',
  begun: 'begun, its end is not known',
  failed: 'failed',
  'not-taken-back': 'not everything could be taken back',
  'taken-back': 'taken back',
  'took-itself-back': 'nobody confirmed the handover in time, so the server took it back by itself',
  'never-confirmed': 'its handover was never confirmed; a later run went on from there',
  finished: 'finished',
};

/** The runs on a server, with what each of them did and when. */
export function historyLines(target: string, runs: readonly RunHistory[], paint: Paint): string[] {
  if (runs.length === 0) return [noRuns(target)];
  return runs.flatMap((run, index) => [...(index === 0 ? [] : ['']), ...runHistoryLines(target, run, paint)]);
}

function entryLine({ at, what, text, step = '' }: HistoryEntry): string {
  const when = at === '' ? 'at a time that is none' : dateAndTime(at);
  const about = [words[what], step, text].filter((one) => one !== '').map((one) => escapeControl(one, 300));
  return `${when} ${about.join(': ')}`;
}

function runHistoryLines(
  target: string,
  { summary, by, version, entries }: RunHistory,
  paint: Paint,
): string[] {
  const unconfirmed = unconfirmedWords(summary, target);
  const notAsBefore = notAsBeforeWords(summary, target);
  const who = by === undefined ? '' : ` by ${escapeControl(by, 200)}`;
  const which = version === undefined ? '' : `, gateway-setup ${escapeControl(version, 40)}`;
  return [
    paint.bold(escapeControl(summary.id)),
    ...wrap(
      `${stateWords(summary)}; begun ${dateAndTime(summary.startedAt)}${who}${which}`,
      paint.width,
      '  ',
    ),
    ...entries.flatMap((entry) => wrap(entryLine(entry), paint.width, '    ', '      ')),
    ...damageLines(summary, target, paint, '  '),
    ...(unconfirmed === undefined ? [] : wrap(unconfirmed, paint.width, '  ', '    ')),
    ...(notAsBefore === undefined ? [] : wrap(notAsBefore, paint.width, '  ', '    ')),
    ...(summary.steps.length === 0
      ? []
      : wrap(`stands: ${summary.steps.join(', ')}`, paint.width, '  ', '    ')),
  ];
}
