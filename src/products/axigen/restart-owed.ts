import { type Reading, readingOf } from '../host/restart-owed.js';
import type { AxigenFacts, HostFacts } from '../host-facts.js';
import { axigenService } from './product.js';

/** `perhaps`: the file is newer than AXIGEN's start, but AXIGEN may have written it itself. */
export type AxigenReading =
  | Reading
  | {
      readonly kind: 'perhaps';
      readonly changedAt: number;
      readonly startedAt: number;
      readonly reason: string;
    };

export interface AxigenReadings {
  /** axigen.cfg. */
  readonly config: AxigenReading;
  /** The SMTP policy file; undefined: none is in use. */
  readonly policy?: AxigenReading;
}

/**
 * Whether AXIGEN runs with its files as they are. It writes axigen.cfg itself on Save Config, and then leaves no comments in
 * it (facts: axigen 1, reload and rewrite); from version 5 on WebAdmin owns the policy file, too (facts: axigen 0, V3). Only
 * what somebody else must have written is owed for sure.
 */
export function axigenReadings({
  axigen,
  ...host
}: Pick<HostFacts, 'axigen' | 'processes' | 'clock'>): AxigenReadings {
  const { configFile, policyFile } = axigen;
  const config = orItself(
    readingOf(axigenService, configFile, host),
    configFile.state === 'present' && !hasComments(configFile.value.bytes),
    'AXIGEN may have written it itself, with Save Config: there is no comment in it',
  );
  if (policyFile.state === 'absent') return { config };
  const policy = orItself(
    readingOf(axigenService, policyFile, host),
    !isGeneration12(axigen),
    'WebAdmin may have written it, and AXIGEN have read it then',
  );
  return { config, policy };
}

function orItself(reading: Reading, mayHave: boolean, reason: string): AxigenReading {
  return reading.kind === 'owed' && mayHave ? { ...reading, kind: 'perhaps', reason } : reading;
}

function isGeneration12({ generation }: AxigenFacts): boolean {
  return generation.state === 'present' && generation.value.value === '1.2';
}

function hasComments(bytes: Uint8Array | undefined): boolean {
  const text = Buffer.from(bytes ?? []).toString('latin1');
  return /#|\/\*/.test(text.replace(/"(?:\\.|[^"\\\n])*"/g, ''));
}
