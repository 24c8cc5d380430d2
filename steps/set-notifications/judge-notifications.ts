import type { Finding } from '../../src/model/finding.js';
import type { Situation, Step } from '../../src/model/step.js';
import { findingOf } from '../finding-of.js';
import { administratorOf } from './judge-administrator.js';
import { consoleUrl } from './judge-console.js';

/** What the forms of the console send is not known, so they are not read: the operator's word counts. */
export function judgeNotifications(
  step: Pick<Step, 'id' | 'passage'>,
  { facts, answers, evidence: { notifications } }: Situation,
): Finding {
  const id = 'IMSS-NOTIFICATIONS';
  const administrator = administratorOf(answers) ?? 'a valid mailbox on this AXIGEN';
  const rest = {
    wanted: `IMSS sends its notifications to ${administrator}`,
    where: consoleUrl(facts),
    why: 'What IMSS finds, and what fails, stays unnoticed unless somebody is told.',
  };
  if (notifications === 'done')
    return findingOf(step, id, 'ok', { ...rest, found: 'set up, by the operator\u2019s word' });
  return findingOf(step, id, 'risk', {
    ...rest,
    found:
      notifications === 'not-done'
        ? 'not set up, by the operator\u2019s word'
        : 'nobody was asked: whether they are set up only the console tells',
    remedy: `In the console: Configuration, Event Monitoring, Notification Settings; change the administrator\u2019s email address to ${administrator}; save, then click on the red "Apply now" button.`,
  });
}
