import { describe, expect, test } from 'vitest';
import { chainEdits, planActions } from '../../../src/engine/apply/actions.js';
import { planSegments } from '../../../src/engine/apply/segments.js';
import type { Change } from '../../../src/model/change.js';
import { changesOf, configure, edit, mail, place, proxy, recorded, run } from '../../support/changes.js';

const changes = (...list: readonly Change[]) =>
  changesOf(recorded({ id: 'configure-scanner', changes: list }));
/** `s2`: a script of two actions; `l3`, `i3`: the live change, the installer that is action 3 of the stage. */
const shape = (...list: readonly Change[]) =>
  planSegments(planActions(changes(...list)))
    .map((one) =>
      one.kind === 'script'
        ? `s${one.actions.map(({ number }) => number).join(',')}`
        : one.kind === 'live'
          ? `l${one.live.number}`
          : `i${one.install.number}`,
    )
    .join(' ');
const stopped = edit('/policy', { readers: [mail], whileStopped: true });
const installs = { kind: 'run-installer', summary: '', command: '/install', scripts: [] } as const;
const live = configure('/axigen.cfg', { readers: [mail] });

describe('the parts of a stage', () => {
  test.each([
    [
      'without live changes it is one script',
      [place('/a', '/b'), stopped, run('restart', proxy)],
      's1,2,3,4,5',
    ],
    ['a live change alone: a script goes before it, to prepare and to arm', [live], 's l1'],
    ['a live change waits until AXIGEN has been started again', [stopped, live], 's1,2,3 l4'],
    ['what follows is a script of its own', [stopped, live, live, run('restart', proxy)], 's1,2,3 l4 l5 s6'],
    ['an installer is run between scripts', [installs, run('start', proxy)], 's i1 s2'],
    ['AXIGEN is stopped again for what comes after', [live, stopped], 's l1 s2,3,4'],
  ])('%s', (_name, list, expected) => {
    expect(shape(...list)).toBe(expected);
  });

  test('each change of a file knows the one before it, whoever makes it', () => {
    const list = changes(live, edit('/other'), live, edit('/axigen.cfg'));
    expect(chainEdits(list).map(({ number, previous }) => [number, previous])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, 1],
      [4, 3],
    ]);
  });
});
