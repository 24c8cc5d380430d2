import { closeOpenRelay } from '../../steps/close-open-relay.js';
import { limitEsmtpExtensions } from '../../steps/limit-esmtp-extensions.js';
import { sendTestMail } from '../../steps/send-test-mail.js';
import { telnetVerify } from '../../steps/telnet-verify.js';
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
]);

const checks: Scope = {
  kind: 'verify',
  steps: [telnetVerify, sendTestMail, limitEsmtpExtensions, closeOpenRelay],
  tells: ({ id }) => live.has(id),
};

/** The article's own checks alone: telnet, EHLO, relay, test message. @throws UserError as `audit`. */
export function verify(options: AuditOptions): Promise<AuditReport> {
  return examine(options, checks);
}
