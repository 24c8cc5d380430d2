import { type Stage, stagesOf } from '../../steps/index.js';
import type { ExitCode } from '../errors.js';
import type { Host } from '../host/host.js';
import type { AnswerKey } from '../model/answer-key.js';
import type { Answers } from '../model/answers.js';
import type { Evidence } from '../model/probe.js';
import type { StepId } from '../model/step-id.js';
import type { GivenAnswers } from '../questions/question.js';
import type { Operator, StageView } from './operator.js';
import { begin } from './setup/begin.js';
import { type Look, lookAt } from './setup/look.js';
import { requireClearWay } from './setup/preflight.js';
import { Session } from './setup/session.js';
import { settleAnswers } from './setup/settle-answers.js';
import { walkStages } from './setup/walk-stages.js';
import { walkToEnd } from './setup/walk-to-end.js';

export interface SetupOptions {
  readonly host: Host;
  readonly operator: Operator;
  /** From flags, environment and answers file. */
  readonly given: GivenAnswers;
  readonly skip: ReadonlySet<StepId>;
  readonly signal: AbortSignal;
  readonly version: string;
  /** Who runs this, for the journal and the lock. */
  readonly startedBy: string;
  readonly files?: OperatorsFiles;
  /** Only the article's Tweaking and what follows it. */
  readonly tune?: boolean;
  /** The answers of the latest run, which must be unfinished, count where nobody gives another. */
  readonly resume?: boolean;
  /** Reads answers.ini of an earlier run. @throws UserError */
  readonly readAnswers?: (text: string, path: string) => GivenAnswers;
  /** What the first screen offers where something stands already, and what is done by others. */
  readonly elsewhere?: { audit(): Promise<void>; rollBack(): Promise<ExitCode> };
  /** At the first sight of the server, before any answer is looked at there. @throws UserError when it is not the one that is meant. */
  readonly recognize?: (look: Look) => void;
  /** Before the first change, with what is known then. @throws UserError when it must not be made; Cancelled. */
  readonly agree?: (known: Known) => Promise<void>;
  /** A sentence that says why a stage may not be carried out; undefined: it may. */
  readonly objection?: (view: StageView) => string | undefined;
}

/** Files on the operator's machine that answers may name: they are put on the target while they are needed there. */
export interface OperatorsFiles {
  /** The answers with their paths on the target. @throws UserError, Cancelled */
  place(given: GivenAnswers): Promise<GivenAnswers>;
  /** The path that the operator gave for what was put there, which is what answers.ini tells; any other path as it is. */
  originOf(path: string): string;
}

/** All that a plan is made from. */
export interface Known {
  readonly look: Look;
  readonly answers: Answers;
  readonly evidence: Evidence;
}

/** Nothing is sent and nothing installed when only the tweaks are walked. */
const notNeededToTune: ReadonlySet<AnswerKey> = new Set(['recipient', 'mailbox-password']);

/**
 * The whole setup: look, ask, then for each stage plan, show, apply, verify. @throws UserError before
 * anything is changed; Cancelled when the operator leaves before anything is changed.
 */
export async function setUp(given: SetupOptions): Promise<ExitCode> {
  const options = { ...given, host: given.host.pinned?.() ?? given.host };
  const { host, operator, signal } = options;
  const beginning = await begin(options);
  if (beginning.kind === 'ended') return beginning.exitCode;
  const { kind } = beginning;
  options.recognize?.(beginning.look);
  const { answers, secrets } = await settleAnswers(
    {
      host,
      operator,
      given: beginning.given,
      signal,
      skip: options.skip,
      ...(kind === 'tune' ? { notNeeded: notNeededToTune } : {}),
    },
    beginning.look.facts,
  );
  const look = await lookAt(host, answers, signal);
  const session = new Session({ ...options, answers, secrets }, look);
  const { evidence } = await session.situation();
  requireClearWay(look, answers, host.name, evidence);
  await options.agree?.({ look, answers, evidence });

  return walkToEnd(session, given.host, () => walkStages(session, options.skip, stagesFor(kind, answers)));
}

function stagesFor(kind: 'set-up' | 'tune', answers: Answers): readonly Stage[] {
  const stages = stagesOf(answers);
  return kind === 'set-up'
    ? stages
    : stages.filter((stage) => stage.steps.every(({ tweak }) => tweak === true));
}
