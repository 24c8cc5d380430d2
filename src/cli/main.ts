import { ExitCode } from '../errors.js';
import { type Io, processIo } from '../io.js';
import { lostOutput, watchOutput } from './lost-output.js';
import { type SignalWatch, watchSignals } from './signals.js';
import { isVerb, type Verb } from './verbs.js';
import { type OpenTarget, openTarget } from './where/open-target.js';

/** Runs the command line and gives the exit code. Never throws for what a person did. */
export async function main(
  args: readonly string[],
  io: Io = processIo(),
  open: OpenTarget = openTarget,
): Promise<number> {
  const output = watchOutput(io);
  const code = await dispatch(args, io, open).catch((error: unknown) => failed(error, args, io));
  const lost = await output.atTheEnd();
  if (lost === undefined) return code;
  const failure = await failed(lostOutput(lost, args), args, io);
  return code === ExitCode.ok ? failure : code;
}

async function failed(error: unknown, words: readonly string[], io: Io): Promise<number> {
  const { showError } = await import('./show-error.js');
  return showError(error, io, {
    verbose: words.includes('--verbose'),
    words: await withPlanFirst(words),
    host: hostIn(words),
  });
}

/** The words of `apply` with its plan in front, wherever among the flags it was given. */
async function withPlanFirst(words: readonly string[]): Promise<readonly string[]> {
  const [verb = '', ...rest] = words;
  if (verb !== 'apply') return words;
  const { planIn } = await import('./apply.js');
  const plan = planIn(rest);
  return plan === undefined ? words : [verb, plan, ...rest];
}

async function dispatch(args: readonly string[], io: Io, open: OpenTarget): Promise<number> {
  const [first = '', ...rest] = args;
  if (first === '--version' || first === '-V') {
    const { version } = await import('./version.js');
    io.stdout.write(`${version()}\n`);
    return ExitCode.ok;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    if (first === 'help' && rest[0] !== undefined) return dispatch([rest[0], '--help'], io, open);
    const { showHelp } = await import('./help.js');
    return showHelp(io);
  }
  if (first === '' || first.startsWith('-')) return run('setup', args, io, open);
  if (isVerb(first)) return run(first, rest, io, open);
  const { unknownCommand } = await import('./unknown-command.js');
  throw unknownCommand(first);
}

async function run(verb: Verb, args: readonly string[], io: Io, open: OpenTarget): Promise<number> {
  if (verb === 'lab') {
    // The lab is processes of its own, with signals of its own.
    const { runLab } = await import('./lab.js');
    return runLab(args, io);
  }
  return runVerb(verb, args, io, open);
}

async function runVerb(
  verb: WatchedVerb,
  args: readonly string[],
  io: Io,
  open: OpenTarget,
): Promise<number> {
  const watch = watchSignals(process, (line) => void io.stderr.write(`\n${line}\n`));
  try {
    const code = await runners[verb](args, io, watch, open).catch((error: unknown) =>
      failed(error, [verb, ...args], io),
    );
    return code === ExitCode.cancelled ? watch.cancelledCode : code;
  } finally {
    watch.dispose();
  }
}

type WatchedVerb = Exclude<Verb, 'lab'>;
type Runner = (args: readonly string[], io: Io, watch: SignalWatch, open: OpenTarget) => Promise<number>;

/** Each command is loaded only when it is used. */
const runners: Readonly<Record<WatchedVerb, Runner>> = {
  setup: async (args, io, watch, open) => {
    const { runSetup } = await import('./setup.js');
    return runSetup(args, io, {
      watch,
      open,
      engine: () => import('../engine/setup.js'),
      audit: (words, here) => runners.audit(words, io, watch, here),
      rollback: (words, here) => runners.rollback(words, io, watch, here),
    });
  },
  plan: async (args, io, watch, open) => {
    const { runPlan } = await import('./plan.js');
    return runPlan(args, io, { watch, open, engine: () => import('../engine/plan/make-plan.js') });
  },
  apply: async (args, io, watch, open) => {
    const { runApply } = await import('./apply.js');
    return runApply(args, io, { watch, open, engine: () => import('../engine/plan/apply-plan.js') });
  },
  audit: async (args, io, watch, open) => {
    const { runAudit } = await import('./audit.js');
    return runAudit(args, io, { watch, open, engine: () => import('../engine/audit/audit.js') });
  },
  verify: async (args, io, watch, open) => {
    const { runVerify } = await import('./verify.js');
    return runVerify(args, io, { watch, open, engine: () => import('../engine/verify.js') });
  },
  rollback: async (args, io, watch, open) => {
    const { runRollback } = await import('./rollback.js');
    return runRollback(args, io, { watch, open, engine: () => import('../engine/rollback.js') });
  },
  history: async (args, io, watch, open) => {
    const { runHistory } = await import('./history.js');
    return runHistory(args, io, { watch, open, engine: () => import('../engine/history.js') });
  },
  explain: async (args, io) => {
    const { runExplain } = await import('./explain.js');
    return runExplain(args, io);
  },
  answers: async (args, io, watch, open) => {
    const { runAnswers } = await import('./answers.js');
    return runAnswers(args, io, { watch, open, engine: () => import('../engine/run/run-answers.js') });
  },
};

/** The only server that the words name. */
function hostIn(args: readonly string[]): string | undefined {
  const named = args.flatMap((word, index) =>
    word === '--host'
      ? [args[index + 1] ?? '']
      : word.startsWith('--host=')
        ? [word.slice('--host='.length)]
        : [],
  );
  return named.length === 1 ? named[0] : undefined;
}
