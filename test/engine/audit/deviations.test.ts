import { describe, expect, test } from 'vitest';
import { deviations, type Present } from '../../../src/engine/audit/deviations.js';
import type { JournaledFile } from '../../../src/engine/audit/journaled-files.js';
import { type JournalEvent, summarize } from '../../../src/engine/run/journal.js';
import type { JournaledRun } from '../../../src/engine/run/list-runs.js';
import { present, unreadable } from '../../../src/host/fact.js';

const config = '/var/opt/axigen/run/axigen.cfg';
let clock = 1_000;

const edit = (change: number, step: string, path = config): JournalEvent => ({
  at: clock++,
  event: 'intent',
  kind: 'edit-file',
  change,
  step,
  path,
});
const undone = (step: string, at = 5_000): JournalEvent => ({ at, event: 'undone', step });
const service = (change: number, process: string): JournalEvent => ({
  at: clock++,
  event: 'intent',
  kind: 'service',
  change,
  step: 'start-scanner',
  process,
});
const installed: JournalEvent = {
  at: 1,
  event: 'intent',
  kind: 'install-package',
  change: 9,
  step: 'install-scanner',
  manager: 'rpm',
  package: 'nod32lms',
};

function run(id: string, sequence: number, ...events: readonly JournalEvent[]): JournaledRun {
  return { events, summary: summarize(id, events, { sequence }) };
}

const state = (run: string, change: number, as: JournaledFile['state'], path = config): JournaledFile => ({
  run,
  change,
  path,
  state: as,
  modified: 4_000,
  ...(as === 'edited' ? { left: Buffer.from('a'), now: Buffer.from('b') } : {}),
});

const now = (changed: Partial<Present> = {}): Present => ({
  files: [],
  processes: present([{ pid: 1, name: 'nod32d' }]),
  isInstalled: () => true,
  ...changed,
});

describe('a file', () => {
  const first = run('one', 1, edit(1, 'limit-esmtp-extensions'), edit(2, 'move-axigen-listener'));

  test('as the last change left it is as it should be', () => {
    const files = [state('one', 1, 'edited'), state('one', 2, 'as-left')];
    expect(deviations([first], now({ files }))).toEqual([]);
  });

  test.each<readonly [string, JournaledFile['state'], JournaledFile['state'], object]>([
    [
      'edited',
      'edited',
      'edited',
      { kind: 'edited', at: 4_000, left: Buffer.from('a'), now: Buffer.from('b') },
    ],
    ['gone', 'gone', 'gone', { kind: 'gone' }],
    ['as before the run', 'as-before', 'edited', { kind: 'put-back' }],
    [
      'as before its second change',
      'as-left',
      'as-before',
      { kind: 'put-back', before: 'move-axigen-listener' },
    ],
  ])('%s: told of all steps that changed it', (_name, one, two, expected) => {
    const [found, ...rest] = deviations(
      [first],
      now({ files: [state('one', 1, one), state('one', 2, two)] }),
    );
    expect(found).toMatchObject({
      ...expected,
      what: config,
      run: { id: 'one' },
      steps: ['limit-esmtp-extensions', 'move-axigen-listener'],
    });
    expect(rest).toEqual([]);
  });

  test('as before the run, which is told as that and not as the second step\u2019s', () => {
    const files = [state('one', 1, 'as-before'), state('one', 2, 'as-before')];
    const [found] = deviations([first], now({ files }));
    expect(found?.kind).toBe('put-back');
    expect(found).not.toHaveProperty('before');
  });

  test('that could not be read, or was not compared, tells nothing', () => {
    expect(deviations([first], now({ files: [state('one', 2, 'unreadable')] }))).toEqual([]);
    expect(deviations([first], now())).toEqual([]);
  });

  test('that a later run changed again is that run\u2019s', () => {
    const second = run('two', 2, edit(1, 'limit-connections'));
    const files = [state('one', 2, 'edited'), state('two', 1, 'as-left')];
    expect(deviations([first, second], now({ files }))).toEqual([]);
    const edited = [state('one', 2, 'edited'), state('two', 1, 'edited')];
    expect(deviations([first, second], now({ files: edited }))).toMatchObject([
      { run: { id: 'two' }, steps: ['limit-connections'] },
    ]);
  });

  test('whose last change was taken back is compared with the one before', () => {
    const half = run('one', 1, ...first.events, undone('move-axigen-listener'));
    const files = [state('one', 1, 'as-left'), state('one', 2, 'as-before')];
    expect(deviations([half], now({ files }))).toMatchObject([
      { kind: 'taken-back', what: 'move-axigen-listener', at: 5_000 },
    ]);
  });
});

describe('services and packages', () => {
  const started = run('one', 1, installed, service(1, 'nod32d'), service(2, 'nod32smtp'));

  test('that run and are installed are as they should be', () => {
    const processes = present([
      { pid: 1, name: 'nod32d' },
      { pid: 2, name: 'nod32smtp' },
    ]);
    expect(deviations([started], now({ processes }))).toEqual([]);
  });

  test('that stopped, or were removed', () => {
    expect(deviations([started], now({ isInstalled: () => false }))).toMatchObject([
      { kind: 'stopped', what: 'nod32smtp', steps: ['start-scanner'] },
      { kind: 'removed', what: 'nod32lms', steps: ['install-scanner'] },
    ]);
  });

  test('of which nobody could tell are not told of', () => {
    const blind = now({ processes: unreadable('no ps'), isInstalled: () => undefined });
    expect(deviations([started], blind)).toEqual([]);
  });
});

describe('taken back', () => {
  test('with undo.sh, in an earlier version\u2019s words too', () => {
    const back = run('one', 1, edit(1, 'close-open-relay'), undone('close_open_relay'));
    expect(deviations([back], now())).toEqual([
      expect.objectContaining({ kind: 'taken-back', steps: ['close-open-relay'], at: 5_000 }),
    ]);
  });

  test('and done again by a later run is no deviation', () => {
    const back = run('one', 1, edit(1, 'close-open-relay'), undone('close-open-relay'));
    const again = run('two', 2, edit(1, 'close-open-relay'));
    const files = [state('two', 1, 'as-left')];
    expect(deviations([back, again], now({ files }))).toEqual([]);
  });
});
