import { UserError } from '../../errors.js';
import { NotHeld } from '../../host/hold-process.js';
import type { Held, Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';
import { libraryPart } from '../target-library.js';
import { isOver, type LockHolder, lockHolder, silentSeconds } from './lock-holder.js';
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
  sed 1d "$held_file" 1>&2
  # The last sign of life may be that of whoever was before, and older than its note.
  seen=$(stat -c %Y "$held_file" "$lock.alive" 2> /dev/null | sort -n | tail -n 1)
  now=$(date +%s)
  if [ -z "$seen" ]; then seen=$now; fi
  printf 'at %s %s\n' "$(( now - seen ))" "$held_process $held_boot $held_start" 1>&2
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
  release(): Promise<void>;
}

/** @throws UserError naming the holder when somebody else works on this target. */
export async function takeLock(host: Host, startedBy: string, now: Date): Promise<Lock> {
  const holder = lockHolder(startedBy, now);
  const held = await hold(host, holder, '');
  return { release: () => held.release() };
}

async function hold(host: Host, holder: LockHolder, over: string): Promise<Held> {
  try {
    return await host.hold(keep(holder, over), { beatMs });
  } catch (error) {
    if (!(error instanceof NotHeld)) throw error;
    if (error.code !== heldByAnother) throw notWritten(host.name, error.words);
    const other = readHolder(error.words);
    if (over === '' && other.note !== undefined && isOver(other, other.silent ?? 0))
      return hold(host, holder, other.note);
    throw worked(host.name, other);
  }
}

interface OtherHolder extends LockHolder {
  /** Its process on the target. */
  readonly keeper: string | undefined;
  /** What tells that process from every other one. */
  readonly note: string | undefined;
  /** Seconds since its last sign of life. */
  readonly silent: number | undefined;
}

function readHolder(text: string): OtherHolder {
  const at = /^at (-?\d+) ((\d+) .*)$/m.exec(text);
  const [words = '', machine = '', boot = '', process = ''] = text.slice(0, at?.index).split('\n');
  const [, silent, note, keeper] = at ?? [];
  return {
    words,
    machine,
    boot,
    process,
    keeper,
    note,
    silent: silent === undefined ? undefined : Number(silent),
  };
}

function worked(target: string, { words, keeper, silent }: OtherHolder): UserError {
  const who = words === '' ? 'the holder of the lock is not known' : escapeControl(words, 200);
  const quiet = silent !== undefined && silent > silentSeconds ? `, not heard of for ${silent} seconds` : '';
  return new UserError(`${target} is being worked on: ${who}${quiet}.`, {
    why: 'Two runs at once would undo each other\u2019s work.',
    next:
      keeper === undefined
        ? 'Wait until it is done, then run again.'
        : `Wait until it is done. If nobody works there any more, end its process on the server (kill ${keeper}) and run again.`,
  });
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
