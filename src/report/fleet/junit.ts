import type { FleetOutcome, Missed } from '../../engine/fleet/outcome.js';
import {
  attribute,
  auditSuite,
  content,
  countsOf,
  document,
  type JunitCounts,
  suiteStart,
} from '../audit/junit.js';
import type { FleetForm, FleetPart } from './form.js';
import { rowOf } from './row.js';

/** One testsuite for each server. Where nobody could look it holds a single testcase, which is an error. */
export const fleetJunit: FleetForm = {
  part: (outcome) => ({ row: rowOf(outcome), text: suiteOf(outcome).join('\n') }),
  whole: (parts) =>
    document(
      'gateway-setup audit',
      parts.map(countsIn).reduce(added, nothing),
      parts.map(({ text }) => text),
    ),
};

function suiteOf(outcome: FleetOutcome): readonly string[] {
  return 'report' in outcome ? auditSuite(outcome.report, suiteName(outcome.server)) : missedSuite(outcome);
}

function suiteName(server: string): string {
  return `gateway-setup audit ${server}`;
}

const missed: JunitCounts = { tests: 1, failures: 0, errors: 1, skipped: 0 };

function missedSuite({ server, trouble }: Missed): readonly string[] {
  const { message, why, next, exitCode } = trouble;
  const said = [
    message,
    ...(why === undefined ? [] : [`why: ${why}`]),
    ...(next === undefined ? [] : [`to do: ${next}`]),
  ].join('\n');
  return [
    suiteStart({ name: suiteName(server), hostname: server, counts: missed }),
    '    <properties>',
    `      <property name="exit-code" value="${exitCode}"/>`,
    '    </properties>',
    '    <testcase classname="connect" name="CONNECT" time="0">',
    `      <error type="unknown" message=${attribute(message.split('\n')[0] ?? '')}>${content(said)}</error>`,
    '    </testcase>',
    '  </testsuite>',
  ];
}

function countsIn({ row }: FleetPart): JunitCounts {
  return row.summary === undefined ? missed : countsOf(row.summary);
}

const nothing: JunitCounts = { tests: 0, failures: 0, errors: 0, skipped: 0 };

function added(one: JunitCounts, other: JunitCounts): JunitCounts {
  return {
    tests: one.tests + other.tests,
    failures: one.failures + other.failures,
    errors: one.errors + other.errors,
    skipped: one.skipped + other.skipped,
  };
}
