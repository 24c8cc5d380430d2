import { describe, expect, test } from 'vitest';
import {
  type Action,
  actionTitle,
  chainEdits,
  isRestart,
  planActions,
} from '../../../src/engine/apply/actions.js';
import type { Change } from '../../../src/model/change.js';
import {
  changesOf,
  daemon,
  edit,
  install,
  mail,
  place,
  proxy,
  recorded,
  run,
} from '../../support/changes.js';

const planned = (...changes: readonly Change[]) =>
  planActions(changesOf(recorded({ id: 'move-axigen-listener', changes })));
const stopped = (path: string, readyPort?: number) =>
  edit(path, { readers: [mail], whileStopped: true, ...(readyPort === undefined ? {} : { readyPort }) });

/** `stop mail`, `1`, `start mail 2525`. */
function words(action: Action): string {
  if (action.kind === 'change') return String(action.recorded.number);
  const port = action.kind === 'start' && action.readyPort !== undefined ? ` ${action.readyPort}` : '';
  return `${action.kind} ${action.service.id}${port}`;
}

describe('planActions', () => {
  test.each<readonly [string, readonly Change[], readonly string[]]>([
    ['nothing', [], []],
    ['an edit that stops nobody', [edit('/a')], ['1']],
    ['an edit with its reader stopped', [stopped('/a')], ['stop mail', '1', 'start mail']],
    [
      'neighbours share one stop and one start; the last port that is wanted is waited for',
      [stopped('/policy'), stopped('/cfg'), stopped('/cfg', 2525)],
      ['stop mail', '1', '2', '3', 'start mail 2525'],
    ],
    [
      'the service is back before anything else is done',
      [stopped('/cfg', 2525), edit('/nod32'), run('restart', daemon), run('restart', proxy, 25)],
      ['stop mail', '1', 'start mail 2525', '2', '3', '4'],
    ],
    [
      'two services are never down together',
      [stopped('/a'), edit('/b', { readers: [proxy, mail], whileStopped: true })],
      ['stop mail', '1', 'start mail', 'stop proxy', '2', 'start proxy'],
    ],
    [
      'what lies between parts them',
      [stopped('/a', 25), place('/b', '/c'), stopped('/d')],
      ['stop mail', '1', 'start mail 25', '2', 'stop mail', '3', 'start mail'],
    ],
    ['an edit to be made while stopped, with no reader', [edit('/a', { whileStopped: true })], ['1']],
  ])('%s', (_name, changes, expected) => {
    expect(planned(...changes).map(words)).toEqual(expected);
  });

  test('titles are for people', () => {
    expect(planned(stopped('/a')).map(actionTitle)).toEqual([
      'Stop mail (/etc/init.d/mail stop)',
      'Edit /a',
      'Start mail (/etc/init.d/mail start)',
    ]);
  });

  test('a stop with its start is one restart; a first start is none', () => {
    const count = (...changes: readonly Change[]) => planned(...changes).filter(isRestart).length;
    expect(count(stopped('/a'), stopped('/b'))).toBe(1);
    expect(count(run('restart', daemon), run('restart', proxy))).toBe(2);
    expect(count(run('start', proxy), install('nod32lms'), place('/a', '/b'), edit('/c'))).toBe(0);
  });
});

describe('chainEdits', () => {
  test('an edit of a file that was edited before begins with that', () => {
    const changes = changesOf(
      recorded({
        id: 'move-axigen-listener',
        changes: [edit('/a'), edit('/b'), run('restart', mail), edit('/a'), edit('/a')],
      }),
    );
    expect(chainEdits(changes).map(({ number, previous }) => [number, previous])).toEqual([
      [1, undefined],
      [2, undefined],
      [4, 1],
      [5, 4],
    ]);
  });
});
