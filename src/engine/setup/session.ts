import type { Host } from '../../host/host.js';
import { LineLost } from '../../host/line-lost.js';
import type { AnswerKey } from '../../model/answer-key.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { Finding } from '../../model/finding.js';
import type { Evidence, Probe } from '../../model/probe.js';
import type { Situation } from '../../model/step.js';
import { chooseDriver, driverSentence } from '../../products/axigen/driver.js';
import { publicPort as port } from '../../products/public-port.js';
import { formatTranscript, type TranscriptEntry } from '../../smtp/transcript.js';
import { remedyOnHost } from '../../text/on-host.js';
import { gather } from '../evidence/gather.js';
import { nothingSeen } from '../evidence/nothing-seen.js';
import { firstChanged, type Operator, type StageView } from '../operator.js';
import { type Confirmation, Run } from '../run/run.js';
import type { OperatorsFiles } from '../setup.js';
import { answersFile } from './answers-file.js';
import { givenAgain } from './given-again.js';
import { liveLooks } from './live-looks.js';
import { type Look, lookAt } from './look.js';
import { requireClearWay } from './preflight.js';
import { answerCheck, settleAnswers } from './settle-answers.js';
import type { OutsideBefore } from './stage-failures.js';

export interface SessionOptions {
  readonly host: Host;
  readonly operator: Operator;
  readonly answers: Answers;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly startedBy: string;
  readonly files?: Pick<OperatorsFiles, 'originOf'>;
  /** A sentence that says why a stage may not be carried out, such as that the agreed plan has something else; undefined: it may. */
  readonly objection?: (view: StageView) => string | undefined;
}

/** What setup knows while it goes through the stages: the latest look, the evidence, the run once there is one. */
export class Session {
  options: SessionOptions;
  evidence: Evidence;
  /** Taken right before this run's first handover. */
  outsideBefore: OutsideBefore;
  /** The handover that the server takes back by itself unless it is confirmed. */
  armed: StageView | undefined;
  changes = 0;
  restarts = 0;
  /** Texts of dialogues since the last `takeProof`. */
  #proof: string[] = [];
  #run: Run | undefined;

  #look: Look | undefined;
  /** The live looks that were made since then. */
  readonly #fresh = new Set<Probe['kind']>();
  /** What the operator was last told of how AXIGEN is configured. */
  #toldDriver = '';

  constructor(options: SessionOptions, look: Look) {
    this.options = options;
    this.evidence = nothingSeen(options.host);
    this.#look = look;
  }

  /** Calls the armed undo off, or says what it has done when the deadline was over already. */
  async disarm(): Promise<Confirmation> {
    const { armed } = this;
    this.armed = undefined;
    if (armed === undefined || this.#run === undefined) return 'confirmed';
    const confirmation = await this.#run.confirm().catch((error: unknown) => {
      // Nobody knows whether the server has heard it: unless it has, it puts itself back.
      if (error instanceof LineLost) this.armed = armed;
      throw error;
    });
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
    const look = await this.lookAgain();
    const { answers, evidence } = await this.situation();
    requireClearWay(look, answers, host.name, evidence);
  }

  /** Has the operator set what the steps of a stage go by. */
  async changeSettings(keys: readonly AnswerKey[]): Promise<void> {
    const { host, operator, signal, answers, secrets } = this.options;
    const { facts } = await this.look();
    const check = answerCheck(host, signal);
    const settled = await operator.changeSettings({
      facts,
      given: givenAgain(answers, secrets),
      check,
      keys,
    });
    this.options = { ...this.options, ...settled };
  }

  get run(): Run | undefined {
    return this.#run;
  }

  /** The run's journal, begun with the first change. */
  async begin(): Promise<Run> {
    if (this.#run !== undefined) return this.#run;
    const { host, answers, version, startedBy, files } = this.options;
    this.#run = await Run.begin(host, {
      gateway: answers.scanner,
      version,
      startedBy,
      now: new Date(),
      answers: answersFile(answers, files),
    });
    const { driver, because } = chooseDriver(answers, this.evidence);
    await this.#run.journal({ event: 'driver', driver, because });
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
    this.#fresh.clear();
    return this.#look;
  }

  /**
   * What steps plan and judge by: the latest look, and the live looks that go with it, made once for each look. What they
   * say is no proof of anything that was done.
   */
  async situation(): Promise<Situation> {
    const { facts } = await this.look();
    const { answers, secrets } = this.options;
    const wanted = liveLooks(facts, answers, secrets).filter(({ kind }) => !this.#fresh.has(kind));
    if (wanted.length > 0) {
      const seen: string[] = [];
      await this.#gather(wanted, seen);
      await this.#run?.transcript(seen.join('\n'));
    }
    this.#tellDriver();
    return { facts, answers, evidence: this.evidence };
  }

  /** What everybody gets without asking for it goes without saying: the file. */
  #tellDriver(): void {
    const { answers, secrets, operator } = this.options;
    if (answers.axigenDriver === 'auto' && secrets.axigenPassword === undefined) return;
    const sentence = driverSentence(chooseDriver(answers, this.evidence));
    if (sentence !== this.#toldDriver) operator.note(sentence);
    this.#toldDriver = sentence;
  }

  async probe(probes: readonly Probe[]): Promise<void> {
    await this.#gather(probes, this.#proof);
    await this.#run?.transcript(this.#proof.join('\n'));
  }

  /** Whatever is worse afterwards was not so before; what was so before is none of the handover's doing. */
  async lookFromOutside(): Promise<void> {
    const nothing = nothingSeen(this.options.host);
    if (nothing.outside?.kind !== 'direct' || this.outsideBefore !== undefined) return;
    const seen: string[] = ['# before the handover'];
    const looks = ['banner', 'relay'] as const;
    const probes = looks.map((look) => ({ kind: 'outside', look, port }) as const);
    this.outsideBefore = (await this.#seen(nothing, probes, seen)).outside;
    await this.#run?.transcript(seen.join('\n'));
  }

  async #gather(probes: readonly Probe[], lines: string[]): Promise<void> {
    this.evidence = await this.#seen(this.evidence, probes, lines);
    for (const { kind } of probes) this.#fresh.add(kind);
  }

  #seen(known: Evidence, probes: readonly Probe[], lines: string[]): Promise<Evidence> {
    const { host, operator, answers, secrets, signal } = this.options;
    const log = (heading: string, transcript: readonly TranscriptEntry[]) => {
      lines.push(`# ${heading}`, ...formatTranscript(transcript).split('\n'));
    };
    return gather(known, probes, { host, operator, answers, secrets, signal, log });
  }

  /** Findings as they are shown: the commands that they name are for this server. */
  addressed(findings: readonly Finding[]): readonly Finding[] {
    return findings.map((finding) => remedyOnHost(finding, this.options.host.name));
  }

  /** Lines of proof that no dialogue gives. */
  prove(lines: readonly string[]): void {
    this.#proof.push(...lines);
  }

  takeProof(): readonly string[] {
    const proof = this.#proof;
    this.#proof = [];
    return proof;
  }
}
