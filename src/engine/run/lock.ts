import { UserError } from '../../errors.js';
import { NotHeld } from '../../host/hold-process.js';
import type { Held, Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import { escapeControl } from '../../text/escape.js';
import { libraryPart } from '../target-library.js';
import { isOver, type LockHolder, lockHolder } from './lock-holder.js';
import { lockFile, stateFolder } from './paths.js';

const heldByAnother = 71;

/** Milliseconds between signs of life. */
const beatMs = 10_000;

/**
 * One run at a time on a target. The lock is held by a process on the target itself, which lives as long as the line to it:
 * when the operator's machine is gone, so is the lock. Somebody who holds it and is not heard of any more (a line that
 * nobody has closed) is told with how long ago that was; ended is only one of whom it is known that it is over.
 * @param over the words of a holder that is over.
 */
const keep = (holder: LockHolder, over: string): ShellFragment =>
  lines(
    libraryPart('holding'),
    sh`
umask 077
lock=${lockFile}
mkdir -p ${stateFolder} || exit 70
if [ -d "$lock" ]; then
  printf '%s is a folder\n' "$lock" 1>&2
  exit 70
fi
let_go() {
  read -r holding rest < "$lock"
  if [ "$holding" = "$$" ]; then rm -f "$lock.holder" "$lock.alive" "$lock"; fi
}
if [ -n ${over} ] && [ "$(sed -n 1p "$lock.holder" 2> /dev/null)" = ${over} ] && is_held "$lock"; then
  kill -9 "$held_process"
  while is_alive "$held_process"; do sleep 1; done
fi
# Gone the moment after it was in the way: it was given back just now.
if ! hold_anew "$lock" && { [ -e "$lock" ] || ! hold_anew "$lock"; }; then
  if [ ! -e "$lock" ]; then
    : > "$lock.$$"
    rm -f "$lock.$$"
    exit 70
  fi
  cat "$lock.holder" 1>&2
  read -r process rest < "$lock"
  seen=$(stat -c %Y "$lock.alive" 2> /dev/null || stat -c %Y "$lock" 2> /dev/null || date +%s)
  printf 'at %s %s\n' "$process" "$(( $(date +%s) - $seen ))" 1>&2
  exit ${heldByAnother}
fi
trap let_go EXIT
trap 'exit 1' HUP INT TERM
# A full disk takes a note without its text.
[ -s "$lock" ] || exit 70
{ printf '%s\n' ${[holder.words, holder.machine, String(holder.pid)]} > "$lock.holder" && : > "$lock.alive"; } || exit 70
printf 'held\n'
while read -r beat; do : > "$lock.alive"; done
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
    if (over === '' && isOver(other)) return hold(host, holder, other.words);
    throw worked(host.name, other);
  }
}

interface OtherHolder extends LockHolder {
  /** Its process on the target. */
  readonly keeper: string | undefined;
  /** Seconds since its last sign of life. */
  readonly silent: number | undefined;
}

function readHolder(text: string): OtherHolder {
  const [words = '', machine = '', pid = ''] = text.split('\n');
  const [, keeper, silent] = /^at (\d+) (\d+)$/m.exec(text) ?? [];
  return {
    words: words.startsWith('at ') ? '' : words,
    machine,
    pid: Number(pid),
    keeper,
    silent: silent === undefined ? undefined : Number(silent),
  };
}

/** Three beats: what comes late may still come. */
const silentSeconds = (3 * beatMs) / 1000;

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
