import type { ConfigLine } from './line.js';
import { isMeant, isServerMeant } from './patterns.js';
import { configTrouble, installSsh } from './trouble.js';

/** What the criteria of a Match line are held against. */
export interface MatchSubject {
  /** With HostName applied, as far as it is known by then. */
  readonly host: string;
  readonly originalHost: string;
  readonly user: string;
  readonly localUser: string;
  /** The files are read a second time, since a Match asks for `final`. */
  readonly isFinalPass: boolean;
}

export interface MatchAnswer {
  readonly holds: boolean;
  readonly wantsFinalPass: boolean;
}

const withValue = new Set(['host', 'originalhost', 'user', 'localuser']);

/**
 * Match of ssh_config(5). `Match exec`, and criteria of versions to come, only ssh itself can tell: they are refused where the
 * other criteria leave the answer to them. Nothing is ever run. @throws UserError
 */
export function holdsMatch({ words, at }: ConfigLine, subject: MatchSubject): MatchAnswer {
  let holds = true;
  let wantsFinalPass = false;
  let unknown: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const written = words[index] ?? '';
    const negated = written.startsWith('!');
    const criterion = written.slice(negated ? 1 : 0).toLowerCase();
    if (criterion === 'all') {
      if (index < words.length - 1) throw configTrouble(at, '"all" of a Match stands alone');
      holds &&= !negated;
    } else if (criterion === 'final' || criterion === 'canonical') {
      wantsFinalPass ||= criterion === 'final';
      holds &&= subject.isFinalPass !== negated;
    } else {
      index += 1;
      const value = words[index];
      if (value === undefined) throw configTrouble(at, `Match ${criterion} has no value`);
      if (withValue.has(criterion)) holds &&= isCriterionMet(criterion, value, subject) !== negated;
      else unknown ??= criterion;
    }
  }
  if (holds && unknown !== undefined)
    throw configTrouble(at, `only the ssh program can tell whether "Match ${unknown}" holds`, installSsh);
  return { holds, wantsFinalPass };
}

function isCriterionMet(criterion: string, value: string, subject: MatchSubject): boolean {
  if (criterion === 'host') return isServerMeant(subject.host, value);
  if (criterion === 'originalhost') return isServerMeant(subject.originalHost, value);
  return isMeant(criterion === 'user' ? subject.user : subject.localUser, value.split(','));
}
