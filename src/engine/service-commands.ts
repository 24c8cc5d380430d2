import { type ShellFragment, sh } from '../host/shell.js';
import type { Service } from '../model/service.js';

/** Calls of the functions in templates/target/library/services.sh. An empty word there means: not given. */
export function stopCommand({ script, process, patience }: Service): ShellFragment {
  return sh`stop_service ${script} ${process} ${word(patience)}`;
}

export function startCommand({ script, process, patience }: Service, readyPort?: number): ShellFragment {
  return sh`start_service ${script} ${process} ${word(readyPort)} ${word(patience)}`;
}

export function restartCommand({ script, process, patience }: Service, readyPort?: number): ShellFragment {
  return sh`restart_service ${script} ${process} ${word(readyPort)} ${word(patience)}`;
}

function word(number: number | undefined): string {
  return number === undefined ? '' : String(number);
}
