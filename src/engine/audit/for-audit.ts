import { type Finding, isSettled } from '../../model/finding.js';
import type { Situation } from '../../model/step.js';
import type { AuditReport } from './audit-report.js';

/**
 * The findings of the steps are worded for setup, which goes on to change things. Those that mean something else
 * to somebody who only looks are put as an audit must put them. Pure.
 */
export function forAudit(finding: Finding, situation: Situation, kind: AuditReport['kind']): Finding {
  const put = wordings[finding.id];
  return put === undefined ? finding : put(finding, situation, kind);
}

type Wording = (finding: Finding, situation: Situation, kind: AuditReport['kind']) => Finding;

const wordings: Readonly<Record<string, Wording>> = {
  // Who is not root is told less, so what is missing may be there: that is not the server's fault.
  'HOST-ROOT': (finding) =>
    finding.verdict === 'ok'
      ? finding
      : {
          ...finding,
          verdict: 'unknown',
          why: 'Only root can read every file and see which program holds which port, so what is told below may be wrong.',
          remedy: 'Run the audit as root (su - or sudo).',
        },
  'HOST-DISTRIBUTION': (finding) => {
    if (finding.verdict !== 'risk') return finding;
    const { blocks: _, ...rest } = finding;
    return { ...rest, remedy: 'If you have decided to live with it, waive it.' };
  },
  'HOST-PORT-25': unnamed,
  'HOST-PORT-BACKEND': unnamed,
  'HOST-PORT-SCANNER': unnamed,
  'HOST-PORT-CONSOLE': unnamed,
  'NOD32-LISTENING': unnamed,
  'IMSS-LISTENING': unnamed,
  'AXIGEN-LISTENER-LIVE': unnamed,
  'TEST-MAIL-HEADER': (finding, { evidence, answers }, kind) => {
    if (evidence.testMail !== undefined || finding.verdict !== 'unknown') return finding;
    // `verify` sends one unless it is told not to.
    return kind === 'verify' && answers.recipient !== undefined
      ? notApplicable(finding, 'not sent, as it was told (--no-test-mail)')
      : notSent(finding, answers.recipient, kind === 'verify' ? undefined : '--send-test-mail');
  },
  'IMSS-NOTIFICATIONS': (finding, { evidence }) =>
    evidence.notifications === undefined
      ? notApplicable(
          finding,
          'only a person can look into the forms of the console: setup walks through them',
        )
      : finding,
  'NOD32-EICAR': (finding, { evidence, answers }) =>
    evidence.eicar === undefined && (finding.verdict === 'unknown' || !answers.eicarTest)
      ? notSent(finding, answers.recipient, '--eicar-test with --send-test-mail')
      : finding,
};

/** Who is not root is not told the names of other people's programs: such a port is nobody's fault. */
function unnamed(finding: Finding, { facts: { listening, uid } }: Situation): Finding {
  const named =
    listening.state !== 'present' || listening.value.every(({ program }) => program !== undefined);
  if (isSettled(finding) || finding.verdict === 'unknown' || named) return finding;
  if (uid.state === 'present' && uid.value === 0) return finding;
  const { blocks: _, ...rest } = finding;
  return {
    ...rest,
    verdict: 'unknown',
    why: 'Only root is told which program holds which port.',
    remedy: 'Run the audit as root (su - or sudo).',
  };
}

function notSent(finding: Finding, recipient: string | undefined, flags: string | undefined): Finding {
  if (recipient !== undefined) return notApplicable(finding, `not sent: ${flags} sends it to ${recipient}`);
  const more = flags === undefined ? '' : `, and give ${flags}`;
  return notApplicable(finding, `not sent: name a mailbox with --recipient${more}`);
}

/** What was not asked for is neither good nor bad. */
function notApplicable(finding: Finding, found: string): Finding {
  const { remedy: _, blocks: __, ...rest } = finding;
  return { ...rest, verdict: 'not-applicable', found };
}
