import { lines, type ShellFragment, sh } from '../../host/shell.js';
import type { InstallPackage } from '../../model/change.js';
import type { StepId } from '../../model/step-id.js';
import { padded } from '../run/paths.js';
import type { RecordedChange } from '../run/record.js';
import { restartCommand, startCommand, stopCommand } from '../service-commands.js';
import { targetLibrary } from '../target-library.js';
import { type Action, chainEdits } from './actions.js';
import { intentOf } from './intent.js';
import type { NumberedAction } from './segments.js';

export interface ApplyScript {
  readonly folder: string;
  /** All changes of the stage. */
  readonly changes: readonly RecordedChange[];
  /** What this script does of it. */
  readonly actions: readonly NumberedAction[];
  /** The first script of a stage prepares for all of it; those after a live change go on. */
  readonly part: 'first' | 'later';
  /** The step to which the undo script goes back when an action fails. */
  readonly backTo: string;
  readonly armed?: ArmedUndo;
}

/** The target goes back to before `step` by itself, that many seconds after the script that arms it, unless it is confirmed. */
export interface ArmedUndo {
  readonly step: StepId;
  readonly seconds: number;
}

/**
 * The script that carries out a stage on the target, or a part of it. What can fail for want of space or rights is
 * done before any service is touched. Progress comes as lines `@begin N`, `@done N`, `@failed N REASON`
 * (N counts the actions from 1, 0 is the preparation), `@waiting N SECONDS` while a service is waited for that long at most,
 * and, after a failure, `@back STATUS`.
 */
export function applyScript(script: ApplyScript): ShellFragment {
  const { folder, changes, actions, part, armed } = script;
  return lines(
    sh`run=${folder}`,
    targetLibrary(),
    failure(script),
    sh`
# The lock is ours, so what is left here is of a script that was cut off.
rm -f "$run/applying"
hold "$run/applying"
trap 'rm -f "$run/applying"' EXIT`,
    ...(part === 'first' ? preparation(changes) : []),
    sh`sync`,
    ...(armed === undefined ? [] : [arming(armed, part)]),
    ...actions.flatMap(({ action, number }) => [
      sh`begin_action ${number}`,
      perform(action, number),
      sh`printf '@done %s\n' ${number}`,
    ]),
    sh`sync`,
  );
}

function preparation(changes: readonly RecordedChange[]): readonly ShellFragment[] {
  return chainEdits(changes).flatMap(({ number, change, previous }) => {
    if (change.kind !== 'edit-file') return [];
    const from = previous === undefined ? change.path : `${change.path}.gateway-setup.${padded(previous)}`;
    return [sh`prepare_edit ${padded(number)} ${change.path} ${from} ${change.via ?? ''} || fail 0`];
  });
}

function arming({ step, seconds }: ArmedUndo, part: ApplyScript['part']): ShellFragment {
  return part === 'first'
    ? sh`arm_undo ${step} ${seconds} || fail 0`
    : sh`rearm_undo ${step} ${seconds} || fail 0`;
}

function failure({ changes, actions, part, backTo }: ApplyScript): ShellFragment {
  const leftovers = preparedFiles(changes);
  const stopped = actions.flatMap(({ action }) => (action.kind === 'stop' ? [action.service] : []));
  const startAgain = [...new Map(stopped.map((service) => [service.id, service])).values()].map(
    ({ script, process, patience = '' }) => sh`  start_again ${script} ${process} ${patience} || back=1`,
  );
  return lines(
    sh`
# What is waited for is shown to whoever waits with us.
begin_action() {
  current_action=$1
  printf '@begin %s\n' "$1"
}
still_waiting() {
  printf '@waiting %s %s\n' "$current_action" "$1"
}
trouble=
begun=${part === 'first' ? 'no' : 'yes'}
# The wizard may be gone before this is over; nobody is there to read then, and it goes on all the same.
trap : HUP INT TERM PIPE
start_again() {
  start_service "$1" "$2" '' "$3" && return 0
  printf '%s\n' "$trouble" >> "$run/transcript.log"
  return 1
}
nothing_begun() {
  rm -f "$run/armed"
  back=0
  [ "$1" -gt 0 ] || return 0`,
    ...startAgain,
    sh`}
fail() {
  printf '@failed %s %s\n' "$1" "$(printf '%s' "$trouble" | tr '\n' ' ')"
  journal '{"event":"failed"}' 2> /dev/null
  rm -f ${leftovers}
  if [ "$begun" = no ]; then
    nothing_begun "$1"
  else
    gateway_setup_inside=yes sh "$run/undo.sh" ${backTo} >> "$run/transcript.log" 2>&1 < /dev/null
    back=$?
  fi
  printf '@back %s\n' "$back"
  exit 1
}
record() {
  journal "$1" && return 0
  trouble="the journal $run/journal.jsonl could not be written"
  return 1
}`,
  );
}

/** What preparation lays beside the files. */
export function preparedFiles(changes: readonly RecordedChange[]): readonly string[] {
  return changes.flatMap(({ number, change }) =>
    change.kind === 'edit-file' ? [`${change.path}.gateway-setup.${padded(number)}`] : [],
  );
}

function perform(action: Action, number: number): ShellFragment {
  switch (action.kind) {
    case 'stop':
      return sh`${stopCommand(action.service)} || fail ${number}`;
    case 'start':
      return sh`${startCommand(action.service, action.readyPort)} || fail ${number}`;
    case 'change':
      return change(action.recorded, number);
  }
}

function change(recorded: RecordedChange, number: number): ShellFragment {
  return lines(
    sh`record ${JSON.stringify({ event: 'intent', ...intentOf(recorded) })} || fail ${number}`,
    sh`begun=yes`,
    ...(marksItself(recorded) ? [] : [sh`mark_begun ${padded(recorded.number)} || fail ${number}`]),
    sh`${effect(recorded)} || fail ${number}`,
    sh`record ${JSON.stringify({ event: 'done', change: recorded.number })} || fail ${number}`,
  );
}

/** Files are marked at the very moment of writing: until then undo.sh has nothing to look after. */
function marksItself({ change: { kind } }: RecordedChange): boolean {
  return kind === 'edit-file' || kind === 'place-file';
}

function effect({ number, change: what }: RecordedChange): ShellFragment {
  switch (what.kind) {
    case 'configure-axigen':
      throw new RangeError('AXIGEN makes this change itself; no script does');
    case 'run-installer':
      throw new RangeError('an installer is run between two scripts; no script does it');
    case 'edit-file':
      return sh`commit_edit ${padded(number)} ${what.path} ${what.via ?? ''}`;
    case 'place-file':
      return sh`place_file ${padded(number)} ${what.copyFrom} ${what.path} ${what.mode.toString(8)}`;
    case 'install-package':
      return installation(padded(number), what);
    case 'service':
      if (what.verb === 'stop') return stopCommand(what.service);
      return (what.verb === 'start' ? startCommand : restartCommand)(what.service, what.readyPort);
  }
}

/** Whether somebody else has installed it meanwhile is asked first, before anything is noted, and again last: noting takes its time. */
function installation(number: string, { manager, file, name }: InstallPackage): ShellFragment {
  const possible = sh`can_install ${number} ${manager} ${name}`;
  const noted = sh`note_new_files ${number} ${manager} ${file} && note_ours ${number} ${manager} ${name}`;
  const done = sh`install_package ${manager} ${file} ${name} && note_version ${number} ${manager} ${name}`;
  return sh`${possible} && ${noted} && ${possible} && ${done}`;
}
