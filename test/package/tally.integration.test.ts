import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.js';

const folder = mkdtempSync(join(tmpdir(), 'gateway-setup-tally-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Outcome = 'passed' | 'failed' | 'pending' | 'skipped' | 'todo';

/** A file of tests as vitest's JSON reporter tells of it. */
function file(name: string, outcomes: readonly Outcome[], status = 'passed', message = '') {
  const assertionResults = outcomes.map((outcome, index) => ({ status: outcome, fullName: `test ${index}` }));
  return { name, status, message, assertionResults };
}

/** @param testResults undefined: vitest wrote nothing */
function tally(testResults: readonly unknown[] | undefined, status: number) {
  const results = join(folder, testResults === undefined ? 'missing.json' : 'results.json');
  if (testResults !== undefined) writeFileSync(results, JSON.stringify({ testResults }));
  const program = join(packageRoot(), '.ci', 'tally.js');
  const { stdout, status: code } = spawnSync(process.execPath, [program, results, String(status)], {
    encoding: 'utf8',
  });
  const lines = stdout.trimEnd().split('\n');
  return { code, last: lines.at(-1), told: lines.slice(0, -1).join('\n') };
}

describe('.ci/tally.js', () => {
  test('all is well', () => {
    expect(tally([file('a', ['passed', 'passed']), file('b', ['passed'])], 0)).toEqual({
      code: 0,
      last: '3 passed, 0 failed',
      told: '',
    });
  });

  test.each([
    { what: 'a failed test', results: [file('a', ['passed', 'failed'], 'failed')], status: 1, passed: 1 },
    { what: 'a skipped test', results: [file('a', ['passed', 'skipped'])], status: 0, passed: 1 },
    { what: 'a pending test', results: [file('a', ['passed', 'pending'])], status: 0, passed: 1 },
    { what: 'a test left to do', results: [file('a', ['todo', 'passed'])], status: 0, passed: 1 },
    { what: 'a file that does not load', results: [file('a', [], 'failed', 'no such module')], status: 1 },
    { what: 'an error outside of every test', results: [file('a', ['passed'])], status: 1, passed: 1 },
    { what: 'a build that fails', results: undefined, status: 2 },
    { what: 'a deadline that is over', results: undefined, status: 124 },
    { what: 'no test at all', results: [], status: 0 },
  ])('$what counts as failed', ({ results, status, passed = 0 }) => {
    const { code, last, told } = tally(results, status);
    expect({ code, last }).toEqual({ code: 1, last: `${passed} passed, 1 failed` });
    expect(told).toMatch(/^Not passed: .+$/);
  });

  test('names what failed', () => {
    const { told, last } = tally([file('a.test.ts', ['failed', 'todo'], 'failed')], 1);
    expect(told).toBe('Not passed: a.test.ts: test 0 (failed)\nNot passed: a.test.ts: test 1 (todo)');
    expect(last).toBe('0 passed, 2 failed');
  });
});
