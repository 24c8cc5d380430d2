import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import { type Evidence, noEvidence, type Probe } from '../../model/probe.js';
import { formatTranscript, type TranscriptEntry } from '../../smtp/transcript.js';
import { gather } from '../evidence/gather.js';
import { firstChanged, type Operator, type StageView } from '../operator.js';
import { type Confirmation, Run } from '../run/run.js';
import { answersFile } from './answers-file.js';
import { givenAgain } from './given-again.js';
import { type Look, lookAt } from './look.js';
import { requireClearWay } from './preflight.js';
import { settleAnswers } from './settle-answers.js';

export interface SessionOptions {
  readonly host: Host;
  readonly operator: Operator;
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly startedBy: string;
}

/** What setup knows while it goes through the stages: the latest look, the evidence, the run once there is one. */
export class Session {
  options: SessionOptions;
  evidence: Evidence = noEvidence;
  /** The handover that the server takes back by itself unless it is confirmed. */
  armed: StageView | undefined;
  changes = 0;
  restarts = 0;
  /** Texts of dialogues since the last `takeProof`. */
  #proof: string[] = [];
  #run: Run | undefined;

  #look: Look | undefined;

  constructor(options: SessionOptions, look: Look) {
    this.options = options;
    this.#look = look;
  }

  /** Calls the armed undo off, or says what it has done when the deadline was over already. */
  async disarm(): Promise<Confirmation> {
    const { armed } = this;
    this.armed = undefined;
    if (armed === undefined || this.#run === undefined) return 'confirmed';
    const confirmation = await this.#run.confirm();
    const first = firstChanged(armed);
    if (confirmation === 'taken-back' && first !== undefined) this.#run.takenBack(first);
    return confirmation;
  }

  /** Has the operator look over the answers again. */
  async reopenAnswers(): Promise<void> {
    const { host, operator, signal } = this.options;
    const given = givenAgain(this.options.answers, this.options.secrets);
    const { facts } = await this.look();
    const settled = await settleAnswers({ host, operator, given, signal }, facts);
    this.options = { ...this.options, ...settled };
    requireClearWay(await this.lookAgain(), settled.answers, host.name);
  }

  get run(): Run | undefined {
    return this.#run;
  }

  /** The run's journal, begun with the first change. */
  async begin(): Promise<Run> {
    if (this.#run !== undefined) return this.#run;
    const { host, answers, version, startedBy } = this.options;
    this.#run = await Run.begin(host, {
      gateway: answers.scanner,
      version,
      startedBy,
      now: new Date(),
      answers: answersFile(answers),
    });
    return this.#run;
  }

  /**
   * The target as it was last seen. What is written is compared with it first, so an older look can make a
   * change refuse, never overwrite.
   */
  async look(): Promise<Look> {
    return this.#look ?? this.lookAgain();
  }

  async lookAgain(): Promise<Look> {
    const { host, operator, answers, signal } = this.options;
    this.#look = await operator.waiting('Looking at the server', () => lookAt(host, answers, signal));
    return this.#look;
  }

  async probe(probes: readonly Probe[]): Promise<void> {
    const { host, operator, answers, secrets, signal } = this.options;
    const log = (heading: string, transcript: readonly TranscriptEntry[]) => {
      this.#proof.push(`# ${heading}`, ...formatTranscript(transcript).split('\n'));
    };
    this.evidence = await gather(this.evidence, probes, { host, operator, answers, secrets, signal, log });
    await this.#run?.transcript(this.#proof.join('\n'));
  }

  takeProof(): readonly string[] {
    const proof = this.#proof;
    this.#proof = [];
    return proof;
  }
}
