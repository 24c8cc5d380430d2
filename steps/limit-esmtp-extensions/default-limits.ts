import type { Answers } from '../../src/model/answers.js';
import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import { findingOf } from '../finding-of.js';

/** A limit of the client that is the default for everybody, as the operator wants it. */
export interface WantedLimit {
  readonly id: 'AXIGEN-MAX-RCPT' | 'AXIGEN-MAX-DATA-SIZE';
  /** In an SMTP-In client of version 1.2 (article, Tweaking 1). */
  readonly attribute: string;
  /** In the policy script of later versions (facts: axigen 4). */
  readonly variable: string;
  readonly value: string;
  readonly why: string;
}

/** None of those that the operator said nothing of. */
export function wantedLimits({ maxRcptCount, maxDataSize }: Answers): readonly WantedLimit[] {
  const limits = [
    {
      id: 'AXIGEN-MAX-RCPT',
      attribute: 'maxRCPTCount',
      variable: 'maxRcptCount',
      value: maxRcptCount,
      why: 'This client is now the default for everybody: so many recipients may a message have.',
    },
    {
      id: 'AXIGEN-MAX-DATA-SIZE',
      attribute: 'maxDataSize',
      variable: 'maxDataSize',
      value: maxDataSize,
      why: 'This client is now the default for everybody: so large, in KB, may a message be.',
    },
  ] as const;
  return limits.flatMap(({ value, ...limit }) =>
    value === undefined ? [] : [{ ...limit, value: String(value) }],
  );
}

/** Found where AXIGEN keeps it, against what was asked for. */
export function limitFinding(
  step: Pick<Step, 'id' | 'passage'>,
  { id, value, why }: WantedLimit,
  {
    name,
    good,
    ...rest
  }: { readonly name: string; readonly good: boolean; readonly found: string; readonly where: string },
): Finding {
  return findingOf(step, id, good ? 'ok' : 'drift', {
    ...rest,
    wanted: `${name} = ${value}`,
    why,
    ...(good ? {} : { remedy: `Set ${name} to ${value} there.` }),
  });
}
