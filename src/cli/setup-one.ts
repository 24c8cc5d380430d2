import type { Operator } from '../engine/operator.js';
import { ExitCode } from '../errors.js';
import type { Io } from '../io.js';
import { isStepId, type StepId } from '../model/step-id.js';
import type { GivenAnswers } from '../questions/question.js';
import type { Appearance } from '../wizard/form.js';
import { type AttendedForm, operatorFor } from '../wizard/operator-for.js';
import { parseAnswersFile } from './answers-file.js';
import type { SetupOptions } from './setup-command.js';
import type { SignalWatch } from './signals.js';
import { startedBy } from './started-by.js';
import { tellDetails } from './tell-details.js';
import { version } from './version.js';
import { personOf } from './where/meet.js';
import { alreadyOpen, type OpenTarget } from './where/open-target.js';
import { uploading } from './where/uploading.js';
import { Uploads } from './where/uploads.js';
import type { Where } from './where/where.js';

export interface SetupDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/setup.js'), 'setUp'>>;
  readonly open: OpenTarget;
  /** Other commands, which the first screen offers where something stands already; they work on the target that is open. */
  audit(args: readonly string[], open: OpenTarget): Promise<number>;
  rollback(args: readonly string[], open: OpenTarget): Promise<number>;
}

export interface OneSetup {
  readonly where: Where;
  readonly given: GivenAnswers;
  readonly options: SetupOptions;
  readonly look: Appearance;
  /** Not there: nobody is asked. */
  readonly form: AttendedForm | undefined;
}

/** The setup of one server, from its first line to the last. @returns the exit code. @throws as setUp, and as opening it */
export async function setUpOne(
  { where, given, options, look, form }: OneSetup,
  io: Io,
  { watch, engine, open, audit, rollback }: SetupDependencies,
): Promise<number> {
  const operator: Operator = await operatorFor(io, look, watch.signal, watch.aside, form);
  if (operator.attended) watch.sayThrough((line) => operator.note(line));
  const appearance = appearanceFlags(options);
  const [{ setUp }, target] = await Promise.all([
    engine(),
    open(where, { person: personOf(form, io), signal: watch.signal, env: io.env }),
  ]);
  const here = alreadyOpen(target);
  const uploads = where.destination === undefined ? undefined : new Uploads(target, operator, watch.signal);
  try {
    return await setUp({
      host: target,
      operator: uploads === undefined ? operator : uploading(operator, uploads),
      given: uploads === undefined ? given : await uploads.place(given),
      ...(uploads === undefined ? {} : { files: uploads }),
      skip: stepsOf(options.skip ?? []),
      signal: watch.signal,
      version: version(),
      startedBy: startedBy(),
      tune: options.tune === true,
      resume: options.resume === true,
      readAnswers: parseAnswersFile,
      elsewhere: {
        audit: async () => void (await audit(appearance, here)),
        rollBack: async () => exitCodeOf(await rollback(appearance, here)),
      },
    });
  } finally {
    await uploads?.remove();
    tellDetails(target, { verbose: options.verbose }, io);
    await target.close();
  }
}

function stepsOf(names: readonly string[]): ReadonlySet<StepId> {
  return new Set(names.filter(isStepId));
}

/** The same look for what is done by another command. */
function appearanceFlags({ plain, color }: SetupOptions): readonly string[] {
  return [...(plain === true ? ['--plain'] : []), ...(color ? [] : ['--no-color'])];
}

function exitCodeOf(code: number): ExitCode {
  return Object.values(ExitCode).find((one) => one === code) ?? ExitCode.failed;
}
