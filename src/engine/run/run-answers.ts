import { ExitCode, UserError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import { takeSurvey } from '../../host/survey/take.js';
import { untrustedRun } from './choose-run.js';
import type { RunSummary } from './journal.js';
import { listRuns } from './list-runs.js';
import { runFolder } from './paths.js';

/** answers.ini of a run, and where it lies. */
export interface RunAnswers {
  readonly text: string;
  readonly path: string;
}

/** @throws UserError when the file is not there or cannot be read. */
export async function readRunAnswers(host: Host, id: string, signal?: AbortSignal): Promise<RunAnswers> {
  const path = `${runFolder(id)}/answers.ini`;
  const survey = await takeSurvey(host, [{ kind: 'file', path, contents: true }], signal);
  const file = survey.file(path);
  const bytes = file.state === 'present' ? file.value.bytes : undefined;
  if (bytes !== undefined && bytes.length > 0) return { text: Buffer.from(bytes).toString('utf8'), path };
  const nothing = bytes === undefined ? 'it is not there' : 'it is empty';
  const found = file.state === 'unreadable' ? file.reason : nothing;
  throw new UserError(`The answers of the run ${id}, ${path} on ${host.name}, cannot be read: ${found}.`, {
    why: 'Without them nobody can tell what was decided then.',
    next: 'gateway-setup rollback --list shows the runs; or give the answers anew.',
    exitCode: ExitCode.couldNotLook,
  });
}

/** @throws UserError when there is no such run. */
export async function findRun(host: Host, wanted: string, signal?: AbortSignal): Promise<RunSummary> {
  const runs = await listRuns(host, signal);
  const found =
    wanted === 'latest'
      ? runs.findLast(({ damage }) => damage?.notARun !== true)
      : runs.find(({ id }) => id === wanted);
  if (found?.damage?.untrusted === true) throw untrustedRun(found.id, found.damage);
  if (found !== undefined) return found;
  throw new UserError(
    runs.length === 0
      ? `There is no run of gateway-setup on ${host.name}.`
      : `There is no run "${wanted}" on ${host.name}.`,
    {
      next:
        runs.length === 0
          ? 'gateway-setup answers prints a template to fill in.'
          : `The runs are: ${runs.map(({ id }) => id).join(', ')}.`,
      exitCode: ExitCode.usage,
    },
  );
}
