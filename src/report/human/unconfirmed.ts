import { holderWords } from '../../engine/run/holder.js';
import type { AtWork, RunSummary } from '../../engine/run/journal.js';
import { runFolder } from '../../engine/run/paths.js';
import { repeatCommand } from '../../engine/run/unfinished-undo.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import { onHost } from '../../text/on-host.js';
import { wrap } from '../../text/wrap.js';
import type { Paint } from './paint.js';

const states: Record<RunSummary['state'], string> = {
  finished: 'finished',
  unfinished: 'cut short',
  'rolled-back': 'taken back',
};

/** How a run stands, in few words. */
export function stateWords({ state, steps, atWork, firesIn, workedOn, undoUnfinished }: RunSummary): string {
  const work = atWork === undefined ? [] : [workWords(atWork, firesIn)];
  // While somebody is there, it has not been cut short.
  const person = workedOn === undefined ? [] : [`is being worked on by ${holderWords(workedOn)}`];
  const both = [...person, ...work];
  if (both.length > 0) return both.join(', and ');
  if (undoUnfinished === undefined) return states[state];
  return steps.length === 0
    ? 'taken back, but not everything is as before'
    : `${states[state]}, but an undo of it did not end well`;
}

function workWords(atWork: AtWork, firesIn: number | undefined): string {
  switch (atWork) {
    case 'armed':
      return `waits to be confirmed, else the server takes it back by itself${firesIn === undefined ? '' : ` in ${firesIn} s`}`;
    case 'taking-back':
      return 'is being taken back right now';
    case 'applying':
      return 'is being carried out right now';
  }
}

/** That something or somebody is at work while a server is looked at. */
export function busyWords(run: RunSummary): string {
  const how = run.atWork === 'armed' || run.workedOn !== undefined ? stateWords(run) : 'is at work right now';
  return `The run ${escapeControl(run.id)} ${how}, so what is told here may have changed already.`;
}

/** What became of a handover that nobody confirmed, and what is to be done; undefined: every one was. */
export function unconfirmedWords(run: RunSummary, target: string): string | undefined {
  const id = escapeControl(run.id);
  if (run.unwatched === true) {
    return onHost(
      `The handover of the run ${id} was never confirmed, and what would have taken it back by itself is gone: the server was restarted, or it was ended. So it stays as it is until somebody decides: gateway-setup rollback takes it back, gateway-setup goes on from what is there.`,
      target,
    );
  }
  if (run.fired === undefined) return undefined;
  const { at, outcome } = run.fired;
  const when = at === '' ? '' : ` at ${dateAndTime(at)}`;
  const not = `The handover of the run ${id} was not confirmed, and the server`;
  const way = `See ${escapeControl(runFolder(run.id))}/transcript.log, then take it back: gateway-setup rollback`;
  switch (outcome) {
    case 'taken-back':
      return `${not} took it back by itself${when}.`;
    case 'taken-back-since':
      return `${not} began to take it back by itself${when}, but not to the end; that was done later.`;
    case 'under-way':
      return `${not} is taking it back by itself, since${at === '' ? ' a moment ago' : ` ${dateAndTime(at)}`}.`;
    case 'not-taken-back':
      return onHost(`${not} could NOT take everything back by itself${when}. ${way}`, target);
    case 'cut-off':
      return onHost(
        `${not} began to take it back by itself${when}, but was cut off before the end. ${way}`,
        target,
      );
  }
}

/** Of a run that was taken back, in whole or in part, and not well; undefined: it was not, or is being worked on. */
export function notAsBeforeWords(summary: RunSummary, target: string): string | undefined {
  const { id, steps, undoUnfinished, atWork, workedOn } = summary;
  if (undoUnfinished === undefined || atWork !== undefined || workedOn !== undefined) return undefined;
  const run = escapeControl(id);
  const { to, under } = undoUnfinished;
  const what =
    steps.length === 0
      ? `Every step of the run ${run} is taken back, but that did not end well: something was not as before.`
      : `An undo of the run ${run}${to === undefined ? '' : `, to before ${to},`} was cut off or did not end well: something may not be as it should be, such as a service that does not run.`;
  // What is to be done where its evidence is damaged is told with the damage.
  const again = repeatCommand({ ...summary, id: run });
  if (again === undefined) return what;
  const when =
    under === undefined ? 'Once more' : `Once the later run ${escapeControl(under)} is taken back, once more`;
  return onHost(`${what} ${when}: ${again}`, target);
}

/** For whoever comes next; marked, as nothing else tells that the mail does not go where it was to go. */
export function unconfirmedLines(runs: readonly RunSummary[], target: string, paint: Paint): string[] {
  return runs.flatMap((run) => {
    const words = unconfirmedWords(run, target);
    return words === undefined
      ? []
      : ['', ...wrap(words, paint.width, '  ').map((line) => paint.yellow(line))];
  });
}
