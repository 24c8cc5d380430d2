import { stepsOf } from '../../steps/index.js';
import type { StepId } from '../model/step-id.js';
import { type AuditOptions, examine, type Scope } from './audit/audit.js';
import type { AuditReport } from './audit/audit-report.js';

/** Findings that come from dialogues alone: what files say is not told here. */
const live = new Set([
  'SMTP-BANNER',
  'TEST-MAIL-HEADER',
  'SMTP-STARTTLS',
  'SMTP-BINARYMIME',
  'RELAY-PROBE',
  'RELAY-LOCAL',
  'RELAY-AUTH',
  'OUTSIDE-BANNER',
  'OUTSIDE-STARTTLS',
  'OUTSIDE-RELAY',
  'SMTP-AUTH',
  'SMTP-AUTH-LOGIN',
]);

const checking: ReadonlySet<StepId> = new Set<StepId>([
  'telnet-verify',
  'send-test-mail',
  'limit-esmtp-extensions',
  'offer-auth',
  'close-open-relay',
]);

const checks: Scope = {
  kind: 'verify',
  stepsOf: (answers) => stepsOf(answers).filter(({ id }) => checking.has(id)),
  tells: ({ id }) => live.has(id),
};

/** The article's own checks alone: telnet, EHLO, relay, test message. @throws UserError as `audit`. */
export function verify(options: AuditOptions): Promise<AuditReport> {
  return examine(options, checks);
}
