import { named } from '../../support/changes.js';
import type { EngineTarget } from '../../support/engine-target.js';
import { installer } from '../../support/installer.js';

export const step = named('install-scanner');

/** A run with nothing but an installer of these lines, which has been run. */
export async function install(target: EngineTarget, ...lines: readonly string[]) {
  const run = await target.begin();
  const { result } = await target.apply(run, [{ step, changes: [installer(target, ...lines)] }]);
  return { run, result };
}
