import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../src/engine/run/journal.js';
import type { FiredUndo } from '../../src/engine/run/unconfirmed.js';
import { paintWith } from '../../src/report/human/paint.js';
import { runLines } from '../../src/report/human/rollback.js';
import { sinceTheRunLines } from '../../src/report/human/since.js';
import { unconfirmedLines, unconfirmedWords } from '../../src/report/human/unconfirmed.js';

const run: RunSummary = {
  id: '1-nod32',
  state: 'unfinished',
  startedAt: '2006-06-11T04:26:40.000Z',
  steps: ['start-scanner'],
  sequence: 1,
};
const fired = (outcome: FiredUndo['outcome'], at = '2006-06-11T05:00:00.000Z'): RunSummary => ({
  ...run,
  fired: { at, outcome, dealtWith: false },
});
const paint = paintWith({ colour: false, unicode: true, columns: 80 });
const not = 'The handover of the run 1-nod32 was not confirmed, and the server';
const way =
  'See /var/lib/gateway-setup/runs/1-nod32/transcript.log, then take it back: gateway-setup rollback --host mail';

describe('a handover that nobody confirmed', () => {
  test.each([
    ['was confirmed', run, undefined],
    ['is gone', fired('taken-back'), `${not} took it back by itself at 2006-06-11 05:00:00 UTC.`],
    ['went at a time that is none', fired('taken-back', ''), `${not} took it back by itself.`],
    ['goes', fired('under-way'), `${not} is taking it back by itself, since 2006-06-11 05:00:00 UTC.`],
    [
      'stays',
      fired('not-taken-back'),
      `${not} could NOT take everything back by itself at 2006-06-11 05:00:00 UTC. ${way}`,
    ],
    [
      'half',
      fired('cut-off'),
      `${not} began to take it back by itself at 2006-06-11 05:00:00 UTC, but was cut off before the end. ${way}`,
    ],
    [
      'later',
      fired('taken-back-since'),
      `${not} began to take it back by itself at 2006-06-11 05:00:00 UTC, but not to the end; that was done later.`,
    ],
  ])('%s', (_name, given, words) => {
    expect(unconfirmedWords(given, 'mail')).toBe(words);
  });

  test('with nobody who would take it back: both ways out are named', () => {
    const words = unconfirmedWords({ ...run, unwatched: true }, 'mail');
    expect(words).toContain('what would have taken it back by itself is gone');
    expect(words).toContain('gateway-setup rollback --host mail takes it back');
  });

  test('is told in the list of runs, and before all else', () => {
    expect(
      runLines('mail', [fired('taken-back')], paint)
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toContain(`${not} took it back by itself at`);
    expect(unconfirmedLines([run, fired('taken-back')], 'mail', paint)[0]).toBe('');
    expect(unconfirmedLines([run], 'mail', paint)).toEqual([]);
  });

  test('is told by an audit', () => {
    const of = (unconfirmed: readonly RunSummary[]) =>
      sinceTheRunLines(
        { target: 'mail', history: { state: 'read', unconfirmed, deviations: [] } },
        [],
        paint,
      ).join(' ');
    expect(of([fired('not-taken-back')]).replace(/\s+/g, ' ')).toContain(
      `${not} could NOT take everything back`,
    );
    expect(of([])).toBe('');
  });

  test('waits still: how long is told', () => {
    const armed = (more: Partial<RunSummary>) =>
      runLines('mail', [{ ...run, atWork: 'armed', ...more }], paint)[0];
    expect(armed({ firesIn: 42 })).toContain('else the server takes it back by itself in 42 s, started');
    expect(armed({})).toContain('else the server takes it back by itself, started');
  });
});
