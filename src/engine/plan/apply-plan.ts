import { ExitCode, UserError } from '../../errors.js';
import { isStepId, type StepId } from '../../model/step-id.js';
import type { GivenAnswers } from '../../questions/question.js';
import { type Known, type SetupOptions, setUp } from '../setup.js';
import { differencesSince, foreignTo } from './compare.js';
import type { PlanDocument } from './document.js';
import { hostnameOf, type Plan, planFrom } from './make-plan.js';
import { objectionTo } from './objection.js';

export interface ApplyOptions
  extends Pick<SetupOptions, 'host' | 'operator' | 'signal' | 'version' | 'startedBy'> {
  readonly plan: PlanDocument;
  /** The plan's answers, and the secrets, which are not in it. */
  readonly given: GivenAnswers;
  /** The plan still holds: shall it be carried out? @throws Cancelled. */
  readonly agree: (plan: Plan) => Promise<void>;
}

/** Carries out exactly a plan. @throws UserError that names what has changed since it was made; then nothing was changed. */
export function applyPlan(options: ApplyOptions): Promise<ExitCode> {
  const { plan } = options;
  const skip = new Set(plan.skip.filter(isStepId));
  return setUp({
    ...options,
    skip,
    recognize: ({ facts }) => {
      const foreign = foreignTo(plan, {
        version: options.version,
        target: { hostname: hostnameOf(facts) },
      });
      if (foreign !== undefined) throw holdsNoMore(options, [foreign]);
    },
    agree: async (known) => options.agree(await unchanged(plan, known, { ...options, skip })),
    objection: objectionTo(plan),
  });
}

async function unchanged(
  plan: PlanDocument,
  known: Known,
  options: ApplyOptions & { readonly skip: ReadonlySet<StepId> },
): Promise<Plan> {
  const now = await planFrom(known, options);
  const differences = differencesSince(plan, now.document);
  if (differences.length === 0) return now;
  throw holdsNoMore(options, differences);
}

function holdsNoMore({ host }: ApplyOptions, differences: readonly string[]): UserError {
  return new UserError([`The plan does not hold any more on ${host.name}:`, ...differences].join('\n'), {
    why: 'Only exactly what was planned is carried out. Nothing was changed.',
    next: 'Look at what has changed, then make a new plan: gateway-setup plan -o plan.json',
    exitCode: ExitCode.failed,
  });
}
