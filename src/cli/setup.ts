import { ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import { isStepId, type StepId } from '../model/step-id.js';
import { appearanceFor, hasTerminal } from '../wizard/form.js';
import { operatorFor } from '../wizard/operator-for.js';
import { flagAnswers } from './answer-flags.js';
import { parseAnswersFile } from './answers-file.js';
import { givenAnswers } from './given-answers.js';
import { parseWords } from './parse.js';
import { type SetupOptions, setupCommand } from './setup-command.js';
import type { SignalWatch } from './signals.js';
import { startedBy } from './started-by.js';
import { version } from './version.js';

export interface SetupDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/setup.js'), 'setUp'>>;
  host(): Promise<Pick<typeof import('../host/local/local-host.js'), 'localHost'>>;
  /** Other commands, which the first screen offers where something stands already. */
  audit(args: readonly string[]): Promise<number>;
  rollback(args: readonly string[]): Promise<number>;
}

/** `gateway-setup [setup]`. */
export async function runSetup(
  args: readonly string[],
  io: Io,
  { watch, engine, host, audit, rollback }: SetupDependencies,
): Promise<number> {
  const parsed = parseWords<SetupOptions>(setupCommand('gateway-setup setup'), args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  // The words and files first: a slip in them is told before anything is looked at.
  const { given, warnings } = await givenAnswers(
    { flags: flagAnswers(options), ...(options.answers === undefined ? {} : { file: options.answers }) },
    io,
  );
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  const yes = options.yes === true;
  if (!yes && !hasTerminal(io)) throw needsYes();
  const look = appearanceFor(io, { yes, plain: options.plain === true, color: options.color });
  const operator = await operatorFor(io, look, watch.signal, watch.aside);
  if (operator.attended) watch.sayThrough((line) => operator.note(line));
  const appearance = appearanceFlags(options);
  const [{ setUp }, { localHost }] = await Promise.all([engine(), host()]);
  const target = localHost();
  try {
    return await setUp({
      host: target,
      operator,
      given,
      skip: stepsOf(options.skip ?? []),
      signal: watch.signal,
      version: version(),
      startedBy: startedBy(),
      tune: options.tune === true,
      resume: options.resume === true,
      readAnswers: parseAnswersFile,
      elsewhere: {
        audit: async () => void (await audit(appearance)),
        rollBack: async () => exitCodeOf(await rollback(appearance)),
      },
    });
  } finally {
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

function needsYes(): UserError {
  return new UserError('There is no terminal here, and --yes was not given.', {
    why: 'Without a terminal nobody can agree to a change, and a script must not change a mail server by accident.',
    next: 'Give --yes with the answers as flags or with --answers <file>, or run it in a terminal.',
    exitCode: ExitCode.usage,
  });
}
