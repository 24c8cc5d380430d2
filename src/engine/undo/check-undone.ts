import type { Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { takeSurvey } from '../../host/survey/take.js';
import { programsOf } from '../../products/service-words.js';
import { padded } from '../run/paths.js';
import type { JournaledChange, StepStart } from '../run/standing-changes.js';
import { targetLibrary } from '../target-library.js';

export interface UndoCheck {
  readonly what: string;
  readonly ok: boolean;
  readonly detail?: string;
}

/** Looks again at everything that was taken back: "rolled back" is only said of what was seen. */
export async function checkUndone(
  host: Host,
  folder: string,
  undone: readonly JournaledChange[],
  { processes: running, ports }: Pick<StepStart, 'processes' | 'ports'>,
): Promise<readonly UndoCheck[]> {
  const stopped = undone.flatMap(({ process }) =>
    process === undefined || running.includes(process) ? [] : [process],
  );
  const wanted = [
    ...filesToCheck(undone),
    ...packagesToCheck(undone),
    ...installersToCheck(undone),
    ...running.map(mustRun),
    ...ports.map((port) => mustListen(port, undone)),
    ...[...new Set(stopped)].map(mustNotRun),
  ];
  const survey = await takeSurvey(
    host,
    wanted.map(({ script }, index) => ({
      kind: 'command',
      id: String(index),
      script: lines(sh`run=${folder}`, targetLibrary(), script),
    })),
  );
  return wanted.map(({ what, detail, untold = detail }, index) => {
    const answer = survey.command(String(index));
    const ok = answer.state === 'present' && answer.value.code === 0;
    // What a person has decided is told by what is judged, as nobody here may have been there then.
    const decided = ok ? Buffer.from(answer.value.output).toString('utf8').trim() : '';
    if (ok) return { what: decided === '' ? what : decided, ok };
    return { what, ok, detail: answer.state === 'present' && answer.value.code === 2 ? untold : detail };
  });
}

interface Wanted {
  readonly what: string;
  readonly detail: string;
  /** Instead of it, when the script ends with the status 2: neither this nor that can be told. */
  readonly untold?: string;
  readonly script: ShellFragment;
}

/** They bring files of their own. */
const installing: ReadonlySet<JournaledChange['kind']> = new Set(['install-package', 'run-installer']);

/**
 * The first change of a file tells how it was before all of them. A file that was edited after a package was installed, or
 * an installer was run, may have come with it, and is gone with it.
 */
function filesToCheck(undone: readonly JournaledChange[]): readonly Wanted[] {
  const first = new Map<string, JournaledChange>();
  const installed = undone.find(({ kind }) => installing.has(kind))?.number ?? Number.POSITIVE_INFINITY;
  for (const change of undone) {
    if (change.path !== undefined && !first.has(change.path)) first.set(change.path, change);
  }
  return [...first.values()].map(({ number, path = '' }) => {
    const before = `${padded(number)}.before`;
    return {
      what: `${path} is as it was before`,
      detail: 'it differs',
      script: sh`
before="$run/files/"${before}
undo_changes=${padded(number)}
if is_decided ${path} ${padded(number)}; then
  as_decided ${path} && printf '%s\n' ${`${path} is as it was decided`}
elif [ ${number > installed ? 'yes' : 'no'} = yes ] && [ ! -e ${path} ]; then
  printf '%s\n' ${`${path} is gone with what it came with`}
elif [ -e "$before" ]; then
  cmp -s ${path} "$before" && rights_are_right ${padded(number)} ${path} && if [ -e "$run/files/"${padded(number)}.rights-stay ]; then
    printf '%s\n' ${`${path} is as it was before; its mode and owner stay as somebody has made them`}
  fi
else
  [ ! -e ${path} ]
fi`,
    };
  });
}

function packagesToCheck(undone: readonly JournaledChange[]): readonly Wanted[] {
  return undone.flatMap(({ manager, number, package: name }) =>
    manager === undefined || name === undefined
      ? []
      : [
          {
            what: `package ${name} is not installed`,
            detail: 'it is still there',
            untold: `it is still there, or that cannot be told: ${manager} cannot read its own list of packages`,
            script: sh`
if ! package_left ${manager} ${name}; then
  :
elif read_decision ${padded(number)} && [ "$decided_wanted" = keep ]; then
  printf '%s\n' ${`package ${name} stays, as it was decided`}
elif ! is_ours ${padded(number)}; then
  printf '%s\n' ${`package ${name} was not installed by this run, and is left as it is`}
elif can_ask ${manager} ${name}; then
  false
else
  (exit 2)
fi`,
          },
        ],
  );
}

function installersToCheck(undone: readonly JournaledChange[]): readonly Wanted[] {
  const numbers = undone.flatMap(({ kind, number }) => (kind === 'run-installer' ? [padded(number)] : []));
  return numbers.map((number) => ({
    what: 'nothing is left of what the installer wrote',
    detail: 'something is: the undo script has named it',
    script: sh`
installs=${numbers.join(' ')}
is_uninstalled ${number}`,
  }));
}

function mustNotRun(process: string): Wanted {
  const what = process.endsWith('/') ? `nothing runs from below ${process}` : `${process} is stopped`;
  return { what, detail: 'it runs', script: sh`is_stopped ${process}` };
}

function mustListen(port: number, undone: readonly JournaledChange[]): Wanted {
  return {
    what: `port ${port} is open`,
    detail: 'nothing listens there',
    script: sh`
if ! wait_until 5 listens_on ${port}; then
  if decided_about_service; then
    printf '%s\n' ${`port ${port} is left to the service without a start script, as it was decided`}
  else
    something_was_kept ${undone.map(({ number }) => padded(number))} &&
      printf '%s\n' ${`port ${port} is not open: what was decided to stay may have moved it`}
  fi
fi`,
  };
}

function mustRun(process: string): Wanted {
  return {
    what: `${programsOf({ process })} is running`,
    detail: 'it is not',
    script: sh`
if ! is_running ${process}; then
  decided_about_service ${process} &&
    printf '%s\n' ${`${programsOf({ process })} is left as it is, as it was decided`}
fi`,
  };
}
