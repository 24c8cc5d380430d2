import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { type AxigenReading, axigenReadings } from '../../src/products/axigen/restart-owed.js';
import { findingOf } from '../finding-of.js';
import { isNothingOffered } from '../limit-esmtp-extensions/judge-offered.js';
import { isToBeEdited, toBeEdited, unsaved } from './assess-saved.js';

type ReadFile = Situation['facts']['axigen']['configFile'];

interface Judged {
  readonly path: string;
  readonly verdict: Finding['verdict'];
  readonly found: string;
}

/** Whether AXIGEN has read its files as they are: one that was edited does nothing until it has. */
export function assessRestart(step: Pick<Step, 'id' | 'passage'>, situation: Situation): Finding {
  const { config, policy } = axigenReadings(situation.facts);
  const { configFile, policyFile } = situation.facts.axigen;
  // What runs was compared with the file, by AXIGEN's own word: when it was written does not matter then.
  const compared = unsaved(situation) !== undefined;
  const files = [
    judge(config, situation, configFile, compared),
    ...(policy === undefined ? [] : [judge(shown(policy, situation), situation, policyFile, false)]),
  ];
  const worst = (['drift', 'unknown', 'not-applicable'] as const).find((verdict) =>
    files.some((one) => one.verdict === verdict),
  );
  const telling = files.filter(({ verdict }) => verdict === (worst ?? 'ok'));
  const found = [...new Set(telling.map((one) => one.found))].join('; ');
  const wrong = worst === 'drift' || worst === 'unknown';
  return findingOf(step, 'AXIGEN-RESTART', worst ?? 'ok', {
    wanted: 'AXIGEN has read its files as they are now',
    found,
    where: files.map(({ path }) => path).join(', '),
    why: 'A file that was edited does nothing until AXIGEN has read it, and may surprise everybody when it does.',
    aspect: 'running',
    ...(wrong ? { remedy: `${axigenService.script} restart` } : {}),
  });
}

/**
 * Where WebAdmin may have written the policy script nothing tells whether AXIGEN has read it, but port 25 shows what it was
 * to say of relaying and of ESMTP: then a working server is not to be restarted for the rest.
 */
function shown(policy: AxigenReading, situation: Situation): AxigenReading {
  const fits = isNothingOffered(situation) && situation.evidence.relay?.kind === 'refused';
  if (policy.kind !== 'perhaps' || !fits) return policy;
  const reason = `the SMTP policy script was changed ${later(policy)} after AXIGEN was started; ${policy.reason}. What it is to say of relaying, STARTTLS and BINARYMIME shows on port 25`;
  return { kind: 'untold', reason };
}

function judge(reading: AxigenReading, situation: Situation, file: ReadFile, compared: boolean): Judged {
  const path = file.state === 'present' ? file.value.path : 'the file';
  if (isToBeEdited(situation, file)) return { path, verdict: 'not-applicable', found: toBeEdited };
  if (compared)
    return { path, verdict: 'ok', found: 'what runs was compared with axigen.cfg by its command line' };
  switch (reading.kind) {
    case 'read':
      return { path, verdict: 'ok', found: 'started after its files were last changed' };
    case 'owed':
      return {
        path,
        verdict: 'drift',
        found: `${path} was changed ${later(reading)} after AXIGEN was started`,
      };
    case 'perhaps':
      return {
        path,
        verdict: 'unknown',
        found: `${path} was changed ${later(reading)} after AXIGEN was started; ${reading.reason}`,
      };
    case 'untold':
      return { path, verdict: 'not-applicable', found: `it cannot be told: ${reading.reason}` };
  }
}

function later({ changedAt, startedAt }: { readonly changedAt: number; readonly startedAt: number }): string {
  const seconds = changedAt - startedAt;
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
