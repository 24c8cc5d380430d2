import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { padded } from '../run/paths.js';
import { targetLibrary } from '../target-library.js';
import type { ArmedUndo } from './apply-script.js';
import { intentOf } from './intent.js';
import type { LiveChange } from './segments.js';

/** Ends with a status other than 0, and the reason on its output. */
export function liveScript(folder: string, ...parts: readonly ShellFragment[]): ShellFragment {
  return lines(
    sh`run=${folder}`,
    targetLibrary(),
    sh`
trouble=
trap : HUP INT TERM PIPE
fail() {
  printf '%s\n' "$trouble"
  exit 1
}
record() {
  journal "$1" && return 0
  trouble="the journal $run/journal.jsonl could not be written"
  return 1
}`,
    ...parts,
  );
}

/**
 * Before AXIGEN is told anything: the file is copied as it is, the intent is in the journal, and from then on undo.sh looks
 * after the change. @param previous the change of the same file before this one in the stage
 */
export function beginLiveScript(
  folder: string,
  { recorded: { number, change, ...rest } }: LiveChange,
  previous: number | undefined,
): ShellFragment {
  const expected =
    previous === undefined
      ? `${folder}/files/${padded(number)}.before`
      : `${folder}/files/${padded(previous)}.after`;
  return liveScript(
    folder,
    sh`begin_live ${padded(number)} ${change.path} ${expected} ${change.via ?? ''} || fail`,
    sh`record ${JSON.stringify({ event: 'intent', ...intentOf({ number, change, ...rest }) })} || fail`,
    sh`mark_begun ${padded(number)} || fail`,
  );
}

/** Once AXIGEN has written its file: that is what this run left. */
export function endLiveScript(
  folder: string,
  { recorded: { number, change } }: LiveChange,
  armed: ArmedUndo | undefined,
): ShellFragment {
  const [reader] = change.readers;
  const listens =
    reader === undefined || change.readyPort === undefined
      ? []
      : [sh`wait_for_port ${reader.process} ${change.readyPort} ${reader.patience ?? ''} || fail`];
  return liveScript(
    folder,
    ...rearming(armed),
    ...listens,
    sh`end_live ${padded(number)} ${change.path} || fail`,
    sh`record ${JSON.stringify({ event: 'done', change: number })} || fail`,
  );
}

/** The deadline begins anew while the operator tries again. */
export function goOnScript(folder: string, armed: ArmedUndo | undefined): ShellFragment {
  return liveScript(folder, ...rearming(armed));
}

function rearming(armed: ArmedUndo | undefined): readonly ShellFragment[] {
  return armed === undefined ? [] : [sh`rearm_undo ${armed.step} ${armed.seconds} || fail`];
}

/** What a script does by itself when it fails: the stage is taken back. Its status is that of undo.sh. */
export function takeBackScript(folder: string, backTo: string, leftovers: readonly string[]): ShellFragment {
  return lines(
    sh`run=${folder}`,
    targetLibrary(),
    sh`
trap : HUP INT TERM PIPE
journal '{"event":"failed"}' 2> /dev/null
rm -f ${leftovers}
sh "$run/undo.sh" ${backTo} >> "$run/transcript.log" 2>&1 < /dev/null`,
  );
}
