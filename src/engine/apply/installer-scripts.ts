import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { padded } from '../run/paths.js';
import { targetLibrary } from '../target-library.js';
import { intentOf } from './intent.js';
import { liveScript } from './live-scripts.js';
import type { InstallerRun } from './segments.js';

/**
 * Before the installer is run: how the server is, the intent in the journal; from then on undo.sh looks after it.
 * @param unwatched folders in which others write meanwhile
 */
export function beginInstallerScript(
  folder: string,
  { recorded }: InstallerRun,
  unwatched: readonly string[],
): ShellFragment {
  const { number, change } = recorded;
  const name = padded(number);
  return liveScript(
    folder,
    sh`list_lines() { for list_line in "$@"; do printf '%s\n' "$list_line"; done; }`,
    sh`list_lines ${change.scripts} > "$run/files/"${`${name}.scripts`}`,
    sh`list_lines ${unwatched} > "$run/files/"${`${name}.unwatched`}`,
    sh`begin_installer ${name} || fail`,
    sh`record ${JSON.stringify({ event: 'intent', ...intentOf(recorded) })} || fail`,
    sh`mark_begun ${name} || fail`,
  );
}

/**
 * Runs the installer; the status is its own. What it has written is noted right behind it, whatever has become of the wizard.
 * `log`: there is no terminal, and what it prints goes to the run's transcript.
 */
export function runInstallerScript(
  folder: string,
  { recorded: { number, change } }: InstallerRun,
  output: 'terminal' | 'log',
): ShellFragment {
  const name = padded(number);
  const run = sh`run_installer ${name} ${change.command}`;
  return lines(
    sh`
run=${folder}
operator_locale=unset
if [ "$LC_ALL" ]; then operator_locale=$LC_ALL; fi`,
    targetLibrary(),
    // Caught and not ignored: the installer must find its signals as usual.
    sh`
trap : HUP INT QUIT TERM PIPE
trouble=
printf '# an installer is run; what it prints may show what it was told\n' >> "$run/transcript.log"`,
    output === 'log' ? sh`${run} >> "$run/transcript.log" 2>&1 < /dev/null` : run,
    sh`
code=$?
trap '' HUP INT QUIT TERM TSTP
${output === 'terminal' ? sh`printf '\nLooking at what the installer has written ...\n'` : sh``}
end_installer ${name} > /dev/null 2>&1
exit "$code"`,
  );
}

/** What it has written, found out now unless that was done already: the lines of NUMBER.wrote. */
export function wroteScript(folder: string, number: number): ShellFragment {
  const name = padded(number);
  return liveScript(
    folder,
    sh`if [ -e "$run/files/"${`${name}.begun`} ]; then
  end_installer ${name} || fail
  cat "$run/files/"${`${name}.wrote`}
fi`,
  );
}

/** The journal says it too, in few words. */
export function installerDoneScript(
  folder: string,
  { recorded: { number } }: InstallerRun,
  status: number | null,
  wrote: readonly string[],
): ShellFragment {
  return liveScript(
    folder,
    sh`record ${JSON.stringify({ event: 'done', change: number, status, wrote })} || fail`,
  );
}
