import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { runningDiffers } from '../../src/products/axigen/cli/running-differs.js';
import { axigenService } from '../../src/products/axigen/product.js';
import { findingOf } from '../finding-of.js';

/** Whether what runs is what the file says: without that, a restart or a Save Config changes the server by surprise. */
export function assessSaved(step: Pick<Step, 'id' | 'passage'>, situation: Situation): Finding {
  const rest = {
    wanted: 'what AXIGEN does is what its file says',
    where: 'AXIGEN\u2019s command line, port 7000',
    why: 'What was committed but not saved is lost when AXIGEN restarts, and Save Config writes over what was only edited in the file.',
    aspect: 'saved',
  } as const;
  const { axigenCli } = situation.evidence;
  if (isToBeEdited(situation, situation.facts.axigen.configFile))
    return findingOf(step, 'AXIGEN-SAVED', 'not-applicable', { ...rest, found: toBeEdited });
  const differs = unsaved(situation);
  if (differs === undefined) {
    const reason =
      axigenCli?.kind === 'not-usable'
        ? axigenCli.reason
        : 'no password of its admin was given (--axigen-password-file)';
    return findingOf(step, 'AXIGEN-SAVED', 'not-applicable', {
      ...rest,
      found: `AXIGEN\u2019s command line was not asked what runs: ${reason}`,
    });
  }
  if (differs.length === 0)
    return findingOf(step, 'AXIGEN-SAVED', 'ok', { ...rest, found: 'no difference seen' });
  return findingOf(step, 'AXIGEN-SAVED', 'drift', {
    ...rest,
    found: differs.join(' '),
    remedy: `If what runs is right: Commands, Save Config in WebAdmin. If the file is right: ${axigenService.script} restart.`,
  });
}

/** Where a step before this one changes a file in the same stage, it is seen as it will be: what runs cannot be that yet. */
export function isToBeEdited(
  { edited }: Situation,
  file: Situation['facts']['axigen']['configFile'],
): boolean {
  return file.state === 'present' && edited?.has(file.value.path) === true;
}

export const toBeEdited = 'changed by a step before this one: looked at once that is done';

/** How what runs differs from what is saved; undefined: nobody could look. */
export function unsaved({ facts: { axigen }, evidence }: Situation): readonly string[] | undefined {
  const { axigenCli } = evidence;
  if (axigenCli?.kind !== 'offered' || axigen.config.state !== 'present') return undefined;
  return runningDiffers(axigen.config.value, axigenCli);
}
