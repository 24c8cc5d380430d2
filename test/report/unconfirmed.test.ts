import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../src/engine/run/journal.js';
import type { FiredUndo } from '../../src/engine/run/unconfirmed.js';
import { historyLines } from '../../src/report/human/history.js';
import { paintWith } from '../../src/report/human/paint.js';
import { planLines, runLines } from '../../src/report/human/rollback.js';
import { sinceTheRunLines } from '../../src/report/human/since.js';
import { stateWords, unconfirmedLines, unconfirmedWords } from '../../src/report/human/unconfirmed.js';

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

  test('is told by the checks alone, which compare nothing', () => {
    const busy: RunSummary = { ...run, id: '2-nod32', atWork: 'armed', firesIn: 8 };
    const lines = sinceTheRunLines(
      { target: 'mail', history: { state: 'not-read', busy, unconfirmed: [fired('cut-off')] } },
      [],
      paint,
    );
    const text = lines.join(' ').replace(/\s+/g, ' ');
    expect(text).toContain(
      'The run 2-nod32 waits to be confirmed, else the server takes it back by itself in 8 s',
    );
    expect(text).toContain(way);
    expect(sinceTheRunLines({ target: 'mail', history: { state: 'not-read' } }, [], paint)).toEqual([]);
  });

  test.each([
    ['something', ['start-scanner']],
    ['nothing', []],
  ] as const)('is told by a rollback that takes %s back', (_what, steps) => {
    const before = { processes: [], ports: [] };
    const lines = planLines(
      { run: fired('taken-back'), steps, lines: [], changes: [], before },
      'mail',
      paint,
    );
    expect(lines.join(' ')).toContain(`${not} took it back by itself`);
  });

  test('commands for a run that was cut short have the server in them', () => {
    const text = sinceTheRunLines(
      { target: 'mail', history: { state: 'read', last: run, deviations: [] } },
      [],
      paint,
    ).join(' ');
    expect(text.replace(/\s+/g, ' ')).toContain('gateway-setup rollback --host mail takes it back');
  });

  const workedOn = { who: 'root on laptop-a, process 54', since: '2006-06-11T04:26:39.750Z' };
  const person = 'is being worked on by root on laptop-a (process 54 there), since 2006-06-11 04:26:39 UTC';

  test('one on which somebody works is not called cut short, by an audit neither', () => {
    const busy: RunSummary = { ...run, workedOn };
    const text = sinceTheRunLines(
      { target: 'mail', history: { state: 'read', last: busy, busy, deviations: [] } },
      [],
      paint,
    )
      .join(' ')
      .replace(/\s+/g, ' ');
    expect(text).toContain(`The run 1-nod32 ${person}, so what is told here may have changed already.`);
    expect(text).not.toContain('cut short');
    expect(runLines('mail', [busy], paint)[0]).toContain(`${person}, started`);
  });

  test.each(['armed', 'taking-back', 'applying'] as const)(
    '%s is not called cut short by an audit',
    (atWork) => {
      const text = sinceTheRunLines(
        { target: 'mail', history: { state: 'read', last: { ...run, atWork }, deviations: [] } },
        [],
        paint,
      )
        .join(' ')
        .replace(/\s+/g, ' ');
      expect(text).toContain('that the run 1-nod32 and those');
      expect(text).not.toContain('cut short');
    },
  );

  test('who works on it, and what is at work of it', () => {
    const words = (more: Partial<RunSummary>) => stateWords({ ...run, workedOn, ...more });
    expect(words({ atWork: 'armed', firesIn: 9 })).toBe(
      `${person}, and waits to be confirmed, else the server takes it back by itself in 9 s`,
    );
    expect(words({ workedOn: { who: '\u001b[2J', silent: 300 } })).toBe(
      'is being worked on by \\x1b[2J, not heard of for 300 seconds',
    );
    expect(words({ workedOn: {} })).toBe('is being worked on by somebody whose name is not known');
  });

  test('an undo that did not end well is not told as taken back and done with', () => {
    const words = (more: Partial<RunSummary>) =>
      stateWords({ ...run, state: 'rolled-back', steps: [], ...more });
    expect(words({})).toBe('taken back');
    expect(words({ undoUnfinished: {} })).toBe('taken back, but not everything is as before');
    expect(words({ undoUnfinished: {}, atWork: 'taking-back' })).toBe('is being taken back right now');
    expect(
      words({ undoUnfinished: { to: 'start-scanner' }, steps: ['place-license'], state: 'finished' }),
    ).toBe('finished, but an undo of it did not end well');
  });

  test('an undo that did not end well is listed with the command that does it once more', () => {
    const again = { ...run, state: 'rolled-back', steps: [], undoUnfinished: {} } as const;
    const listed = (more: Partial<RunSummary>) =>
      [
        runLines('mail', [{ ...again, ...more }], paint),
        historyLines(
          'mail',
          [{ summary: { ...again, ...more }, by: undefined, version: undefined, entries: [] }],
          paint,
        ),
      ].map((lines) => lines.join(' ').replace(/ +/g, ' '));
    const command = 'Once more: gateway-setup rollback --host mail --run 1-nod32';
    for (const text of listed({})) expect(text).toContain(command);
    for (const text of listed({ atWork: 'taking-back' })) expect(text).not.toContain('Once more');
    const damage = { what: ['undo.sh is gone'], rollback: 'not-from-here', next: 'Put it back.' } as const;
    for (const text of listed({ damage })) {
      expect(text).toContain('that did not end well: something was not as before.');
      expect(text).not.toContain('gateway-setup rollback');
    }
    for (const text of listed({ undoUnfinished: { under: '2-nod32' } }))
      expect(text).toContain(
        'Once the later run 2-nod32 is taken back, once more: gateway-setup rollback --host mail --run 1-nod32',
      );
    for (const text of listed({ steps: ['place-license'], undoUnfinished: { to: 'start-scanner' } }))
      expect(text).toContain(
        'An undo of the run 1-nod32, to before start-scanner, was cut off or did not end well: something may not be as it should be, such as a service that does not run. ' +
          'Once more: gateway-setup rollback --host mail --run 1-nod32 --to start-scanner',
      );
  });

  test('an audit tells of it', () => {
    const bad: RunSummary = { ...run, state: 'finished', undoUnfinished: { to: 'start-scanner' } };
    const lines = sinceTheRunLines(
      { target: 'mail', history: { state: 'read', notAsBefore: [bad], deviations: [] } },
      [],
      paint,
    );
    expect(lines.join(' ').replace(/ +/g, ' ')).toContain(
      'Once more: gateway-setup rollback --host mail --run 1-nod32 --to start-scanner',
    );
  });

  test('waits still: how long is told', () => {
    const armed = (more: Partial<RunSummary>) =>
      runLines('mail', [{ ...run, atWork: 'armed', ...more }], paint)[0];
    expect(armed({ firesIn: 42 })).toContain('else the server takes it back by itself in 42 s, started');
    expect(armed({})).toContain('else the server takes it back by itself, started');
  });
});
