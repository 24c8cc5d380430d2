import { describe, expect, test } from 'vitest';
import { chosenRun } from '../../src/cli/chosen-run.js';
import { type HistoryDependencies, runHistory } from '../../src/cli/history.js';
import type { RunHistory } from '../../src/engine/history.js';
import { ExitCode, UserError } from '../../src/errors.js';
import { untouchedHost } from '../support/untouched-host.js';
import { ioDouble } from './io-double.js';

const run = (id: string): RunHistory => ({
  summary: { id, state: 'finished', startedAt: '2006-06-11T04:26:40.000Z', steps: [], sequence: 1 },
  by: 'root',
  version: '1',
  entries: [],
});

async function history(
  words: readonly string[],
  read: () => Promise<readonly RunHistory[]> = async () => [run('1-nod32'), run('2-imss')],
) {
  let closed = 0;
  const host = untouchedHost({
    close: async () => {
      closed += 1;
    },
  });
  const dependencies: HistoryDependencies = {
    watch: {
      signal: new AbortController().signal,
      sayThrough: () => {},
      aside: (work) => work(),
      dispose: () => {},
    },
    open: async () => host,
    engine: async () => ({ readHistory: read }),
  };
  const { io, out, err } = ioDouble();
  const code = await runHistory(words, io, dependencies).catch((error: unknown) => error);
  return { code, out: out(), err: err(), closed };
}

describe('gateway-setup history', () => {
  test('shows all runs, or the one that is named', async () => {
    const all = await history([]);
    expect([all.code, all.closed]).toEqual([ExitCode.ok, 1]);
    expect(all.out).toMatch(/^1-nod32\n {2}finished; .*\n\n2-imss\n/);
    expect((await history(['--run', '2-imss'])).out).toMatch(/^2-imss\n/);
    expect((await history(['--run', '2-imss'])).out).not.toContain('1-nod32');
  });

  test('JSON stands alone on standard output', async () => {
    const { out, err } = await history(['--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      target: 'mail.example.test',
      runs: [{ id: '1-nod32' }, { id: '2-imss' }],
    });
    expect(err).toBe('');
  });

  test('no runs are no error', async () => {
    const { code, out } = await history([], async () => []);
    expect([code, out]).toEqual([ExitCode.ok, 'There is no run of gateway-setup on mail.example.test.\n']);
    expect(JSON.parse((await history(['--format', 'json'], async () => [])).out)).toMatchObject({ runs: [] });
  });

  test.each([
    ['a run that is not there', ['--run', '7'], ExitCode.usage, 'There is no run "7" on mail.example.test.'],
    ['an argument', ['x'], ExitCode.usage, /too many arguments/i],
    ['a form that there is not', ['--format', 'xml'], ExitCode.usage, /xml/],
  ])('%s', async (_name, words, exitCode, message) => {
    const { code, out } = await history(words);
    expect(code).toMatchObject({ exitCode });
    expect(String(code)).toMatch(message);
    expect(out).toBe('');
  });

  test('what cannot be read is no empty history, and the line is closed', async () => {
    const unreadable = new UserError('cannot be read', { exitCode: ExitCode.couldNotLook });
    const { code, out, closed } = await history([], () => Promise.reject(unreadable));
    expect(code).toBe(unreadable);
    expect([out, closed]).toEqual(['', 1]);
  });
});

test('an id from the command line draws nothing', () => {
  expect(() => chosenRun('mail', [], String, '\u001b[2J')).toThrow('There is no run "\\x1b[2J" on mail.');
});
