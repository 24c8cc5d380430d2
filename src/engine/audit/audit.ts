import { stepsOf } from '../../../steps/index.js';
import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { Finding } from '../../model/finding.js';
import { isSettled } from '../../model/finding.js';
import type { Situation, Step } from '../../model/step.js';
import { scannerOf } from '../../products/scanners.js';
import type { GivenAnswers } from '../../questions/question.js';
import { toAnswers } from '../../questions/to-answers.js';
import { formatTranscript } from '../../smtp/transcript.js';
import { remedyOnHost } from '../../text/on-host.js';
import { type Attendant, gather } from '../evidence/gather.js';
import { nothingSeen } from '../evidence/nothing-seen.js';
import { chosenOf } from '../setup/look.js';
import { type AuditedFinding, applyWaivers } from './apply-waivers.js';
import {
  type AuditReport,
  type Dialogue,
  exitCodeOf,
  type History,
  pendingOnly,
  summarized,
} from './audit-report.js';
import { forAudit } from './for-audit.js';
import { isFindingId } from './known-ids.js';
import { lookOnce } from './look-once.js';
import type { WaiversRead } from './waivers.js';
import { wantedProbes } from './wanted-probes.js';

export interface AuditOptions {
  readonly host: Host;
  readonly attendant: Attendant;
  /** From flags, environment and answers file. */
  readonly given: GivenAnswers;
  readonly sendTestMail: boolean;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly now: Date;
}

/** What a report looks at. */
export interface Scope {
  readonly kind: AuditReport['kind'];
  /** Whose probes are made. */
  stepsOf(answers: Pick<Answers, 'scanner'>): readonly Step[];
  /** Of their findings, those that are told. */
  tells(finding: Finding): boolean;
}

const everything: Scope = { kind: 'audit', stepsOf, tells: () => true };

/**
 * Looks at an installation as it stands: one invocation of the target's shell, and dialogues side by side. Nothing
 * is asked, written or restarted. @throws UserError (exit 3) when the target could not be surveyed.
 */
export function audit(options: AuditOptions): Promise<AuditReport> {
  return examine(options, everything);
}

/** What audit and verify have in common. */
export async function examine(options: AuditOptions, scope: Scope): Promise<AuditReport> {
  const { host, attendant, signal, version, now } = options;
  const look = await attendant.waiting('Looking at the server', () =>
    lookOnce(host, chosenOf(options.given), signal),
  );
  const { answers, secrets } = answersFor(options, look.facts);
  const before = { facts: look.facts, answers, evidence: nothingSeen(host) };
  const dialogues: Dialogue[] = [];
  const evidence = await gather(before.evidence, probesFor(options, scope, before, secrets), {
    host,
    operator: attendant,
    answers,
    secrets,
    signal,
    log: (title, transcript) => dialogues.push({ title, lines: formatTranscript(transcript).split('\n') }),
  });
  signal.throwIfAborted();
  const history: History = scope.kind === 'audit' ? look.history : pendingOnly(look.history);
  const found = findingsOf(scope, { ...before, evidence })
    .map((finding) => remedyOnHost(finding, host.name))
    .map((finding) => sinceTheRun(finding, history));
  const { findings, standings, notes } = applyWaivers(found, waiversFor(scope, look.waivers, found), {
    today: look.today,
    isKnown: isFindingId,
  });
  return {
    kind: scope.kind,
    target: host.name,
    facts: look.facts,
    ...(evidence.outside === undefined ? {} : { outside: evidence.outside }),
    scanner: scannerOf(answers),
    at: now,
    version,
    findings,
    summary: summarized(findings),
    waivers: { state: look.waivers.state, standings, notes },
    history,
    dialogues,
    exitCode: exitCodeOf(findings),
  };
}

/** Without the files that setup would install: whether they are good is no question here. */
function answersFor(
  { given }: AuditOptions,
  facts: Situation['facts'],
): { readonly answers: Answers; readonly secrets: Secrets } {
  const kept = new Map(given);
  kept.delete('license');
  kept.delete('package');
  kept.delete('installer');
  return toAnswers(kept, facts);
}

function probesFor({ sendTestMail }: AuditOptions, scope: Scope, situation: Situation, secrets: Secrets) {
  return wantedProbes(scope.stepsOf(situation.answers), situation, {
    sendTestMail,
    // Who insists on the command line is told, too, when there is no password for it.
    axigenCli:
      scope === everything &&
      (secrets.axigenPassword !== undefined || situation.answers.axigenDriver === 'cli'),
  });
}

function findingsOf(scope: Scope, situation: Situation): readonly Finding[] {
  return scope
    .stepsOf(situation.answers)
    .flatMap((step) => step.assess(situation))
    .filter((finding) => scope.tells(finding))
    .map((finding) => forAudit(finding, situation, scope.kind));
}

/** What is not looked at here says nothing of whether its waiver is needed. */
function waiversFor(scope: Scope, read: WaiversRead, found: readonly Finding[]): WaiversRead {
  if (scope === everything) return read;
  return { ...read, waivers: read.waivers.filter(({ id }) => found.some((finding) => finding.id === id)) };
}

function sinceTheRun(finding: Finding, history: History): AuditedFinding {
  if (isSettled(finding) || history.state !== 'read') return { ...finding, since: [] };
  return {
    ...finding,
    since: history.deviations.filter(({ steps: concerned }) => concerned.includes(finding.step)),
  };
}
