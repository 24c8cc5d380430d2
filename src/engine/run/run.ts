import { UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { lines, type ShellFragment, sh } from '../../host/shell.js';
import type { Change } from '../../model/change.js';
import type { Service } from '../../model/service.js';
import type { Step } from '../../model/step.js';
import type { StepId } from '../../model/step-id.js';
import { requireQuiet } from '../setup/require-quiet.js';
import { libraryPart, targetLibrary } from '../target-library.js';
import { undoScript } from '../undo/undo-script.js';
import type { RunSummary } from './journal.js';
import { listRuns } from './list-runs.js';
import { type Lock, takeLock } from './lock.js';
import { LockLost } from './lock-lost.js';
import { padded, runFolder, runId, runsFolder, stateFolder } from './paths.js';
import { type RecordedStep, type RunRecord, runningAfter } from './record.js';

export interface RunStart {
  readonly gateway: string;
  readonly version: string;
  readonly startedBy: string;
  readonly now: Date;
  /** answers.ini, without secrets. */
  readonly answers: string;
}

/** What a step changes. `together`: the first of the steps with which alone it makes sense. */
export interface PlannedChanges {
  readonly step: Pick<Step, 'id' | 'title'>;
  readonly changes: readonly Change[];
  readonly together?: StepId;
}

/** The services that run before a stage, and the TCP ports that they hold. */
export interface ServicesBefore {
  readonly running: readonly Service[];
  readonly ports: readonly number[];
}

/** What became of the armed undo: called off in time; or it has fired, and succeeded or not. */
export type Confirmation = 'confirmed' | 'taken-back' | 'not-taken-back';

/** A run on the target: its folder, its journal, its lock. Begun only when something is about to be changed. */
export class Run {
  readonly #host: Host;
  readonly #lock: Lock;
  #record: RunRecord;
  #count = 0;

  private constructor(host: Host, lock: Lock, record: RunRecord) {
    this.#host = host;
    this.#lock = lock;
    this.#record = record;
  }

  /** @throws UserError when somebody else works there, or the folder cannot be written. */
  static async begin(host: Host, start: RunStart): Promise<Run> {
    const lock = await takeLock(host, start.startedBy, start.now);
    try {
      // While it was looked and asked, another run may have come and gone, with its wizard but not with what it armed.
      const earlier = await listRuns(host);
      requireQuiet(earlier, host.name);
      await letLapse(host, earlier);
      const { gateway, version, startedBy } = start;
      const wanted = runId(start.now, gateway);
      const id = await newRunFolder(host, wanted);
      const run = new Run(host, lock, { id, folder: runFolder(id), steps: [] });
      await run.#must(
        sh`umask 077; : > ${`${run.folder}/transcript.log`} && cat > ${`${run.folder}/answers.ini`}`,
        Buffer.from(start.answers),
      );
      await run.journal({ event: 'begin', schema: 1, gateway, version, by: startedBy });
      return run;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get id(): string {
    return this.#record.id;
  }

  get folder(): string {
    return this.#record.folder;
  }

  get record(): RunRecord {
    return this.#record;
  }

  /**
   * Numbers the changes of a stage, puts the files that they need beside the journal and writes the undo
   * script for them, before any of them is made. @throws LockLost
   */
  async prepare(
    planned: readonly PlannedChanges[],
    before: ServicesBefore,
  ): Promise<readonly RecordedStep[]> {
    if (this.#lock.isLost()) throw new LockLost(this.#host.name, this.folder);
    let runningBefore = before.running;
    const recorded: RecordedStep[] = [];
    for (const { step, changes, together } of planned) {
      if (changes.length === 0) continue;
      recorded.push({
        step,
        runningBefore,
        portsBefore: before.ports,
        ...(together === undefined ? {} : { together }),
        changes: changes.map((change) => {
          this.#count += 1;
          return { number: this.#count, step: step.id, change };
        }),
      });
      runningBefore = runningAfter(runningBefore, changes);
    }
    const record = { ...this.#record, steps: [...this.#record.steps, ...recorded] };
    for (const { number, change } of recorded.flatMap(({ changes }) => changes)) {
      if (change.kind !== 'edit-file' && change.kind !== 'configure-axigen') continue;
      await this.#put(`files/${padded(number)}.before`, change.before);
      // What AXIGEN writes itself is known when it has.
      if (change.kind === 'edit-file') await this.#put(`files/${padded(number)}.after`, change.after);
    }
    await this.#put('undo.sh', Buffer.from(undoScript(record)), 0o700);
    this.#record = record;
    // What is done from here on has not been taken back.
    await this.#must(sh`rm -f ${`${this.folder}/taken-back`}`);
    for (const { step, runningBefore: services, portsBefore, together } of recorded) {
      const processes = services.map(({ process }) => process);
      await this.journal({
        event: 'step',
        step: step.id,
        processes,
        ports: portsBefore,
        ...(together === undefined ? {} : { together }),
      });
    }
    return recorded;
  }

  /**
   * From `step` on everything has been taken back: the next undo script begins where it began. What was done
   * and undone must not be undone a second time under what is done later.
   */
  takenBack(step: StepId): void {
    const from = this.#record.steps.findIndex((one) => one.step.id === step);
    if (from >= 0) this.#record = { ...this.#record, steps: this.#record.steps.slice(0, from) };
  }

  /** Adds a line to the journal; the target's clock puts the time in front. */
  async journal(event: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#must(
      lines(sh`run=${this.folder}`, libraryPart('basics'), sh`journal ${JSON.stringify(event)}`),
    );
  }

  /** Adds text to the run's transcript. What goes in is redacted where it is made. */
  async transcript(text: string): Promise<void> {
    await this.#must(sh`cat >> ${`${this.folder}/transcript.log`}`, Buffer.from(`${text}\n`));
  }

  /** Calls the armed undo off; when it has begun already, waits for its end. */
  async confirm(): Promise<Confirmation> {
    const script = lines(sh`run=${this.folder}`, targetLibrary(), sh`confirm_undo`);
    const { code } = await this.#host.run(script, { shielded: true, timeoutMs: 15 * 60_000 });
    return code === 0 ? 'confirmed' : code === 1 ? 'taken-back' : 'not-taken-back';
  }

  /** The deadline was over, and what was armed has begun. */
  async hasFired(): Promise<boolean> {
    const { code } = await this.#host.run(sh`[ ! -e ${`${this.folder}/armed`} ]`, { shielded: true });
    return code === 0;
  }

  /** Arms the undo anew: back to before `step`, in that many seconds. */
  async arm(step: StepId, seconds: number): Promise<void> {
    await this.#must(lines(sh`run=${this.folder}`, targetLibrary(), sh`arm_undo ${step} ${seconds}`));
  }

  async end(): Promise<void> {
    await this.#lock.release();
  }

  async #put(name: string, content: Uint8Array, mode = 0o600): Promise<void> {
    await this.#host.putFile(`${this.folder}/${name}`, content, { mode });
  }

  async #must(script: ShellFragment, stdin?: Uint8Array): Promise<void> {
    const result = await this.#host.run(script, {
      shielded: true,
      ...(stdin === undefined ? {} : { stdin }),
    });
    if (result.code !== 0) throw notWritten(this.folder, result.stderr);
  }
}

/** The operator goes on from a handover that was never confirmed, and that nothing takes back by itself any more. */
async function letLapse(host: Host, runs: readonly RunSummary[]): Promise<void> {
  for (const { id } of runs.filter(({ unwatched }) => unwatched === true)) {
    const script = lines(sh`run=${runFolder(id)}`, targetLibrary(), sh`let_lapse`);
    const { code, stderr } = await host.run(script, { shielded: true });
    if (code !== 0) throw notWritten(runFolder(id), stderr);
  }
}

/** Two runs within one second get a folder each: one must never write over the other's evidence. */
async function newRunFolder(host: Host, wanted: string): Promise<string> {
  const result = await host.run(
    lines(
      libraryPart('trusted'),
      sh`
umask 077
trusted_folder ${stateFolder} 1>&2 && trusted_folder ${runsFolder} 1>&2 || exit 1
id=${wanted}
number=1
until mkdir ${`${runsFolder}/`}"$id" 2>/dev/null; do
  # Not there and not to be made: that is no other run.
  [ -d ${`${runsFolder}/`}"$id" ] && [ "$number" -lt 100 ] || { mkdir ${`${runsFolder}/`}"$id"; exit 1; }
  number=$(( number + 1 ))
  id=${wanted}-$number
done
mkdir ${`${runsFolder}/`}"$id/files" || exit 1
# Later runs rest on earlier ones; the clock may go backwards, this number does not.
last=0
lost=0
for one in ${`${runsFolder}/`}*; do
  if [ "$one" = ${`${runsFolder}/`}"$id" ] || [ ! -d "$one" ]; then continue; fi
  number=
  { read -r number < "$one/sequence"; } 2> /dev/null
  case $number in
    # One that is lost must have a place before this one when somebody writes it anew.
    '' | *[!0-9]* | ??????????*) lost=$(( lost + 1 )) ;;
    *) if [ "$number" -gt "$last" ]; then last=$number; fi ;;
  esac
done
printf '%s\n' "$(( last + lost + 1 ))" > ${`${runsFolder}/`}"$id/sequence" || exit 1
printf '%s' "$id"`,
    ),
    { shielded: true },
  );
  if (result.code !== 0) throw notWritten(runFolder(wanted), result.stderr);
  return result.stdout.toString('utf8');
}

function notWritten(folder: string, stderr: Buffer): UserError {
  return new UserError(`The journal in ${folder} could not be written: ${stderr.toString('utf8').trim()}`, {
    why: 'Nothing is changed without a journal that can take it back.',
    next: 'Check the free space (df -k), then run again.',
  });
}
