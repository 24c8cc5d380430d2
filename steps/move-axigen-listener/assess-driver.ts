import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { chooseDriver } from '../../src/products/axigen/driver.js';
import { findingOf } from '../finding-of.js';

/** In which way AXIGEN is configured, and whether its command line can be used where it is wanted. */
export function assessDriver(
  step: Pick<Step, 'id' | 'passage'>,
  { answers, evidence }: Pick<Situation, 'answers' | 'evidence'>,
): Finding {
  const { driver, because, problem } = chooseDriver(answers, evidence);
  const rest = {
    wanted: 'AXIGEN\u2019s command line, where it is to be used, answers and offers what is needed',
    where: 'port 7000',
    why: 'Through it AXIGEN is changed while it runs; without it, its file is edited while it is stopped.',
  };
  if (problem !== undefined) {
    return findingOf(step, 'AXIGEN-CLI', 'drift', {
      ...rest,
      found: problem,
      remedy:
        'Give the password of admin (--axigen-password-file), see that the service cli is started and listens on port 7000, or leave out --axigen-driver cli: then axigen.cfg is edited.',
      blocks: 'failed',
    });
  }
  if (driver === 'cli') {
    const asked = evidence.axigenCli !== undefined;
    return findingOf(step, 'AXIGEN-CLI', asked ? 'ok' : 'unknown', {
      ...rest,
      found: asked ? 'it answers and offers all that is needed' : 'not asked yet',
    });
  }
  return findingOf(step, 'AXIGEN-CLI', 'not-applicable', {
    ...rest,
    found: `${driver === 'file' ? 'its file is edited' : 'it is configured by hand, in WebAdmin'}: ${because}`,
  });
}
