import type { Finding } from '../../src/model/finding.js';
import type { Step } from '../../src/model/step.js';
import type { AgentOption } from '../../src/products/nod32/agent-option.js';
import type { Nod32Behaviour } from '../../src/products/nod32/behaviour.js';
import { findingOf } from '../finding-of.js';
import { placeOf } from './judge-choice.js';

/** Whether messages are scanned at all: two options are decided before the article's (facts: scanners-and-hosts 1.4). */
export function judgeScanning(
  step: Pick<Step, 'id' | 'passage'>,
  { onProcessed, antivirus, userConfig }: Nod32Behaviour,
  file: string,
): Finding {
  const rest = {
    wanted: 'every message is scanned: action_on_processed is accept and av_enabled is yes, or not set',
    why: 'What the other options say of viruses counts only for messages that are scanned.',
    aspect: 'configured',
  } as const;
  const wrong = [unless(onProcessed, 'accept'), unless(antivirus, 'yes')].flatMap((one) => one ?? []);
  const exceptions =
    userConfig.value === undefined
      ? ''
      : `; ${userConfig.value} (user_config, line ${userConfig.line ?? '?'}) makes exceptions for single senders and recipients`;
  const first = wrong[0];
  if (first === undefined) {
    return findingOf(step, 'NOD32-SCANS', 'ok', {
      ...rest,
      found: `nothing in the file turns it off${exceptions}`,
      where: file,
    });
  }
  return findingOf(step, 'NOD32-SCANS', 'risk', {
    ...rest,
    found: `${wrong.map((one) => `${one.key} = ${one.value ?? ''} in [${one.section ?? ''}]`).join('; ')}${exceptions}`,
    where: placeOf(first, file),
    remedy: 'Unless that is meant, take the line out and restart nod32d and nod32smtp.',
  });
}

function unless(option: AgentOption, good: string): AgentOption | undefined {
  return option.value === undefined || (option.value === good && option.consistent) ? undefined : option;
}
