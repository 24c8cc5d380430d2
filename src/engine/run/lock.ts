import { UserError } from '../../errors.js';
import { NotHeld } from '../../host/hold-process.js';
import type { Held, Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';
import { libraryPart } from '../target-library.js';
import { holderOf, readLockNote, workedOnBy } from './holder.js';
import { isOver, type LockHolder, lockHolder } from './lock-holder.js';
import { lockFile, stateFolder } from './paths.js';

const heldByAnother = 71;

/** Milliseconds between signs of life. */
const beatMs = 10_000;

/**
 * One run at a time on a target. The lock is held by a process on the target itself, which lives as long as the line to it:
 * when the operator's machine is gone, so is the lock. Somebody who holds it and is not heard of any more (a line that
 * nobody has closed) is told with how long ago that was; ended is only one of whom it is known that it is over.
 * @param over the note of a holder that is over.
 */
const keep = (holder: LockHolder, over: string): ShellFragment =>
  lines(
    libraryPart('holding'),
    libraryPart('trusted'),
    libraryPart('telling-lock'),
    sh`
umask 077
lock=${lockFile}
more_of_note=${[holder.words, holder.machine, holder.boot, holder.process].join('\n')}
trusted_folder ${stateFolder} 1>&2 || exit 70
if [ -d "$lock" ]; then
  printf '%s is a folder\n' "$lock" 1>&2
  exit 70
fi
# Becomes rm, rather than starting one: this process is gone only when the lock is, and never the lock of whoever comes next.
let_go() {
  last_note "$lock"
  if [ "$held_process" = "$$" ]; then exec rm -f "$lock.alive" "$lock" "$lock".after.*; fi
}
last_note "$lock"
if [ -n ${over} ] && [ "$held_process $held_boot $held_start" = ${over} ] && noted_lives; then
  kill -9 "$held_process"
  while is_alive "$held_process"; do sleep 1; done
fi
trap let_go EXIT
trap 'exit 1' HUP INT TERM
if ! hold_anew "$lock"; then
  last_note "$lock"
  if [ "$held_left" = no ]; then
    true > "$lock.$$"
    rm -f "$lock.$$"
    exit 70
  fi
  tell_holder "$lock" 1>&2
  exit ${heldByAnother}
fi
# A full disk takes a note without its text.
last_note "$lock"
[ "$held_process" = "$$" ] || exit 70
true > "$lock.alive" || exit 70
printf 'held\n'
while read -r beat; do true > "$lock.alive"; done
exit 0`,
  );

export interface Lock {
  /** It was ended on the target, and may be another one's by now. */
  isLost(): boolean;
  release(): Promise<void>;
}

/** @throws UserError naming the holder when somebody else works on this target. */
export async function takeLock(host: Host, startedBy: string, now: Date): Promise<Lock> {
  const holder = lockHolder(startedBy, now);
  const held = await hold(host, holder, '');
  return { isLost: () => held.isOver(), release: () => held.release() };
}

async function hold(host: Host, holder: LockHolder, over: string): Promise<Held> {
  try {
    return await host.hold(keep(holder, over), { beatMs });
  } catch (error) {
    if (!(error instanceof NotHeld)) throw error;
    if (error.code !== heldByAnother) throw notWritten(host.name, error.words);
    const other = readLockNote(error.words);
    if (over === '' && other.note !== undefined && isOver(other, other.silent ?? 0))
      return hold(host, holder, other.note);
    throw workedOnBy(host.name, holderOf(other));
  }
}

function notWritten(target: string, words: string): UserError {
  return new UserError(
    `${stateFolder} on ${target} could not be written: ${escapeControl(words.trim(), 500)}`,
    {
      why: 'Nothing is changed without a journal that can take it back.',
      next: 'Check the free space (df -k) and the rights of that folder, then run again.',
    },
  );
}
