import { ExitCode, UserError } from '../errors.js';
import { escapeControl } from '../text/escape.js';

/** The run of that id alone; without one all of them. @throws UserError (exit 4) for a run that is not there. */
export function chosenRun<T>(
  target: string,
  runs: readonly T[],
  idOf: (run: T) => string,
  id: string | undefined,
): readonly T[] {
  if (id === undefined) return runs;
  const found = runs.filter((run) => idOf(run) === id);
  if (found.length > 0) return found;
  throw new UserError(`There is no run "${escapeControl(id, 100)}" on ${target}.`, {
    why: 'A run is named by its whole id, and none is guessed.',
    next: 'gateway-setup history shows them all.',
    exitCode: ExitCode.usage,
  });
}
