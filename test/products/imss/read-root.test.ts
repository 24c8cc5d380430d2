import { describe, expect, test } from 'vitest';
import { absent, type Fact, unreadable } from '../../../src/host/fact.js';
import type { FileFact, PlaceFact } from '../../../src/host/survey/answers.js';
import { readRoot } from '../../../src/products/imss/read-root.js';
import { fileFact } from '../survey-answers.js';

function place(how: string, folder: string, file?: Fact<FileFact>, real = folder): PlaceFact {
  return { how, folder, real, file: file ?? fileFact(`${folder}/config/imss.ini`, '[smtp]\n') };
}
const usual = place('usual', '/opt/trend/imss');
const denied = unreadable('Permission denied');

describe('the folder of IMSS', () => {
  test.each<[string, PlaceFact[], string | undefined, unknown]>([
    ['nowhere', [], undefined, { root: absent, roots: [], configFile: absent }],
    ['a folder without the file', [place('script', '/opt', absent)], undefined, { root: absent, roots: [] }],
    [
      'one',
      [place('script', '/opt', absent), usual],
      undefined,
      {
        root: {
          value: { path: '/opt/trend/imss', folder: '/opt/trend/imss', because: 'it is a usual place' },
        },
        configFile: { value: { path: '/opt/trend/imss/config/imss.ini' } },
      },
    ],
    [
      'two names of one folder',
      [place('script', '/imss', undefined, '/opt/trend/imss'), usual],
      undefined,
      { root: { value: { path: '/imss', folder: '/opt/trend/imss' } }, roots: [{ path: '/imss' }] },
    ],
    [
      'a name with .. in it is shown as what it is',
      [place('script', '/etc/init.d/../../opt/trend/imss', undefined, '/opt/trend/imss')],
      undefined,
      { root: { value: { path: '/opt/trend/imss' } } },
    ],
    [
      'two folders',
      [place('process', '/srv/imss'), usual],
      undefined,
      {
        root: {
          state: 'unreadable',
          reason:
            'imss.ini lies in more than one folder: /srv/imss (a program runs from it), /opt/trend/imss (it is a usual place)',
        },
        roots: [{ path: '/srv/imss' }, { path: '/opt/trend/imss' }],
        configFile: { state: 'unreadable' },
      },
    ],
    [
      'two folders, and one was named',
      [place('given', '/srv/imss'), usual],
      '/srv/imss',
      { root: { value: { path: '/srv/imss', because: 'it was named with --imss-root' } } },
    ],
    ['named, and nothing is there yet', [place('given', '/srv/imss', absent)], '/srv/imss', { root: absent }],
    [
      'named, but it lies elsewhere',
      [place('given', '/srv/imss', absent), usual],
      '/srv/imss',
      {
        root: { state: 'unreadable', reason: expect.stringContaining('names /srv/imss, where there is no') },
      },
    ],
    [
      'named, but it may not be looked at',
      [place('given', '/srv/imss', denied), usual],
      '/srv/imss',
      { root: unreadable('/srv/imss/config/imss.ini: Permission denied') },
    ],
    [
      'unreadable is not absent',
      [place('script', '/srv/imss', denied)],
      undefined,
      {
        root: unreadable('/srv/imss/config/imss.ini: Permission denied'),
        configFile: { state: 'unreadable' },
      },
    ],
    [
      'one that can be read counts more',
      [place('script', '/srv/imss', denied), usual],
      undefined,
      { root: { value: {} } },
    ],
    [
      'where any other program runs from may be closed',
      [place('process', '/root/node/bin', denied)],
      undefined,
      { root: absent, roots: [] },
    ],
    [
      'but not where it is called like it',
      [place('process', '/srv/Trend/bin', denied)],
      undefined,
      { root: { state: 'unreadable' } },
    ],
    [
      'characters that no shell should see',
      [place('script', '/opt/$(x)/imss')],
      undefined,
      { root: { state: 'unreadable', reason: expect.stringContaining('cannot be handled safely') } },
    ],
    [
      'the same behind a link',
      [place('script', '/opt/imss', undefined, '/opt/\u001b[2J')],
      undefined,
      { root: { state: 'unreadable' }, configFile: { state: 'unreadable' } },
    ],
    ['blanks are no harm', [place('script', '/opt/trend micro/imss')], undefined, { root: { value: {} } }],
  ])('%s', (_name, places, given, wanted) => {
    expect(readRoot(places, given)).toMatchObject(wanted as object);
  });
});
