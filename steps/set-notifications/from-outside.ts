import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { imss } from '../../src/products/imss/product.js';
import { judgeClosed } from '../closed-to-outside.js';
import { seenFromOutside } from '../from-outside.js';
import { guarded } from './judge-console.js';

const { port } = imss.console;

/**
 * Whether the console can really be reached. The article has the administrator open it by the server's address, so a machine
 * that reaches it may be meant to: a risk that can be waived, as IMSS-CONSOLE-EXPOSED is.
 */
export function consoleFromOutside(
  step: Pick<Step, 'id' | 'passage'>,
  situation: Situation,
): readonly Finding[] {
  const wish = {
    wanted:
      'the console of IMSS can be reached from the administrators\u2019 machines alone, and has a password',
    why: 'By default the console has no password: whoever reaches it can log in and switch the scanning off.',
    port,
  };
  return seenFromOutside(step, 'OUTSIDE-CONSOLE', situation.evidence, wish, (seen) =>
    judgeClosed(situation, seen, port, guarded),
  );
}
