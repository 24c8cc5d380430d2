import type { AuditedFinding } from '../../../src/engine/audit/apply-waivers.js';
import { type AuditReport, exitCodeOf, summarized } from '../../../src/engine/audit/audit-report.js';
import type { Deviation } from '../../../src/engine/audit/deviations.js';
import { summarize } from '../../../src/engine/run/journal.js';
import { nod32Scanner } from '../../../src/products/nod32/scanner.js';
import { behindScanner, finding, nod32After, nod32Before, nod32Path } from '../../wizard/fixture.js';

export const run = { id: '2026-11-21T220501Z-nod32', startedAt: '2026-11-21T22:05:01.000Z' };

export const edited: Deviation = {
  run,
  steps: ['configure-scanner'],
  kind: 'edited',
  what: nod32Path,
  at: 1_795_305_600,
  left: Buffer.from(nod32After),
  now: Buffer.from(nod32Before),
};

export function audited(changed: Partial<AuditedFinding> = {}): AuditedFinding {
  return { ...finding(), since: [], ...changed };
}

/** One finding of each verdict, one waived, one undone since a run. */
export const findings: readonly AuditedFinding[] = [
  audited({ id: 'HOST-ROOT', step: 'detect-host', verdict: 'ok', found: 'root' }),
  audited({ since: [edited] }),
  audited({ id: 'NOD32-SERVER-PORT', verdict: 'unknown', found: 'Permission denied', aspect: 'configured' }),
  audited({ id: 'SMTP-BANNER', step: 'telnet-verify', verdict: 'risk', found: '220 hello' }),
  audited({
    id: 'TEST-MAIL-HEADER',
    step: 'send-test-mail',
    verdict: 'not-applicable',
    found: 'not sent: --send-test-mail sends it',
  }),
  audited({
    id: 'RELAY-POLICY',
    step: 'close-open-relay',
    found: 'line 13',
    waived: { reason: 'a test server', expires: '2026-12-31' },
  }),
];

export function auditReport(changed: Partial<AuditReport> = {}): AuditReport {
  const all = changed.findings ?? findings;
  return {
    kind: 'audit',
    target: 'this server',
    facts: behindScanner(),
    scanner: nod32Scanner,
    at: new Date(Date.UTC(2026, 10, 22, 1, 2, 3)),
    version: '0.1.0',
    findings: all,
    summary: summarized(all),
    waivers: {
      state: 'read',
      standings: [
        {
          id: 'RELAY-POLICY',
          line: 1,
          reason: 'a test server',
          expires: '2026-12-31',
          standing: 'honoured',
        },
        { id: 'SMTP-BANER', line: 4, reason: 'r', standing: 'unknown-id' },
      ],
      notes: ['waivers.ini, line 4: there is no finding SMTP-BANER.'],
    },
    history: { state: 'read', last: summarize(run.id, [], { sequence: 1 }), deviations: [edited] },
    dialogues: [{ title: 'telnet localhost 25', lines: ['=== Connected.', '<-  220 hello'] }],
    exitCode: exitCodeOf(all),
    ...changed,
  };
}

/** Text as an attacker would put it into a banner, a file or a reason. */
export const hostile = '\u001b[2J"><![CDATA[ ]]>&\u0000\u0007\u009b\ud800\ufffe\u202e</testcase>\r\n\t\'';

export const hostileReport: AuditReport = auditReport({
  target: hostile,
  version: '0.1.0',
  findings: findings.map((one) => ({
    ...one,
    found: hostile,
    wanted: hostile,
    why: hostile,
    where: hostile,
    remedy: hostile,
    ...(one.waived === undefined ? {} : { waived: { reason: hostile } }),
    since: one.since.map((deviation) => ({ ...deviation, what: hostile, now: Buffer.from(hostile) })),
  })),
  waivers: { state: 'read', standings: [], notes: [hostile] },
  dialogues: [{ title: hostile, lines: [hostile] }],
});
