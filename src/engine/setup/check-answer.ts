import { packageProblem } from '../../../steps/install-scanner/nod32-package.js';
import { licenseProblem } from '../../../steps/place-license.js';
import type { Host } from '../../host/host.js';
import type { SurveyRequest } from '../../host/survey/request.js';
import { takeSurvey } from '../../host/survey/take.js';
import { readManager, readPackageFile } from '../../products/host/packages.js';
import { chosenPackageRequests, managerRequest } from '../../products/requests.js';
import type { AnswerKey, GivenAnswers } from '../../questions/question.js';
import { openMailbox } from '../../smtp/mailbox.js';
import { MailboxError } from '../../smtp/mailbox-error.js';
import { escapeControl } from '../../text/escape.js';
import { pop3Port } from '../evidence/mail-through.js';
import { checkImssRoot, checkInstaller } from './check-imss.js';
import { checkRecipient } from './check-recipient.js';

/** A look at the target for one answer: a sentence that says what is wrong with it, or undefined. */
export async function checkAnswer(
  host: Host,
  key: AnswerKey,
  text: string,
  all: GivenAnswers,
  signal: AbortSignal,
): Promise<string | undefined> {
  switch (key) {
    case 'license': {
      const request: SurveyRequest = { kind: 'file', path: text, contents: false };
      return licenseProblem(text, (await takeSurvey(host, [request], signal)).file(text));
    }
    case 'package':
      return checkPackage(host, text, signal);
    case 'installer':
      return checkInstaller(host, text, all, signal);
    case 'imss-root':
      return checkImssRoot(host, text, signal);
    case 'recipient':
    case 'administrator':
      return checkRecipient(host, text, signal);
    case 'mailbox-password':
      return checkMailbox(host, all.get('mailbox-user') ?? all.get('recipient') ?? '', text, signal);
    default:
      return undefined;
  }
}

async function checkPackage(host: Host, path: string, signal: AbortSignal): Promise<string | undefined> {
  const survey = await takeSurvey(host, [managerRequest, ...chosenPackageRequests(path)], signal);
  const file = readPackageFile(
    survey.file(path),
    survey.command('package-signature'),
    survey.command('package-name'),
  );
  return packageProblem(path, file, readManager(survey.command('manager')));
}

async function checkMailbox(
  host: Host,
  user: string,
  password: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (password === '') return undefined;
  try {
    const mailbox = await openMailbox(await host.connect(pop3Port), { user, password, signal });
    await mailbox.quit();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof MailboxError && error.reason === 'wrong-password') {
      return `The mailbox of ${escapeControl(user)} does not open with this password.`;
    }
    const words = escapeControl(error instanceof Error ? error.message : String(error));
    return `The mailbox of ${escapeControl(user)} cannot be opened over POP3: ${words}`;
  }
}
