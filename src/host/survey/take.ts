import { randomBytes } from 'node:crypto';
import { ExitCode, UserError } from '../../errors.js';
import { escapeControl } from '../../text/escape.js';
import type { Host, RunResult } from '../host.js';
import type { SurveyAnswers } from './answers.js';
import { parseSurvey } from './parse.js';
import type { SurveyRequest } from './request.js';
import { surveyScript } from './script.js';

/** Reads everything at once: one invocation of the target's shell. @throws UserError when it could not look. */
export async function takeSurvey(
  host: Host,
  requests: readonly SurveyRequest[],
  signal?: AbortSignal,
): Promise<SurveyAnswers> {
  const mark = `@gs-${randomBytes(12).toString('hex')}`;
  const result = await host.run(surveyScript(requests, mark), signal === undefined ? {} : { signal });
  signal?.throwIfAborted();
  try {
    return parseSurvey(requests, mark, result.stdout);
  } catch (cause) {
    throw new UserError(
      `${host.name} could not be surveyed: ${cause instanceof Error ? cause.message : cause}`,
      {
        why: whyNot(result),
        next: 'Log in and check that `sh`, `stat` and `cat` work there, then run again.',
        exitCode: ExitCode.couldNotLook,
        cause,
      },
    );
  }
}

function whyNot({ timedOut, stderr }: RunResult): string {
  if (timedOut) return 'The commands did not end in time.';
  const words = escapeControl(stderr.toString('utf8').trim(), 500);
  return words === '' ? 'Nothing is changed on a server that cannot be read.' : `Its shell said: ${words}`;
}
