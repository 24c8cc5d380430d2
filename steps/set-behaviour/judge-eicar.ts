import type { Finding } from '../../src/model/finding.js';
import type { EicarEvidence } from '../../src/model/probe.js';
import type { Situation, Step } from '../../src/model/step.js';
import { type VirusOutcome, virusOutcome } from '../../src/products/nod32/behaviour.js';
import { nod32Scanner } from '../../src/products/nod32/scanner.js';
import { ownsPort25 } from '../../src/products/scanner-facts.js';
import { findingOf } from '../finding-of.js';
import { type EicarJudgement, eicarFound, inLogs, judgeOutcome } from './eicar-outcome.js';

const id = 'NOD32-EICAR';
const why = 'It is the proof that a virus which comes in by mail is found, and treated as nod32.cfg says.';

/** What became of the EICAR test file, against what nod32.cfg says should. */
export function judgeEicar(step: Pick<Step, 'id' | 'passage'>, situation: Situation): Finding {
  const { facts, answers, evidence } = situation;
  const { config } = facts.nod32;
  const outcome = config.state === 'present' ? virusOutcome(config.value.behaviour) : undefined;
  const rest = {
    wanted: outcome === undefined ? 'the EICAR test file is found' : wantedText(outcome),
    where: `mailbox ${answers.recipient ?? 'not named'}, through port 25`,
    why,
    aspect: 'running',
  } as const;
  const notSent = reasonNotSent(situation);
  if (notSent !== undefined) return findingOf(step, id, 'not-applicable', { ...rest, found: notSent });
  if (answers.recipient === undefined) {
    return findingOf(step, id, 'unknown', {
      ...rest,
      found: 'not sent: no mailbox is named',
      remedy: 'Name a mailbox of this server with --recipient.',
    });
  }
  const { eicar } = evidence;
  if (eicar === undefined) return findingOf(step, id, 'unknown', { ...rest, found: 'not sent yet' });
  const { verdict, remedy, note } = judged(eicar, outcome, situation);
  return findingOf(step, id, verdict, {
    ...rest,
    found: note === undefined ? eicarFound(eicar) : `${eicarFound(eicar)}; ${note}`,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function reasonNotSent({ facts, answers }: Situation): string | undefined {
  if (!answers.eicarTest) return 'not sent: nobody has agreed to it (--eicar-test)';
  return ownsPort25(nod32Scanner, facts) ? undefined : 'sent once the scanner owns port 25';
}

function judged(
  eicar: EicarEvidence,
  outcome: VirusOutcome | undefined,
  { answers }: Situation,
): EicarJudgement {
  if (eicar.kind === 'broken') return { verdict: 'unknown', remedy: inLogs };
  if (eicar.kind === 'refused' && eicar.stage !== 'dot') {
    return {
      verdict: 'unknown',
      note: 'that was before the file was sent, so it says nothing of the scanner',
      remedy: 'Check that the mailbox exists and that AXIGEN takes mail for it.',
    };
  }
  if (outcome === undefined || outcome.kind === 'untold') {
    return {
      verdict: eicar.kind === 'delivered' && eicar.infected ? 'risk' : 'unknown',
      note: 'what should become of it nod32.cfg does not tell for sure',
      remedy: 'Put the options of nod32.cfg right first.',
    };
  }
  const wished = answers.actionOnInfected === 'accept' || answers.actionOnUncleanable === 'accept';
  return judgeOutcome(eicar, outcome, wished);
}

function wantedText(outcome: VirusOutcome): string {
  switch (outcome.kind) {
    case 'blocked': {
      const words = {
        reject: 'refused for good (5xx)',
        defer: 'put off (4xx)',
        discard: 'taken, and never delivered',
      } as const;
      return `the EICAR test file is ${words[outcome.action]}, by ${outcome.because}`;
    }
    case 'unscanned':
      return `the EICAR test file is delivered as it is, by ${outcome.because}`;
    case 'accepted':
      return `the message with the EICAR test file is delivered, by ${outcome.because}`;
    case 'removed':
      return 'the message is delivered without the EICAR test file, with a footnote';
    case 'untold':
      return `what ${outcome.because} means`;
  }
}
