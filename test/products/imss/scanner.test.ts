import { describe, expect, test } from 'vitest';
import { absent, present, unreadable } from '../../../src/host/fact.js';
import type { HostFacts } from '../../../src/products/host-facts.js';
import { imssScanner } from '../../../src/products/imss/scanner.js';
import { readHostFacts } from '../../../src/products/read-facts.js';
import { runningServices, servicesNow } from '../../../src/products/services.js';
import { commandFact, fileFact, type HandMade, surveyAnswers } from '../survey-answers.js';
import { imssIni, withText } from './ini-like.js';

const script = '/etc/init.d/S99ISIMSS';

function facts(ini = imssIni, more: HandMade = {}, root = '/srv/imss'): HostFacts {
  const file = fileFact(`${root}/config/imss.ini`, '', { bytes: Buffer.from(ini, 'latin1') });
  return readHostFacts(
    surveyAnswers({
      files: { [script]: fileFact(script) },
      places: [{ how: 'script', folder: root, real: root, file }],
      ...more,
    }),
    {},
  );
}

describe('what the steps see of IMSS', () => {
  test('installed, as the article has it', () => {
    const found = facts();
    expect(imssScanner.isInstalled(found)).toBe(true);
    expect(imssScanner.configFile(found)).toMatchObject({ value: { path: '/srv/imss/config/imss.ini' } });
    expect(imssScanner.configPaths(found)).toEqual(['/srv/imss/config/imss.ini']);
    expect(imssScanner.listenPort(found)).toBe(10_025);
    expect(imssScanner.route(found)).toEqual(
      present({
        listens: { address: '127.0.0.1', port: '10025' },
        handsOn: { address: '127.0.0.1', port: '10026' },
      }),
    );
    expect(imssScanner.proxy(found)).toMatchObject({ script, process: '/srv/imss/', patience: 120 });
    expect(imssScanner.version(found)).toBeUndefined();
  });

  test('the folder of its processes is the one without links', () => {
    const file = fileFact('/opt/trend/imss/config/imss.ini', imssIni);
    const found = facts(imssIni, {
      places: [{ how: 'usual', folder: '/opt/trend/imss', real: '/usr/local/imss', file }],
    });
    expect(imssScanner.services(found)).toMatchObject([{ process: '/usr/local/imss/' }]);
    expect(imssScanner.configPaths(found)).toEqual(['/opt/trend/imss/config/imss.ini']);
  });

  test.each<[string, HandMade]>([
    ['no start script', { files: {} }],
    ['a start script that cannot be looked at', { files: { [script]: unreadable('Permission denied') } }],
    ['no imss.ini', { places: [] }],
  ])('not installed: %s', (_name, more) => {
    expect(imssScanner.isInstalled(facts(imssIni, more))).toBe(false);
  });

  test('nothing of it is there: the usual places and ports are shown', () => {
    const found = readHostFacts(surveyAnswers({}), {});
    expect(found.imss).toMatchObject({ root: absent, roots: [], configFile: absent, config: absent });
    expect(imssScanner.configPaths(found)).toEqual(['/opt/trend/imss/config/imss.ini']);
    expect(imssScanner.proxy(found).process).toBe('/opt/trend/imss/');
    expect(imssScanner.listenPort(found)).toBe(10_025);
  });

  test.each<[string, string, number | undefined]>([
    ['another', withText('proxy_port=10025', 'proxy_port=25'), 25],
    ['none', withText('proxy_port=10025\r\n', ''), 10_025],
    ['nonsense', withText('proxy_port=10025', 'proxy_port=smtp'), undefined],
    ['no socket for mail', withText('=SMTP_SERVICE', '=NONE'), undefined],
    ['two of them', withText('=SMTP_REPROCESS', '=SMTP_SERVICE'), undefined],
  ])('its port: %s', (_name, ini, port) => {
    expect(imssScanner.listenPort(facts(ini))).toBe(port);
  });

  test('a file that does not tell where it hands mail on', () => {
    const ini = withText('downstream_smtp_server_port=10026\n', '');
    expect(imssScanner.route(facts(ini))).toMatchObject({ value: { handsOn: undefined } });
  });

  test('a folder in the place of the file is unreadable, not absent', () => {
    const file = fileFact('/opt/imss/config/imss.ini', undefined, { type: 'directory' });
    const found = facts('', { places: [{ how: 'usual', folder: '/opt/imss', real: '/opt/imss', file }] });
    expect(found.imss.config).toEqual(unreadable('/opt/imss/config/imss.ini is a folder'));
    expect(imssScanner.route(found).state).toBe('unreadable');
  });
});

test('its processes and ports are known by their executables', () => {
  const commands = {
    processes: commandFact('    1 init\n  700 S99-x\n  701 java\n  702 postfix\n'),
    executables: commandFact(
      [
        'lrwxrwxrwx 1 root root 0 Nov 22 04:48 /proc/700/exe -> /srv/imss/bin/S99-x (deleted)',
        'lrwxrwxrwx 1 root root 0 Nov 22 04:48 /proc/701/exe -> /srv/imss/UI/jre/bin/java',
        'lrwxrwxrwx 1 root root 0 Nov 22 04:48 /proc/702/exe -> /usr/sbin/postfix',
      ].join('\n'),
    ),
    ports: commandFact(
      [
        'Active Internet connections (only servers)',
        'tcp 0 0 0.0.0.0:25 0.0.0.0:* LISTEN 700/S99-x',
        'tcp 0 0 0.0.0.0:8445 0.0.0.0:* LISTEN 701/java',
        'tcp 0 0 0.0.0.0:26 0.0.0.0:* LISTEN 702/postfix',
      ].join('\n'),
    ),
  };
  const found = facts(imssIni, { commands });
  expect(runningServices(found).map(({ id }) => id)).toEqual(['imss']);
  expect(servicesNow(found).ports).toEqual([25, 8445]);
  expect(runningServices(facts(imssIni, { commands }, '/other'))).toEqual([]);
});
