import type { HostFacts } from '../products/host-facts.js';
import type { AnswerKey } from './answer-key.js';
import type { Answers } from './answers.js';
import type { Change } from './change.js';
import type { Finding, Passage } from './finding.js';
import type { Evidence, Probe } from './probe.js';
import type { StepId } from './step-id.js';

/** All that a step may look at. */
export interface Situation {
  readonly facts: HostFacts;
  readonly answers: Answers;
  readonly evidence: Evidence;
  /** Paths, as the survey asked for them, of the files that the steps before this one change in the same stage: they are seen here as they will be, what runs as it is. */
  readonly edited?: ReadonlySet<string>;
}

/** One passage of an article, as a value with pure functions. It never touches the host, prints or prompts. */
export interface Step {
  readonly id: StepId;
  /** Shown on the screen; searching for it finds this step's file. */
  readonly title: string;
  readonly passage: Passage;
  /** What the article says, in our words. */
  readonly says: string;
  /** What it means to skip it. */
  readonly skipMeans: string;
  /** What is likely to be behind it when its changes cannot be made, in words. */
  readonly likelyCauses?: string;
  /** Why it is done before the handover although the article has it later. */
  readonly broughtForward?: string;
  /** The answers that this step alone goes by: the operator may set them when the step is shown. */
  readonly settings?: readonly AnswerKey[];
  /** Of the article's Tweaking and later: `setup --tune` walks only these. */
  readonly tweak?: true;
  /** The handover must not be made while this is not settled. */
  readonly neverWithoutBeforeHandover?: true;
  assess(situation: Situation): readonly Finding[];
  /** The changes that would make the findings good; none when they are. @throws UserError when it cannot be told how. */
  changes(situation: Situation): readonly Change[];
  /** Live looks that prove the step once its changes are made. */
  probes?(situation: Situation): readonly Probe[];
}
