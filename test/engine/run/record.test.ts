import { describe, expect, test } from 'vitest';
import { intentOf } from '../../../src/engine/apply/intent.js';
import { padded, runFolder, runId } from '../../../src/engine/run/paths.js';
import { runningAfter, servicesOf, touchedServices } from '../../../src/engine/run/record.js';
import type { Change } from '../../../src/model/change.js';
import { daemon, edit, install, mail, place, proxy, run } from '../../support/changes.js';

const ids = (services: readonly { readonly id: string }[]) => services.map(({ id }) => id);

describe('touchedServices', () => {
  test.each<readonly [string, Change, readonly string[]]>([
    ['edit', edit('/a', { readers: [proxy, daemon] }), ['proxy', 'daemon']],
    ['place', place('/a', '/b'), []],
    ['install', install('x'), ['daemon', 'proxy']],
    ['service', run('start', mail), ['mail']],
  ])('%s', (_name, change, expected) => {
    expect(ids(servicesOf(change))).toEqual(expected);
  });

  test('each once, in the order in which they are started', () => {
    const changes = [run('restart', proxy), edit('/a', { readers: [proxy, mail] }), install('x')];
    expect(ids(touchedServices(changes))).toEqual(['mail', 'daemon', 'proxy']);
  });
});

describe('runningAfter', () => {
  test.each([
    ['nothing done', [], ['mail']],
    ['a start', [run('start', proxy)], ['mail', 'proxy']],
    ['a stop', [run('stop', mail)], []],
    ['a restart of what runs', [run('restart', mail)], ['mail']],
    ['a restart starts what did not run', [run('restart', daemon)], ['mail', 'daemon']],
    ['stop, then start', [run('stop', mail), run('start', mail)], ['mail']],
    ['an edit while stopped', [edit('/a', { readers: [mail], whileStopped: true })], ['mail']],
  ] as const)('%s', (_name, changes, expected) => {
    expect(ids(runningAfter([mail], changes))).toEqual(expected);
  });
});

describe('names', () => {
  test('a run id sorts by time and names the gateway', () => {
    expect(runId(new Date('2026-11-21T22:05:01.999Z'), 'nod32')).toBe('2026-11-21T220501Z-nod32');
    expect(runFolder('x')).toBe('/var/lib/gateway-setup/runs/x');
    expect(runId(new Date(0), 'a') < runId(new Date(1000), 'a')).toBe(true);
  });

  test.each([
    [1, '001'],
    [42, '042'],
    [999, '999'],
    [1000, '1000'],
  ])('change %i is %s', (number, text) => {
    expect(padded(number)).toBe(text);
  });
});

describe('intentOf', () => {
  const recorded = (change: Change) => intentOf({ number: 7, step: 'place-license', change });
  test('never has the contents of a file', () => {
    const intent = recorded(edit('/a', { after: Buffer.from('secret') }));
    expect(intent).toEqual({
      change: 7,
      step: 'place-license',
      kind: 'edit-file',
      summary: 'Edit /a',
      path: '/a',
    });
  });

  test.each<readonly [Change, object]>([
    [place('/a', '/b'), { kind: 'place-file', path: '/a', from: '/b' }],
    [install('x'), { kind: 'install-package', manager: 'rpm', package: 'x', file: '/root/x.rpm' }],
    [
      { kind: 'run-installer', summary: 's', command: '/i --code SECRET', scripts: ['/etc/init.d/x'] },
      { kind: 'run-installer', summary: 's', scripts: ['/etc/init.d/x'] },
    ],
    [run('restart', proxy), { kind: 'service', service: 'proxy', process: 'proxy', verb: 'restart' }],
  ])('%o', (change, expected) => {
    expect(recorded(change)).toMatchObject(expected);
    expect(JSON.stringify(recorded(change))).not.toContain('SECRET');
  });
});
