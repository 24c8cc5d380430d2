import type { Fact } from '../../host/fact.js';
import type { FileFact } from '../../host/survey/answers.js';
import type { Service } from '../../model/service.js';
import type { HostFacts } from '../host-facts.js';
import { isOf } from './is-of.js';

/** Whether a service has read a file as it is now. Times are seconds since 1970 by the target's clock. */
export type Reading =
  | { readonly kind: 'read' }
  | { readonly kind: 'owed'; readonly changedAt: number; readonly startedAt: number }
  | { readonly kind: 'untold'; readonly reason: string };

/** Both times are whole seconds, and one of them is a difference of two: closer together they may be either way round. */
const doubtSeconds = 2;

/**
 * A program that reads its file when it starts has not read what was written after that. Where the clock or the
 * times cannot be trusted nothing is claimed: a restart that is not owed must never be asked for again and again.
 */
export function readingOf(
  { process, title }: Pick<Service, 'process' | 'title'>,
  file: Fact<FileFact>,
  { processes, clock }: Pick<HostFacts, 'processes' | 'clock'>,
): Reading {
  if (file.state !== 'present') return untold('its file was not looked at');
  if (processes.state !== 'present') return untold('the list of processes could not be read');
  const running = processes.value.filter((one) => isOf({ process }, one) && one.ended !== true);
  if (running.length === 0) return untold(`${title} does not run`);
  const starts = running.flatMap(({ startedAt }) => (startedAt === undefined ? [] : [startedAt]));
  if (clock.state !== 'present' || starts.length === 0)
    return untold('this server does not tell when it started');
  const { modified: changedAt, path } = file.value;
  if (changedAt > clock.value + doubtSeconds) return untold(`${path} bears a time that is yet to come`);
  // The first of them has read the file; those that it started later have its word for it.
  const startedAt = Math.min(...starts);
  return changedAt > startedAt + doubtSeconds ? { kind: 'owed', changedAt, startedAt } : { kind: 'read' };
}

function untold(reason: string): Reading {
  return { kind: 'untold', reason };
}
