import type { Verdict } from '../../src/model/finding.js';
import type { EicarEvidence } from '../../src/model/probe.js';
import type { VirusOutcome } from '../../src/products/nod32/behaviour.js';

export interface EicarJudgement {
  readonly verdict: Verdict;
  readonly note?: string;
  readonly remedy?: string;
}

type Seen = Exclude<EicarEvidence, { kind: 'broken' }>;
type Told = Exclude<VirusOutcome, { kind: 'untold' }>;

export const inLogs = 'Look into the logs of nod32d, nod32smtp and AXIGEN.';
const notAsConfigured = `See whether a restart is owed (NOD32-RESTART) and whether nod32.cfg makes exceptions for this mailbox (user_config). ${inLogs}`;
const look = 'Look for the message in the mailbox, or give the mailbox password and send it again.';

/** What was seen against what the configuration says. `wished`: the operator chose to have it accepted. */
export function judgeOutcome(seen: Seen, outcome: Told, wished: boolean): EicarJudgement {
  switch (outcome.kind) {
    case 'blocked':
      return judgeBlocked(seen, outcome.action);
    case 'removed':
      return judgeDelivered(seen, ({ infected, footnote }) =>
        infected ? drift : footnote === undefined ? { verdict: 'ok', note: 'no footnote was found' } : ok,
      );
    case 'accepted':
      return judgeDelivered(seen, ({ infected }) =>
        infected && !wished ? { verdict: 'risk', note: 'as it is configured', remedy: delivers } : ok,
      );
    case 'unscanned':
      return judgeDelivered(seen, ({ infected }) =>
        infected ? { verdict: 'risk', note: 'as it is configured', remedy: delivers } : drift,
      );
  }
}

const ok: EicarJudgement = { verdict: 'ok' };
const drift: EicarJudgement = { verdict: 'drift', remedy: notAsConfigured };
const delivers = 'Viruses reach the recipients. Unless that is meant, choose another action.';

function judgeBlocked(seen: Seen, action: 'defer' | 'discard' | 'reject'): EicarJudgement {
  switch (seen.kind) {
    case 'refused': {
      const forGood = seen.code >= 500;
      return action === (forGood ? 'reject' : 'defer') ? ok : drift;
    }
    case 'taken':
      return action === 'discard' ? ok : drift;
    case 'unseen':
      return action === 'discard' ? { verdict: 'unknown', remedy: look } : drift;
    case 'delivered':
      return drift;
  }
}

function judgeDelivered(
  seen: Seen,
  judge: (delivered: Extract<Seen, { kind: 'delivered' }>) => EicarJudgement,
): EicarJudgement {
  if (seen.kind === 'delivered') return judge(seen);
  return seen.kind === 'unseen' ? { verdict: 'unknown', remedy: look } : drift;
}

/** In words; texts of the evidence are safe to show. */
export function eicarFound(eicar: EicarEvidence): string {
  switch (eicar.kind) {
    case 'refused':
      return `refused at ${eicar.stage}: ${eicar.reply}`;
    case 'taken':
      return eicar.waitedMs === undefined
        ? 'taken, and the operator did not find it in the mailbox'
        : `taken, and not in the mailbox within ${Math.round(eicar.waitedMs / 1000)} s`;
    case 'unseen':
      return `taken on port 25; ${eicar.reason}`;
    case 'broken':
      return eicar.reason;
    case 'delivered': {
      if (eicar.infected) return 'delivered with the EICAR test file in it';
      const note = eicar.footnote === undefined ? '' : `, with a footnote: ${eicar.footnote}`;
      return `delivered without the EICAR test file${note}`;
    }
  }
}
