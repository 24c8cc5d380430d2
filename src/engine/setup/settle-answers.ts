import { stepsOf } from '../../../steps/index.js';
import type { Host } from '../../host/host.js';
import type { Answers, Secrets } from '../../model/answers.js';
import type { ScannerId } from '../../model/scanner-id.js';
import type { StepId } from '../../model/step-id.js';
import type { HostFacts } from '../../products/host-facts.js';
import { scanners } from '../../products/scanners.js';
import type { GivenAnswers } from '../../questions/question.js';
import { questions } from '../../questions/registry.js';
import type { AnswerRequest } from '../operator.js';
import type { SetupOptions } from '../setup.js';
import { checkAnswer } from './check-answer.js';

type Wanted = Pick<SetupOptions, 'host' | 'operator' | 'given' | 'signal'> &
  Partial<Pick<SetupOptions, 'skip'>> &
  Pick<AnswerRequest, 'notNeeded'>;

/** Has the operator answer what is open; every answer is looked at on the target as it comes. */
export async function settleAnswers(
  { host, operator, given, signal, skip = new Set(), notNeeded }: Wanted,
  facts: HostFacts,
): Promise<{ readonly answers: Answers; readonly secrets: Secrets }> {
  const settled = await operator.answer({
    facts,
    given,
    check: answerCheck(host, signal),
    ...(notNeeded === undefined ? {} : { notNeeded }),
  });
  const { scanner } = settled.answers;
  for (const unheeded of [unheededAnswers(given, scanner), unheededSkips(skip, scanner)])
    if (unheeded !== undefined) operator.note(unheeded);
  return settled;
}

/** Steps that only the other article has, in a sentence; undefined: there are none. */
function unheededSkips(skip: ReadonlySet<StepId>, scanner: ScannerId): string | undefined {
  const own = new Set(stepsOf({ scanner }).map(({ id }) => id));
  const other = [...skip].filter((id) => !own.has(id));
  if (other.length === 0) return undefined;
  return `Not heeded, as the article with ${scanners[scanner].title} has no such step: --skip ${other.join(', --skip ')}.`;
}

/** What was given for the other scanner, in a sentence; undefined: nothing was. */
function unheededAnswers(given: GivenAnswers, scanner: ScannerId): string | undefined {
  const other = questions.filter(({ key, only }) => given.has(key) && only !== undefined && only !== scanner);
  if (other.length === 0) return undefined;
  return `Not heeded, as ${scanners[scanner].title} has no use for it: ${other.map(({ key }) => key).join(', ')}.`;
}

/** How an answer is looked at on the target. */
export function answerCheck(host: Host, signal: AbortSignal): AnswerRequest['check'] {
  return (key, text, all) => checkAnswer(host, key, text, all, signal);
}
