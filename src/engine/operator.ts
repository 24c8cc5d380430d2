import type { Answers, Secrets } from '../model/answers.js';
import type { Change } from '../model/change.js';
import type { Finding } from '../model/finding.js';
import type { Situation, Step } from '../model/step.js';
import type { StepId } from '../model/step-id.js';
import type { HostFacts } from '../products/host-facts.js';
import type { AnswerKey, GivenAnswers } from '../questions/question.js';

/**
 * The person in front of the wizard, or the script that runs it. The engine decides what happens; an
 * operator shows and chooses. Any method may throw `Cancelled`.
 */
export interface Operator {
  /** False: nothing may ever be asked. */
  readonly attended: boolean;
  /** The first screen. */
  welcome(view: WelcomeView): Promise<void>;
  /** Asks what the survey leaves open, and lets every answer be reopened before going on. @throws UserError naming flag and key of what is missing when unattended. */
  answer(request: AnswerRequest): Promise<{ readonly answers: Answers; readonly secrets: Secrets }>;
  /** One step, or the handover with all its steps, before anything is changed. */
  consider(view: StageView): Promise<'apply' | 'skip' | 'back' | 'quit'>;
  /** "Back" has led to a stage that was carried out. */
  reconsider(view: StageView): Promise<'keep' | 'take-back'>;
  /** A step with nothing to change: shown, not asked. */
  nothingToDo(view: StageView): Promise<void>;
  /** Follows the changes while they are made. */
  progress(view: StageView): ProgressDisplay;
  /** A wait with a spinner or a plain line. */
  waiting<T>(text: string, work: () => Promise<T>): Promise<T>;
  /** What was changed, and how it was verified. */
  verified(view: VerifiedView): Promise<void>;
  /** A change or a check failed. */
  failed(view: FailedView): Promise<FailureChoice>;
  /** No mailbox password: the operator looks for the message. Unattended: `undefined`. */
  confirmTestMail(view: {
    readonly recipient: string;
    readonly nonce: string;
    readonly header: string;
  }): Promise<TestMailConfirmation | undefined>;
  /** A sentence in passing. */
  note(text: string): void;
  finished(view: FinishedView): Promise<void>;
}

export interface WelcomeView {
  readonly target: string;
  readonly facts: HostFacts;
  readonly findings: readonly Finding[];
  /** The latest run on this target, if it was not taken back. */
  readonly earlierRun?: { readonly id: string; readonly state: 'finished' | 'unfinished' };
}

export interface AnswerRequest {
  readonly facts: HostFacts;
  /** From flags, environment and answers file. */
  readonly given: GivenAnswers;
  /** A look at the target: a sentence that says what is wrong with an answer, or undefined. */
  check(key: AnswerKey, text: string, all: GivenAnswers): Promise<string | undefined>;
}

export interface PlannedStep {
  readonly step: Step;
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
}

export interface StageView {
  /** One step; or those of the handover in the order in which they are done. */
  readonly steps: readonly PlannedStep[];
  readonly handover: boolean;
  /** Position among the stages, from 1. */
  readonly number: number;
  readonly total: number;
  readonly situation: Situation;
}

/** The first step of the stage that changes something. */
export function firstChanged({ steps }: StageView): StepId | undefined {
  return steps.find(({ changes }) => changes.length > 0)?.step.id;
}

/** One line of work on the target, in order. */
export interface ActionView {
  readonly number: number;
  readonly title: string;
}

export interface ProgressDisplay {
  /** All that will be done, known before it begins. */
  plan(actions: readonly ActionView[]): void;
  begin(number: number): void;
  done(number: number): void;
  failed(number: number, reason: string): void;
  close(): Promise<void>;
}

export interface VerifiedView {
  readonly stage: StageView;
  readonly findings: readonly Finding[];
  /** Milliseconds during which port 25 gave no AXIGEN banner; handover only. */
  readonly outageMs?: number;
  /** Lines of proof: dialogue transcripts, header found. */
  readonly proof: readonly string[];
}

export type FailureChoice = 'retry' | 'rollback-step' | 'rollback-all' | 'leave';

export interface FailedView {
  readonly stage: StageView;
  readonly problem: string;
  readonly findings: readonly Finding[];
  readonly details: readonly string[];
  /** The server already put this stage back by itself. */
  readonly putBack: boolean;
}

export interface TestMailConfirmation {
  /** The operator saw the message, with the scanner's header. */
  readonly arrived: boolean;
  /** Pasted message or headers; without them a confirmation is taken at the operator's word. */
  readonly pasted?: string;
}

export interface FinishedView {
  readonly target: string;
  readonly outcome: 'done' | 'nothing-to-do' | 'left' | 'rolled-back' | 'cancelled';
  readonly runDirectory?: string;
  readonly skipped: readonly Step[];
  readonly findings: readonly Finding[];
  /** What the target looks like now; without it the mail's path is not drawn. */
  readonly facts?: HostFacts;
  /** The steps whose changes stand on the target now, in the order in which they were made. */
  readonly standing?: readonly StepId[];
  /** Changes and restarts that were made, those that were taken back again among them. */
  readonly changes: number;
  readonly restarts: number;
  /** The header of the test message, where one arrived as it should. */
  readonly proof?: string;
}
