import { describe, expect, test } from 'vitest';
import { summarize } from '../../../src/engine/run/journal.js';
import { auditJunit } from '../../../src/report/audit/junit.js';
import { auditReport, hostile, hostileReport } from './fixture.js';
import { elementsOf } from './xml.js';

describe('one testsuite', () => {
  const elements = elementsOf(auditJunit(auditReport()));
  const named = (name: string) => elements.filter((one) => one.name === name);

  test('with what there is of each', () => {
    const counts = { tests: '6', failures: '2', errors: '1', skipped: '2' };
    expect(named('testsuite').map(({ attributes }) => attributes)).toMatchObject([
      {
        ...counts,
        name: 'gateway-setup audit',
        hostname: 'mail.example.com',
        timestamp: '2026-11-22T01:02:03',
      },
    ]);
    expect(named('testsuites').map(({ attributes }) => attributes)).toMatchObject([counts]);
    expect(named('failure')).toHaveLength(2);
    expect(named('error')).toHaveLength(1);
    expect(named('skipped')).toHaveLength(2);
  });

  test('and a testcase for each finding', () => {
    expect(named('testcase').map(({ attributes }) => `${attributes.classname} ${attributes.name}`)).toEqual([
      'detect-host HOST-ROOT',
      'configure-scanner NOD32-LISTEN-PORT',
      'configure-scanner NOD32-SERVER-PORT',
      'telnet-verify SMTP-BANNER',
      'send-test-mail TEST-MAIL-HEADER',
      'close-open-relay RELAY-POLICY',
    ]);
  });

  test('a failure says all that there is to say', () => {
    const [failure] = named('failure');
    expect(failure?.attributes).toEqual({ type: 'drift', message: '2526' });
    expect(failure?.text).toContain('wanted: 25\nfound: 2526\n');
    expect(failure?.text).toMatch(/since: Set by the run .*; since then .*nod32\.cfg has been edited/);
  });

  test('what is waived is skipped with its reason', () => {
    expect(named('skipped').map(({ attributes }) => attributes.message)).toEqual([
      'not sent: --send-test-mail sends it',
      'waived until 2026-12-31: a test server',
    ]);
  });
});

test.each(['read', 'not-read'] as const)('what may be gone in a moment is said (%s)', (state) => {
  const run = { ...summarize('1-nod32', [], { sequence: 1 }), firesIn: 8 };
  const report = auditReport({
    history: {
      state,
      busy: { ...run, atWork: 'armed' },
      unconfirmed: [{ ...run, unwatched: true }],
      deviations: [],
    },
  });
  const notes = elementsOf(auditJunit(report))
    .filter(({ attributes }) => attributes.name === 'run-note')
    .map(({ attributes }) => attributes.value);
  expect(notes).toEqual([
    'The run 1-nod32 waits to be confirmed, else the server takes it back by itself in 8 s, so what is told here may have changed already.',
    expect.stringContaining('The handover of the run 1-nod32 was never confirmed'),
  ]);
});

test('hostile text makes it neither ill-formed nor longer by an element', () => {
  const elements = elementsOf(auditJunit(hostileReport));
  expect(elements.map(({ name }) => name)).toEqual(
    elementsOf(auditJunit(auditReport())).map(({ name }) => name),
  );
  const failure = elements.find(({ name }) => name === 'failure');
  // What XML has no place for is there as an escape; the rest comes through as it was.
  const shown = hostile
    .replace('\r\n', '\\x0d\n')
    .replace(/[\u0000\u0007\u001b\u009b]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/[\ud800\ufffe\u202e]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);
  expect(failure?.attributes.message).toBe(shown);
});

test('the check itself sees what is ill-formed', () => {
  expect(() => elementsOf(auditJunit(auditReport()).replace('</testsuite>', ''))).toThrow();
  expect(() => elementsOf('<a>\u0007</a>')).toThrow();
});
