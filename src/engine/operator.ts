import type { Terminal } from '../host/host.js';
import type { Answers, Secrets } from '../model/answers.js';
import type { Change, ConfigureAxigen } from '../model/change.js';
import type { Finding } from '../model/finding.js';
import type { ScannerId } from '../model/scanner-id.js';
import type { Situation, Step } from '../model/step.js';
import type { StepId } from '../model/step-id.js';
import type { HostFacts } from '../products/host-facts.js';
import type { Scanner } from '../products/scanner.js';
import type { AnswerKey, GivenAnswers } from '../questions/question.js';
import { questionFor } from '../questions/registry.js';
import type { RunSummary } from './run/journal.js';

/**
 * The person in front of the wizard, or the script that runs it. The engine decides what happens; an
 * operator shows and chooses. Any method may throw `Cancelled`.
 */
export interface Operator {
  /** False: nothing may ever be asked. */
  readonly attended: boolean;
  /** Which scanner is meant, where the server does not tell. Without it nobody is there to be asked. */
  chooseScanner?(): Promise<ScannerId>;
  /** The first screen. Where something stands already, a person chooses what is to be done with it; nobody else ever does. */
  welcome(view: WelcomeView): Promise<WelcomeChoice>;
  /** Asks what the survey leaves open, and lets every answer be reopened before going on. @throws UserError naming flag and key of what is missing when unattended. */
  answer(request: AnswerRequest): Promise<{ readonly answers: Answers; readonly secrets: Secrets }>;
  /** One step, or the handover with all its steps, before anything is changed. */
  consider(view: StageView): Promise<StageDecision>;
  /** Asks the settings of a stage; what is left empty stays as it is. Only when attended. */
  changeSettings(request: SettingsRequest): Promise<{ readonly answers: Answers; readonly secrets: Secrets }>;
  /** "Back" has led to a stage that was carried out. */
  reconsider(view: StageView): Promise<'keep' | 'take-back'>;
  /** A step with nothing to change: shown, not asked. */
  nothingToDo(view: StageView): Promise<void>;
  /** Follows the changes while they are made. */
  progress(view: StageView): ProgressDisplay;
  /**
   * Has the operator make a change in AXIGEN's WebAdmin: the article's clicks, one screen for each. `done`: all of them are
   * made, as the operator says. Without it nobody is there who could.
   */
  readonly guide?: (view: GuideView) => Promise<'done' | 'stop'>;
  /**
   * Walks the operator through forms that only a person can fill in; `done`: all of it, as the operator says. Without it
   * nobody is there who could.
   */
  readonly walkThrough?: (view: WalkThroughView) => Promise<'done' | 'not-done'>;
  /**
   * Gives the operator's terminal to a program on the target, whose questions are not ours, and takes it back. Without it
   * there is none.
   */
  readonly handOver?: <T>(view: HandOverView, work: (terminal: Terminal) => Promise<T>) => Promise<T>;
  /** A wait with a spinner or a plain line. `tell` puts other words there, seldom: in the plain form each is a line. */
  waiting<T>(text: string, work: (tell: (text: string) => void) => Promise<T>): Promise<T>;
  /** What was changed, and how it was verified. */
  verified(view: VerifiedView): Promise<void>;
  /** A change or a check failed. */
  failed(view: FailedView): Promise<FailureChoice>;
  /** No mailbox password: the operator looks for the message. Unattended: `undefined`. */
  confirmTestMail(view: {
    readonly recipient: string;
    readonly nonce: string;
    readonly header: string;
    /** A message that passed the scanner may lack the header, too. */
    readonly mayLackHeader?: boolean;
  }): Promise<TestMailConfirmation | undefined>;
  /** No mailbox password: the operator looks for the message with the EICAR test file. Unattended: `undefined`. */
  confirmEicar?(view: {
    readonly recipient: string;
    readonly nonce: string;
    /** As people call it. */
    readonly scanner: string;
  }): Promise<EicarConfirmation | undefined>;
  /** A sentence in passing. */
  note(text: string): void;
  finished(view: FinishedView): Promise<void>;
}

/** `settings`: they are asked, and the stage is planned and shown anew. */
export type StageDecision = 'apply' | 'skip' | 'back' | 'quit' | 'settings';

/** `tune`: only the article's Tweaking and what follows it. */
export type WelcomeChoice = 'set-up' | 'audit' | 'resume' | 'roll-back' | 'tune';

export interface WelcomeView {
  readonly target: string;
  readonly facts: HostFacts;
  /** The one that is meant, as far as that is known yet. */
  readonly scanner: Scanner;
  readonly findings: readonly Finding[];
  /** The latest run on this target, if it was not taken back. */
  readonly earlierRun?: EarlierRun;
  /** Runs whose handover nobody confirmed, where that is still to be known. */
  readonly unconfirmed?: readonly RunSummary[];
  /** The latest run, where an undo of it did not end well. */
  readonly notAsBefore?: RunSummary;
  /** Runs whose evidence is damaged. */
  readonly damaged?: readonly RunSummary[];
  /** What can be done besides setting up, in the order in which it is offered; none on a fresh server. */
  readonly offers: readonly Exclude<WelcomeChoice, 'set-up'>[];
  /** The screen has been shown before: what was done since shall stay in sight. */
  readonly again?: true;
}

export interface EarlierRun {
  readonly id: string;
  readonly state: 'finished' | 'unfinished';
  /** ISO 8601. */
  readonly startedAt: string;
}

export interface AnswerRequest {
  readonly facts: HostFacts;
  /** From flags, environment and answers file. */
  readonly given: GivenAnswers;
  /** A look at the target: a sentence that says what is wrong with an answer, or undefined. */
  check(key: AnswerKey, text: string, all: GivenAnswers): Promise<string | undefined>;
  /** What is not needed for what is to be done, and so is not asked. */
  readonly notNeeded?: ReadonlySet<AnswerKey>;
}

export interface SettingsRequest extends AnswerRequest {
  readonly keys: readonly AnswerKey[];
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

/** The answers that the steps of a stage alone go by; of those that the server may tell, the ones that it does not. */
export function settingsOf({ steps, situation }: StageView): readonly AnswerKey[] {
  const keys = new Set(steps.flatMap(({ step }) => step.settings ?? []));
  return [...keys].filter((key) => questionFor(key)?.open?.(situation.facts, new Map()) !== false);
}

/** The first step of the stage that changes something. */
export function firstChanged({ steps }: StageView): StepId | undefined {
  return steps.find(({ changes }) => changes.length > 0)?.step.id;
}

export interface GuideView {
  readonly change: ConfigureAxigen;
  /** What AXIGEN's file did not say after the last try, in words; empty: it is the first one. */
  readonly differs: readonly string[];
}

/** The console of the scanner, in which its notifications are set up. */
export interface WalkThroughView {
  readonly url: string;
  /** Who is to get the notifications; undefined: nobody was named. */
  readonly administrator: string | undefined;
}

/** The program that gets the terminal. */
export interface HandOverView {
  /** The shell command, as the operator gave it. */
  readonly command: string;
}

/** One line of work on the target, in order. */
export interface ActionView {
  readonly number: number;
  readonly title: string;
}

export interface ProgressDisplay {
  /** All that will be done, known before it begins. @param total of the whole stage; default: as many as these */
  plan(actions: readonly ActionView[], total?: number): void;
  begin(number: number): void;
  /** Something is waited for, that many seconds more at most; told about once a second. */
  waiting?(number: number, secondsLeft: number): void;
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
  /** The operator saw the message, and the header was not there. */
  readonly withoutHeader?: true;
  /** Pasted message or headers; without them a confirmation is taken at the operator's word. */
  readonly pasted?: string;
}

/** What the operator found in the mailbox. */
export type EicarConfirmation = 'with-file' | 'with-note' | 'without-file' | 'not-there' | 'cannot-tell';

export interface FinishedView {
  readonly target: string;
  /** `cut-short`: something was in the way of going on, which is told after this. */
  readonly outcome: 'done' | 'nothing-to-do' | 'left' | 'rolled-back' | 'cancelled' | 'cut-short';
  readonly runDirectory?: string;
  readonly skipped: readonly Step[];
  readonly findings: readonly Finding[];
  /** What the target looks like now; without it the mail's path is not drawn. */
  readonly facts?: HostFacts;
  /** The steps whose changes stand on the target now, in the order in which they were made. */
  readonly standing?: readonly StepId[];
  /** An undo of the run did not end well: what was taken back may not be as before. */
  readonly notAsBefore?: true;
  /** How many runs before this one stand: each takes a rollback of its own. */
  readonly earlierRuns?: number;
  /** Changes and restarts that were made, those that were taken back again among them. */
  readonly changes: number;
  readonly restarts: number;
  /** The header of the test message, where one arrived as it should. */
  readonly proof?: string;
}
