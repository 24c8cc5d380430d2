import { Command, Option } from 'commander';
import type { Operator } from '../engine/operator.js';
import type { PlanDocument } from '../engine/plan/document.js';
import type { Plan } from '../engine/plan/make-plan.js';
import { readPlanDocument } from '../engine/plan/read-document.js';
import { Cancelled, ExitCode, UserError } from '../errors.js';
import type { Io } from '../io.js';
import type { AnswerKey } from '../questions/question.js';
import { questionFor } from '../questions/registry.js';
import { paintWith } from '../report/human/paint.js';
import { plannedLines } from '../report/human/plan.js';
import { type Appearance, appearanceFor, hasTerminal } from '../wizard/form.js';
import { guideOperator } from '../wizard/guide-operator.js';
import { handOverWith } from '../wizard/hand-over.js';
import { attendedForm, operatorFor } from '../wizard/operator-for.js';
import { addAnswerFlags, flagAnswers } from './answer-flags.js';
import { readLocalFile } from './answers-file.js';
import { checkedAnswer } from './checked-answer.js';
import { givenAnswers } from './given-answers.js';
import { parseWords } from './parse.js';
import type { SignalWatch } from './signals.js';
import { startedBy } from './started-by.js';
import { tellDetails } from './tell-details.js';
import { version } from './version.js';
import { addWhereFlags, type WhereOptions } from './where/flags.js';
import { personOf } from './where/meet.js';
import type { OpenTarget } from './where/open-target.js';
import { Uploads } from './where/uploads.js';
import { readWhere } from './where/where.js';

interface ApplyOptions extends WhereOptions {
  readonly yes?: boolean;
  readonly plain?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export interface ApplyDependencies {
  readonly watch: SignalWatch;
  engine(): Promise<Pick<typeof import('../engine/plan/apply-plan.js'), 'applyPlan'>>;
  readonly open: OpenTarget;
}

type Person = Awaited<ReturnType<typeof attendedForm>>;

const group = 'How it runs:';

const epilogue = `
The server is looked at again and planned again. When anything differs from the
plan, it is named and nothing is changed (exit code 1). The answers are the
plan's; passwords are not in it. A step that the plan calls "told only when it
is done" may change the scanner's own configuration and services, and nothing
else.
Exit codes: 0 all is well, 1 something failed or the plan does not hold any
more, 3 could not look, 4 usage, or no plan that can be used, 130 cancelled.`;

export function applyCommand(name: string): Command {
  const command = new Command(name)
    .description(
      'Carries out exactly a plan of gateway-setup plan, or refuses and says what has changed since.',
    )
    .argument('<plan.json>', 'the plan, a file on this machine')
    .addHelpOption(new Option('-h, --help', 'show this help').helpGroup(group))
    .allowExcessArguments(false);
  return addWhereFlags(
    addAnswerFlags(command, ({ kind }) => kind === 'secret'),
    'one',
  )
    .optionsGroup(group)
    .option('--yes', 'do not ask')
    .option('--plain', 'lines of text only, nothing redrawn')
    .option('--no-color', 'no colours (as with NO_COLOR)')
    .option('--verbose', 'show more about an error of this program, and how the server was reached')
    .addHelpText('after', epilogue);
}

/** The plan's file among the words of `apply`; undefined: there is none, or the words are not understood. */
export function planIn(args: readonly string[]): string | undefined {
  const command = applyCommand('gateway-setup apply')
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    return command.parseOptions([...args]).operands[0];
  } catch {
    return undefined;
  }
}

/** A plan holds the diffs of some small files. */
const sizeLimit = 16 * 1024 * 1024;

/** `gateway-setup apply plan.json`. */
export async function runApply(
  args: readonly string[],
  io: Io,
  { watch, engine, open }: ApplyDependencies,
): Promise<number> {
  const command = applyCommand('gateway-setup apply');
  const parsed = parseWords<ApplyOptions>(command, args, io);
  if ('helped' in parsed) return ExitCode.ok;
  const { options } = parsed;
  const [file = ''] = command.args;
  const where = await readWhere(options, io);
  const plan = readPlanDocument(await readLocalFile(file, io.cwd, 'The plan', sizeLimit), file);
  const { given: told, warnings } = await givenAnswers({ flags: flagAnswers(options) }, io);
  for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
  const secrets = [...told].filter(([key]) => questionFor(key)?.kind === 'secret');
  const given = new Map([...answersOf(plan, file), ...secrets]);
  const yes = options.yes === true;
  if (!yes && !hasTerminal(io)) throw needsYes();
  const asks = appearanceFor(io, { yes, plain: options.plain === true, color: options.color });
  // The plan has been looked at: from here on it goes like a setup that asks nothing.
  const unattended = await operatorFor(io, { ...asks, form: 'unattended' }, watch.signal);
  const person = yes ? undefined : await attendedForm(io, asks, watch.signal);
  // What is done by hand is in the plan, too: whoever agrees to it does it.
  const operator: Operator =
    person === undefined
      ? unattended
      : {
          ...unattended,
          guide: (view) => guideOperator(view, person.prompter, person.screen),
          handOver: handOverWith(io, person.screen, watch.aside),
        };
  const [{ applyPlan }, target] = await Promise.all([
    engine(),
    open(where, { person: personOf(person, io), signal: watch.signal, env: io.env }),
  ]);
  const uploads = new Uploads(target, operator, watch.signal);
  let isAgreed = false;
  try {
    return await applyPlan({
      host: target,
      operator,
      plan,
      given,
      signal: watch.signal,
      version: version(),
      startedBy: startedBy(),
      agree: async (now) => {
        if (person !== undefined) await agree(now, person, asks);
        isAgreed = true;
      },
    });
  } finally {
    // Until then the plan can be carried out another time, and needs what was uploaded for it.
    if (isAgreed) uploads.adopt(given);
    await uploads.remove();
    tellDetails(target, options, io);
    await target.close();
  }
}

/** @throws UserError when the plan's answers are none. */
function answersOf({ answers }: PlanDocument, file: string): readonly (readonly [AnswerKey, string])[] {
  return Object.entries(answers).map(([key, text]) => {
    const question = questionFor(key);
    if (question === undefined || question.kind === 'secret') throw foreignAnswer(file);
    return [question.key, checkedAnswer(question, text, `${file}, answer ${key}`)] as const;
  });
}

async function agree(plan: Plan, { prompter, screen }: Person, look: Appearance): Promise<void> {
  screen.print([...plannedLines(plan, paintWith(look)), '']);
  const choice = await prompter.choose({
    ask: 'The plan holds. Carry it out?',
    choices: [
      { value: 'no', label: 'No, change nothing' },
      { value: 'yes', label: 'Yes, carry it out' },
    ],
  });
  if (choice === 'no') throw new Cancelled('the plan was declined');
}

function foreignAnswer(file: string): UserError {
  return new UserError(`${file} is damaged: it holds an answer that does not belong in a plan.`, {
    why: 'Only exactly what was planned is carried out. Nothing was changed.',
    next: 'Make a new plan: gateway-setup plan -o plan.json',
    exitCode: ExitCode.usage,
  });
}

function needsYes(): UserError {
  return new UserError('There is no terminal here, and --yes was not given.', {
    why: 'Carrying a plan out changes the mail server, and nobody here can agree to it.',
    next: 'Give --yes, or run it in a terminal.',
    exitCode: ExitCode.usage,
  });
}
