import type { Probe } from '../../model/probe.js';
import type { Situation, Step } from '../../model/step.js';

/** What an audit may do besides looking. */
export interface Wishes {
  /** A message may be sent to the operator's mailbox. */
  readonly sendTestMail: boolean;
  /** AXIGEN's command line is to be asked. */
  readonly axigenCli: boolean;
}

/**
 * The live looks that the steps ask for, each once, without those that nobody has wished for or that cannot be
 * made with what was given. Pure.
 */
export function wantedProbes(steps: readonly Step[], situation: Situation, wishes: Wishes): readonly Probe[] {
  const asked = steps.flatMap((step) => step.probes?.(situation) ?? []);
  const all: readonly Probe[] = wishes.axigenCli ? [...asked, { kind: 'axigen-cli' }] : asked;
  const wanted = all.filter((probe) => isWanted(probe, situation, wishes));
  return eachOnce(wanted);
}

/** Several steps may ask for the same look. Pure. */
export function eachOnce(probes: readonly Probe[]): readonly Probe[] {
  return [...new Map(probes.map((probe) => [nameOf(probe), probe])).values()];
}

function nameOf(probe: Probe): string {
  if (probe.kind === 'outside') return `${probe.kind} ${probe.look} ${probe.port}`;
  return 'port' in probe ? `${probe.kind} ${probe.port}` : probe.kind;
}

function isWanted(probe: Probe, { answers }: Situation, wishes: Wishes): boolean {
  switch (probe.kind) {
    case 'banner':
    case 'ehlo':
    case 'relay':
    // Without a password it tells that it was not possible, and says nothing to the server.
    case 'auth-relay':
    case 'console':
    case 'outside':
      return true;
    case 'administrator':
      return (answers.administrator ?? answers.recipient) !== undefined;
    // Nobody is there to be asked.
    case 'notifications':
      return false;
    case 'local-delivery':
      return answers.recipient !== undefined;
    case 'axigen-cli':
      return wishes.axigenCli;
    case 'test-mail':
      return wishes.sendTestMail && answers.recipient !== undefined;
    case 'eicar':
      return wishes.sendTestMail && answers.eicarTest && answers.recipient !== undefined;
  }
}
