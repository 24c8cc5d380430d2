import { describe, expect, test } from 'vitest';
import { absent, present, unreadable } from '../../../src/host/fact.js';
import { readingOf } from '../../../src/products/host/restart-owed.js';
import { fileFact } from '../survey-answers.js';

const now = 1_152_100_000;
const service = { process: 'nod32d', title: 'the daemon' };
const file = (modified: number) => fileFact('/etc/nod32.cfg', '', { modified });
const since = (...starts: (number | undefined)[]) => ({
  clock: present(now),
  processes: present(
    starts.map((startedAt, index) => ({
      pid: index + 2,
      name: 'nod32d',
      ...(startedAt === undefined ? {} : { startedAt }),
    })),
  ),
});

describe('whether a service has read its file', () => {
  test.each([
    ['long before', -1000, 'read'],
    ['at once', 0, 'read'],
    ['within the doubt of two times that are whole seconds', 2, 'read'],
    ['after it', 3, 'owed'],
    ['long after', 500, 'owed'],
  ])('changed %s: %i s', (_, after, kind) => {
    const started = now - 600;
    expect(readingOf(service, file(started + after), since(started)).kind).toBe(kind);
  });

  test('of several processes the first to start has read it', () => {
    expect(readingOf(service, file(now - 100), since(now - 600, now - 50)).kind).toBe('owed');
    expect(readingOf(service, file(now - 100), since(undefined, now - 50)).kind).toBe('read');
  });

  test('of a service whose programs are not known, what runs from below its folder', () => {
    const below = { process: '/opt/trend/imss/', title: 'IMSS' };
    const processes = present([
      { pid: 1, name: 'init', executable: '/sbin/init', startedAt: 5 },
      { pid: 2, name: 'x', executable: '/opt/trend/imss/bin/x', startedAt: now - 600 },
    ]);
    const at = { clock: present(now), processes };
    expect(readingOf(below, file(now - 100), at).kind).toBe('owed');
    expect(readingOf(below, file(now - 700), at).kind).toBe('read');
    expect(readingOf({ ...below, process: '/opt/other/' }, file(now - 100), at)).toMatchObject({
      reason: 'IMSS does not run',
    });
  });

  test('another program of the server, or one that has ended, says nothing', () => {
    const processes = present([
      { pid: 1, name: 'init', startedAt: 5 },
      { pid: 2, name: 'nod32d', startedAt: 5, ended: true as const },
      { pid: 3, name: 'nod32d', startedAt: now - 10 },
    ]);
    expect(readingOf(service, file(now - 100), { clock: present(now), processes }).kind).toBe('read');
  });

  test.each([
    ['a file that is not there', absent, since(1), /not looked at/],
    ['a file that cannot be read', unreadable('Permission denied'), since(1), /not looked at/],
    ['no list of processes', file(now), { clock: present(now), processes: unreadable('no ps') }, /processes/],
    ['a service that does not run', file(now), since(), /the daemon does not run/],
    ['a ps without times', file(now), since(undefined), /does not tell when/],
    ['no clock', file(now), { ...since(1), clock: unreadable('no date') }, /does not tell when/],
    // A clock that was wrong once must not ask for restarts for ever.
    ['a file of tomorrow', file(now + 86_400), since(now - 600), /yet to come/],
  ])('%s: nothing is claimed', (_, found, host, reason) => {
    expect(readingOf(service, found, host)).toEqual({
      kind: 'untold',
      reason: expect.stringMatching(reason),
    });
  });
});
