import type { Fact } from '../src/host/fact.js';
import type { Answers } from '../src/model/answers.js';
import type { RunService } from '../src/model/change.js';
import type { Situation } from '../src/model/step.js';
import { type AxigenConfig, listenerSetting } from '../src/products/axigen/config.js';
import { axigenService } from '../src/products/axigen/product.js';
import { backendAddress, scannerOf } from '../src/products/scanners.js';

/** Why it is restarted where its command line says that it does something else: what nobody saved is lost by that. */
export const runsUnsaved = 'it does not run as its file says; what was committed and never saved is lost';

/** The port on which AXIGEN must listen again after it was started, where its file gives it the scanner's backend. */
export function readyAgain(
  config: Fact<AxigenConfig>,
  answers: Pick<Answers, 'scanner'>,
): { readonly readyPort?: number } {
  const wanted = backendAddress(answers);
  const listeners = config.state === 'present' ? (config.value.listeners ?? []) : [];
  const listens = listeners.some(
    (one) => one.address === wanted && listenerSetting(one, 'enable').toLowerCase() === 'yes',
  );
  return listens ? { readyPort: scannerOf(answers).backend.port } : {};
}

/**
 * The restart of an AXIGEN that does not do what its file says. None when a step before this one edits a file
 * of AXIGEN's in the same stage: it is stopped and started for that.
 */
export function restartAxigen(
  { facts: { axigen }, answers, edited }: Situation,
  why = 'it has not read its file',
): readonly RunService[] {
  const files = [axigen.configFile, axigen.policyFile];
  if (files.some((file) => file.state === 'present' && edited?.has(file.value.path) === true)) return [];
  return [
    {
      kind: 'service',
      summary: `Restart ${axigenService.title} (${axigenService.script} restart): ${why}`,
      service: axigenService,
      verb: 'restart',
      ...readyAgain(axigen.config, answers),
    },
  ];
}
