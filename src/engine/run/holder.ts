import { UserError } from '../../errors.js';
import { dateAndTime } from '../../text/date-and-time.js';
import { escapeControl } from '../../text/escape.js';
import { isOurs, isOver, type LockHolder, silentSeconds } from './lock-holder.js';

/** Somebody who works on a target, as the note of its lock tells. */
export interface Holder {
  /** As whoever holds it calls itself: "root on laptop, process 812". Undefined: the note does not tell. */
  readonly who?: string;
  /** ISO 8601, by the clock of its machine. */
  readonly since?: string;
  /** Seconds since its last sign of life, where they are too many. */
  readonly silent?: number;
  /** The process on the target that keeps the lock. */
  readonly keeper?: string;
}

/** The note of a lock that is held. */
export interface LockNote extends LockHolder {
  /** What tells its process on the target from every other one. */
  readonly note: string | undefined;
  readonly keeper: string | undefined;
  /** Seconds since the last sign of life. */
  readonly silent: number | undefined;
}

/** Reads what `tell_holder` writes. Pure. */
export function readLockNote(text: string): LockNote {
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

/** Pure. */
export function holderOf({ words, keeper, silent = 0 }: LockNote): Holder {
  const [, who = words, since] = /^(.*), since (\S{1,40})$/.exec(words) ?? [];
  return {
    ...(who === '' ? {} : { who }),
    ...(since === undefined ? {} : { since }),
    ...(silent > silentSeconds ? { silent } : {}),
    ...(keeper === undefined ? {} : { keeper }),
  };
}

/**
 * Who works on the target besides this very process; undefined: nobody does, or whoever did is known to be over. It is asked of
 * this machine whether that process is there.
 */
export function otherHolder(text: string): Holder | undefined {
  const note = readLockNote(text);
  return isOurs(note) || isOver(note, note.silent ?? 0) ? undefined : holderOf(note);
}

/** "root on laptop (process 812 there), since 2026-07-04 10:00:00 UTC". Pure. */
export function holderWords({ who, since, silent }: Holder): string {
  return [
    who === undefined
      ? 'somebody whose name is not known'
      : escapeControl(who, 200).replace(/, process (\d+)$/, ' (process $1 there)'),
    ...(since === undefined ? [] : [`since ${dateAndTime(since)}`]),
    ...(silent === undefined ? [] : [`not heard of for ${silent} seconds`]),
  ].join(', ');
}

/** What somebody is told who wants to work there as well. Pure. */
export function workedOnBy(target: string, holder: Holder): UserError {
  return new UserError(`${target} is being worked on: ${holderWords(holder)}.`, {
    why: 'Two at once would undo each other\u2019s work. Nothing was changed.',
    next:
      holder.keeper === undefined
        ? 'Wait until it is done, then run this again.'
        : `Wait until it is done, then run this again. If nobody works there any more, end the process that keeps the lock on ${target} first. There: kill ${holder.keeper}`,
  });
}
