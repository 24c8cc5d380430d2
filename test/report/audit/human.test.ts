import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../../src/engine/audit/audit-report.js';
import type { RunDamage } from '../../../src/engine/run/damage.js';
import { summarize } from '../../../src/engine/run/journal.js';
import { auditJson } from '../../../src/report/audit/json.js';
import { auditLines } from '../../../src/report/human/audit.js';
import { plainPaint } from '../../../src/report/human/paint.js';
import { hostFacts } from '../../wizard/fixture.js';
import { audited, auditReport, edited, hostileReport, run } from './fixture.js';

const textOf = (report: AuditReport, verbose = false) =>
  auditLines(report, plainPaint, { verbose }).join('\n');

describe('an audit for a person', () => {
  const text = textOf(auditReport());

  test('draws the path, with what is wrong beside its hop', () => {
    expect(text).toContain(
      [
        "  The mail's path now:",
        '       internet',
        '    -> port 25         ~ NOD32-LISTEN-PORT  ! SMTP-BANNER',
        '    -> NOD32',
        '    -> localhost:2525  ? NOD32-SERVER-PORT',
        '    -> AXIGEN',
        '    -> mailboxes',
      ].join('\n'),
    );
  });

  test.each<readonly [string, AuditReport['outside'], RegExp]>([
    [
      'directly',
      { kind: 'direct', address: '198.51.100.1\u001b' },
      /from outside: from this machine, which reaches it at 198\.51\.100\.1\\x1b\.\n/,
    ],
    ['not directly', { kind: 'none', why: 'a jump host' }, /itself alone, not from outside: a jump host\.\n/],
    ['as who is there', undefined, /UTC\n\n {2}The mail/],
  ])('says from where it was seen: %s', (_name, outside, words) => {
    const lines = textOf(auditReport(outside === undefined ? {} : { outside }));
    expect(lines.replace(/([^\n])\n(?=\S)/g, '$1 ').replace(/UTC Seen/, 'UTC\nSeen')).toMatch(words);
    expect(lines.includes('outside')).toBe(outside !== undefined);
  });

  test('marks the findings that were seen from outside', () => {
    const findings = [audited({ id: 'OUTSIDE-BANNER', step: 'telnet-verify', vantage: 'outside' })];
    expect(textOf(auditReport({ findings }))).toMatch(/differs +OUTSIDE-BANNER \(from outside\)\n/);
  });

  test('has the findings under the titles of their steps, in order', () => {
    const titles = [
      'Look at this server',
      'Give the scanner port 25',
      'Verify the connection',
      'Close the open relay',
    ];
    const places = titles.map((title) => text.indexOf(`\n${title}\n`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test('says all of what is open, a line of what is good, and why something is waived', () => {
    expect(text).toMatch(/~ differs +NOD32-LISTEN-PORT\n +wanted: +25\n +found: +2526\n/);
    expect(text).toMatch(/\+ ok +HOST-ROOT {2}root\n/);
    expect(text).toMatch(
      /\. waived +RELAY-POLICY {2}differs: line 13 \(waived, until 2026-12-31: a\s+test\s+server\)/,
    );
  });

  test('tells what has undone a setting, with the lines that differ', () => {
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toContain(
      `since: Set by the run ${run.id}; since then /etc/opt/eset/nod32/nod32.cfg has been edited (2026-11-22 00:00:00 UTC). -listen_addr = "0.0.0.0" -listen_port = 25 +listen_addr = "localhost" +listen_port = 2526`,
    );
    expect(text.match(/has been\s+edited/g)).toHaveLength(1);
  });

  test('ends with the counts and what they come to', () => {
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /6 checks: 1 ok, 1 differ, 1 at risk, 1 unknown, 1 not applicable, 1 waived\. Not everything is as it should be\./,
    );
    expect(text).toContain('there is no finding SMTP-BANER');
  });

  test('shows the dialogues only when asked', () => {
    expect(text).not.toContain('telnet localhost 25');
    expect(textOf(auditReport(), true)).toContain('telnet localhost 25\n  === Connected.\n  <-  220 hello');
    expect(textOf(auditReport({ kind: 'verify' }))).toContain('telnet localhost 25\n  === Connected.');
  });
});

test.each<readonly [string, Partial<AuditReport>, RegExp]>([
  ['all is well', { findings: [audited({ verdict: 'ok' })] }, /Everything is as it should be\.$/],
  [
    'all is well for an audit, of which some points are for others',
    { findings: [audited({ verdict: 'ok' }), audited({ verdict: 'not-applicable' })] },
    /Everything is as it should be\.$/,
  ],
  [
    'checks alone, of which some could not be made yet: nobody says that all is well',
    { kind: 'verify', findings: [audited({ verdict: 'ok' }), audited({ verdict: 'not-applicable' })] },
    /\nWhat could be checked is as it should be; what was not checked, and\s+why,\s+stands\s+above\.$/,
  ],
  [
    'something could not be looked at',
    { findings: [audited({ verdict: 'unknown' })] },
    /nobody can say that all is\s+well\.$/,
  ],
  [
    'journals unreadable',
    { history: { state: 'unreadable', reason: 'denied' } },
    /could not be read: denied/,
  ],
  [
    'what differs without a finding is told all the same',
    { findings: [], history: { state: 'read', deviations: [edited] } },
    /\* Set by the run .*; since then\s+\/etc\/opt\/eset\/nod32\/nod32\.cfg\s+has been edited/,
  ],
])('%s', (_name, changed, expected) => {
  expect(textOf(auditReport(changed))).toMatch(expected);
});

test('what is wrong with what is not on the path yet is told below it', () => {
  const text = textOf(auditReport({ facts: hostFacts(), findings: [audited({ id: 'NOD32-PACKAGE' })] }));
  expect(text).toMatch(/-> AXIGEN\n {4}-> mailboxes\n {4}not on it: NOD32 +~ NOD32-PACKAGE\n/);
});

test.each([
  [1, 'Not all that was set is as it was left. It was cut short: gateway-setup goes on'],
  [0, 'have set stands. It was cut short: gateway-setup goes on'],
])('a run that was cut short is told of, with %i deviations', (count, said) => {
  const last = summarize(run.id, [], { sequence: 1 });
  expect(last.state).toBe('unfinished');
  const deviations = Array(count).fill(edited);
  const text = textOf(auditReport({ history: { state: 'read', last, deviations } }));
  expect(text.replace(/\s+/g, ' ')).toContain(said);
});

test('what nobody could compare is not said to stand', () => {
  const last = summarize(run.id, [], { sequence: 1 });
  const uncompared = ['/etc/a', '/etc/\u001b[2Jb'];
  const text = textOf(auditReport({ history: { state: 'read', last, uncompared, deviations: [] } }));
  expect(text).not.toContain('have set stands');
  expect(text.replace(/\s+/g, ' ')).toContain('could not be told: /etc/a, /etc/\\x1b[2Jb.');
});

test('a busy run is told of', () => {
  const { history } = auditReport();
  const busy = history.state === 'read' ? history.last : undefined;
  const text = textOf(auditReport({ history: { state: 'read', deviations: [], ...(busy ? { busy } : {}) } }));
  expect(text.replace(/\s+/g, ' ')).toContain('is at work right now');
});

test('a run whose evidence is damaged is told of, with what is wrong and what to do, in both forms', () => {
  const damage: RunDamage = {
    what: ['/x/undo.sh is gone', '\u001b[2J'],
    next: 'gateway-setup rollback --list',
    rollback: 'not-from-here',
  };
  const damaged = [{ ...summarize(run.id, [], { sequence: 1 }), damage }];
  const report = auditReport({ history: { state: 'read', damaged, deviations: [] } });
  expect(textOf(report).replace(/\s+/g, ' ')).toMatch(
    /The evidence of the run \S+: damaged: \/x\/undo\.sh is gone; \\x1b\[2J next: .*rollback --list/,
  );
  expect(JSON.parse(auditJson(report))).toMatchObject({
    changesSinceLastRun: { damaged: [{ run: run.id, what: damage.what }] },
  });
});

test('hostile text cannot command the terminal', () => {
  expect(textOf(hostileReport, true)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/);
});
