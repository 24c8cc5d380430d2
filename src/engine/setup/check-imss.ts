import {
  alreadyInstalledProblem,
  installerProblem,
  rootProblem,
} from '../../../steps/install-scanner/imss-answers.js';
import type { Host } from '../../host/host.js';
import { sh } from '../../host/shell.js';
import { takeSurvey } from '../../host/survey/take.js';
import { alreadyInstalled } from '../../questions/imss-questions.js';
import type { GivenAnswers } from '../../questions/question.js';
import { escapeControl } from '../../text/escape.js';
import { chosenOf, lookAt } from './look.js';

/** Whether there is such an installer; or, where the operator says that it is not needed, whether that is so. */
export async function checkInstaller(
  host: Host,
  command: string,
  all: GivenAnswers,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (command === alreadyInstalled) {
    // Looked at afresh: it may have been installed while the question stood on the screen.
    return escaped(alreadyInstalledProblem((await lookAt(host, chosenOf(all), signal)).facts));
  }
  // Anything but a plain word is the shell's business.
  const program = /^\s*([\w./+-]+)(?:\s|$)/.exec(command)?.[1];
  if (program === undefined) return undefined;
  if (!program.startsWith('/')) return wordProblem(host, program, signal);
  const request = { kind: 'file', path: program, contents: false } as const;
  const survey = await takeSurvey(host, [request], signal);
  return escaped(installerProblem(program, survey.file(program)));
}

/** What is started without its folder: the shell must find it by itself. */
async function wordProblem(host: Host, word: string, signal: AbortSignal): Promise<string | undefined> {
  const remedy = `Give its whole path; if it must be started in its own folder: cd FOLDER && ./PROGRAM`;
  if (word.includes('/'))
    return `The installer is started in the folder /, where ${word} is not meant. ${remedy}`;
  const { code } = await host.run(sh`command -v ${word} > /dev/null 2>&1`, { signal });
  return code === 0 ? undefined : `There is no command ${word} on the server. ${remedy}`;
}

/** Whether IMSS is installed in the folder. */
export async function checkImssRoot(
  host: Host,
  folder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return escaped(rootProblem(folder, (await lookAt(host, { imssRoot: folder }, signal)).facts));
}

function escaped(problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : escapeControl(problem);
}
