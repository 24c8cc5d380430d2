import { describe, expect, test } from 'vitest';
import { moveAxigenListener } from '../support/nod32-steps.js';
import {
  fresh,
  handedOver,
  installed,
  netstat,
  paths,
  printed,
  type Server,
  situation,
  withFiles,
} from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const withConfig = (text: string, server: Server = fresh) =>
  withFiles(server, { [paths.axigenConfig]: text });
const editOf = (server: Server) => onlyEdit(moveAxigenListener.changes(situation(server)));
const edited = (server: Server) => Buffer.from(editOf(server).after).toString('latin1');

/** A small axigen.cfg with these listeners. */
const small = (listeners: string) => `Server {\n  smtpIncoming = {\n    ${listeners}\n  }\n}\n`;
const wanted =
  'address = 127.0.0.1:2525 enable = yes maxIntervalConnections = 0 peerMaxConnections = 200 peerMaxIntervalConnections = 0';
const done = small(
  `listeners = (\n      { ${wanted.replaceAll(' = ', '=').replaceAll(' ', '\n        ').replaceAll('=', ' = ')}\n      }\n    )`,
);

describe('move-axigen-listener, as installed', () => {
  test('exactly the article\u2019s settings change, and not a byte besides', () => {
    expect(changedLines(editOf(fresh))).toEqual([
      '-                address = 0.0.0.0:25',
      '+                address = 127.0.0.1:2525',
      '-                maxIntervalConnections = 600',
      '+                maxIntervalConnections = 0',
      '-                peerMaxConnections = 20',
      '+                peerMaxConnections = 200',
      '-                peerMaxIntervalConnections = 50',
      '+                peerMaxIntervalConnections = 0',
    ]);
  });

  test('AXIGEN is stopped for it, and must listen on 2525 afterwards', () => {
    expect(editOf(fresh)).toMatchObject({
      path: paths.axigenConfig,
      whileStopped: true,
      readyPort: 2525,
      readers: [{ id: 'axigen' }],
    });
  });

  test('the other services\u2019 listeners are left alone', () => {
    expect(edited(fresh)).toContain('address = 0.0.0.0:110');
  });

  test('the finding names file and line', () => {
    const finding = findingNamed(moveAxigenListener, situation(fresh), 'AXIGEN-LISTENER-ADDRESS');
    expect(finding).toMatchObject({ verdict: 'drift', where: paths.axigenConfig });
    const line = installed.axigenConfig
      .slice(0, installed.axigenConfig.indexOf('# IP_PORT, required'))
      .split('\n').length;
    expect(finding.found).toBe(`0.0.0.0:25 (line ${line - 1})`);
  });

  test('with CRLF every line keeps its end', () => {
    const crlf = installed.axigenConfig.replaceAll('\n', '\r\n');
    expect(edited(withConfig(crlf))).toBe(edited(fresh).replaceAll('\n', '\r\n'));
  });

  test('bytes that are no UTF-8 are kept', () => {
    const odd = installed.axigenConfig.replace('# Configuration file', '# Konfigur\xe4tion \xff\x80');
    expect(edited(withConfig(odd))).toContain('# Konfigur\xe4tion \xff\x80');
  });
});

describe('move-axigen-listener, other files', () => {
  test('of several listeners one stays', () => {
    const text = small(
      'listeners = (\n      { address = 0.0.0.0:25\n        idleTimeout = 77 }\n      { address = 10.0.0.1:587 }\n      { address = 127.0.0.1:26 }\n    )',
    );
    const result = edited(withConfig(text));
    expect(result.match(/address =/g)).toHaveLength(1);
    expect(result).toContain('address = 127.0.0.1:2525');
    expect(result).toContain('idleTimeout = 77');
  });

  test('the one that is there already is the one that stays', () => {
    const text = small(
      'listeners = (\n      { address = 0.0.0.0:25 }\n      { address = 127.0.0.1:2525\n        idleTimeout = 9 }\n    )',
    );
    const result = edited(withConfig(text));
    expect(result).toContain('idleTimeout = 9');
    expect(result).not.toContain('0.0.0.0:25');
  });

  const several = (...addresses: readonly string[]) =>
    small(
      `listeners = (\n${addresses.map((one, index) => `      { address = ${one}\n        idleTimeout = ${index} }\n`).join('')}    )`,
    );
  const ssl = (address: string) => `${address}\n        sslEnable = yes`;
  test.each([
    ['the one behind the scanner', several('0.0.0.0:25', '127.0.0.1:2525'), 1, '0.0.0.0:25'],
    [
      'the one on port 25',
      several('10.0.0.1:587', ssl('0.0.0.0:465'), '0.0.0.0:25'),
      2,
      '10.0.0.1:587, 0.0.0.0:465',
    ],
    [
      'the first on port 25',
      several('0.0.0.0:587', '10.0.0.1:25', '10.0.0.2:25'),
      1,
      '0.0.0.0:587, 10.0.0.2:25',
    ],
    ['the first that speaks plain SMTP', several(ssl('0.0.0.0:465'), '0.0.0.0:587'), 1, '0.0.0.0:465'],
    ['port 2525 elsewhere is no port 25', several('0.0.0.0:2525', '0.0.0.0:25'), 1, '0.0.0.0:2525'],
  ])('%s is kept, and the summary names those that go', (_name, text, kept, removed) => {
    const edit = editOf(withConfig(text));
    expect(
      Buffer.from(edit.after)
        .toString('latin1')
        .match(/idleTimeout = \d/g),
    ).toEqual([`idleTimeout = ${kept}`]);
    expect(edit.summary).toBe(`Make 127.0.0.1:2525 AXIGEN\u2019s only SMTP listener; remove ${removed}`);
  });

  test('with one listener nothing is removed, and the summary says nothing of it', () => {
    expect(editOf(fresh).summary).toBe('Make 127.0.0.1:2525 AXIGEN\u2019s only SMTP listener');
  });

  test.each([
    ['one for TLS only', several(ssl('0.0.0.0:465')), /on 0\.0\.0\.0:465 any more/],
    [
      'beside port 25',
      several('0.0.0.0:25', ssl('0.0.0.0:465'), '10.0.0.1:587'),
      /remove 0\.0\.0\.0:465, 10\.0\.0\.1:587\. Nothing answers on 0\.0\.0\.0:465, 10\.0\.0\.1:587 any more/,
    ],
  ])('%s: the finding names what stops answering', (_name, text, remedy) => {
    const finding = findingNamed(moveAxigenListener, situation(withConfig(text)), 'AXIGEN-LISTENER-ADDRESS');
    expect(finding.remedy).toMatch(remedy);
  });

  test('on port 25 the scanner answers, so nothing is said of it', () => {
    const finding = findingNamed(moveAxigenListener, situation(fresh), 'AXIGEN-LISTENER-ADDRESS');
    expect(finding.remedy).not.toMatch(/answers/);
  });

  test('a listener that expects TLS cannot be reached by the scanner: it is made a plain one', () => {
    const server = withConfig(several(ssl('127.0.0.1:2525')), handedOver);
    expect(findingNamed(moveAxigenListener, situation(server), 'AXIGEN-LISTENER-TLS')).toMatchObject({
      verdict: 'drift',
      found: 'yes',
    });
    expect(changedLines(editOf(server))).toEqual(
      expect.arrayContaining(['-        sslEnable = yes', '+        sslEnable = no']),
    );
    // A setting that the file does not have is not written: version 1.2 may not know it.
    expect(edited(fresh).match(/sslEnable/g)).toEqual(installed.axigenConfig.match(/sslEnable/g));
  });

  test.each([
    ['no set at all', small('maxErrors = 20')],
    ['an empty set', small('listeners = ()')],
  ])('%s: the listener is added with all its settings', (_name, text) => {
    const server = withConfig(text);
    expect(findingNamed(moveAxigenListener, situation(server), 'AXIGEN-LISTENER-ADDRESS').found).toMatch(
      /default 127\.0\.0\.1:25 counts/,
    );
    const words = edited(server).replace(/\s+/g, ' ');
    expect(words).toContain(wanted);
  });

  test('names without regard to case', () => {
    const text = small('Listeners = (\n      { ADDRESS = 0.0.0.0:25 }\n    )').replace(
      'smtpIncoming',
      'SMTPIncoming',
    );
    expect(edited(withConfig(text))).toContain('ADDRESS = 127.0.0.1:2525');
  });

  test('without an SMTP-In object nothing is edited', () => {
    const server = withConfig('Server {\n  primaryDomain = example.test\n}\n');
    expect(moveAxigenListener.changes(situation(server))).toEqual([]);
  });

  test.each([
    ['unreadable', { unreadable: 'Permission denied' }, 'unknown', /Permission denied/],
    ['broken', 'Server {', 'unknown', /axigen\.cfg/],
    ['missing', undefined, 'drift', /not there/],
  ] as const)('%s: said as it is, and no changes', (_name, content, verdict, found) => {
    const server = withFiles(fresh, { [paths.axigenConfig]: content });
    const [finding, ...more] = moveAxigenListener.assess(situation(server));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ id: 'AXIGEN-LISTENER-ADDRESS', verdict });
    expect(finding?.found).toMatch(found);
    expect(moveAxigenListener.changes(situation(server))).toEqual([]);
  });
});

describe('move-axigen-listener, done', () => {
  test('everything is fine and nothing is changed', () => {
    expect(verdicts(moveAxigenListener, situation(withConfig(done, handedOver)))).toEqual({
      'AXIGEN-CLI': 'not-applicable',
      'AXIGEN-LISTENER-ADDRESS': 'ok',
      'AXIGEN-LISTENER-ENABLED': 'ok',
      'AXIGEN-LISTENER-RATE': 'ok',
      'AXIGEN-LISTENER-PEER-CONNECTIONS': 'ok',
      'AXIGEN-LISTENER-PEER-RATE': 'ok',
      'AXIGEN-LISTENER-TLS': 'ok',
      'AXIGEN-LISTENER-LIVE': 'ok',
      'AXIGEN-RESTART': 'not-applicable',
      'AXIGEN-SAVED': 'not-applicable',
    });
    expect(moveAxigenListener.changes(situation(withConfig(done, handedOver)))).toEqual([]);
  });

  test('a default that is as wanted is not written down', () => {
    const server = withConfig(done.replace(/ *enable = yes\n/, ''), handedOver);
    const finding = findingNamed(moveAxigenListener, situation(server), 'AXIGEN-LISTENER-ENABLED');
    expect(finding).toMatchObject({ verdict: 'ok', found: 'not set (default yes)' });
    expect(moveAxigenListener.changes(situation(server))).toEqual([]);
  });

  test.each([
    ['enable = yes', 'enable = no', 'AXIGEN-LISTENER-ENABLED'],
    ['maxIntervalConnections = 0', 'maxIntervalConnections = 600', 'AXIGEN-LISTENER-RATE'],
    ['peerMaxConnections = 200', 'peerMaxConnections = 20', 'AXIGEN-LISTENER-PEER-CONNECTIONS'],
    ['peerMaxIntervalConnections = 0', 'peerMaxIntervalConnections = 20', 'AXIGEN-LISTENER-PEER-RATE'],
  ])('half done: %s is %s', (good, bad, id) => {
    const server = withConfig(done.replace(good, bad), handedOver);
    const finding = findingNamed(moveAxigenListener, situation(server), id);
    expect(finding.verdict).toBe('drift');
    expect(finding.where).toMatch(/^\/var\/opt\/axigen\/run\/axigen\.cfg, line 4$/);
    expect(changedLines(editOf(server))).toEqual([`-        ${bad}`, `+        ${good}`]);
  });

  test('the finding tells that text and screenshot of the article differ', () => {
    const finding = findingNamed(
      moveAxigenListener,
      situation(withConfig(done, handedOver)),
      'AXIGEN-LISTENER-PEER-CONNECTIONS',
    );
    expect(finding.wanted).toMatch(/text says 200, its screenshot shows 20/);
  });

  test.each([
    [
      'the file was edited, but AXIGEN has not read it',
      fresh.netstat,
      'drift',
      /does not listen.*still holds port 25/,
    ],
    ['it listens on all addresses', netstat(['0.0.0.0:2525', 'axigen']), 'drift', /open on 0\.0\.0\.0/],
    ['nobody listens', netstat(), 'drift', /does not listen/],
    ['another program has the port', netstat(['127.0.0.1:2525', 'python']), 'drift', /does not listen/],
  ] as const)('configured is not running: %s', (_name, ports, verdict, found) => {
    const server = { ...withConfig(done), netstat: ports };
    const finding = findingNamed(moveAxigenListener, situation(server), 'AXIGEN-LISTENER-LIVE');
    expect(finding.verdict).toBe(verdict);
    expect(finding.found).toMatch(found);
    expect(moveAxigenListener.changes(situation(server))).toMatchObject([
      { kind: 'service', verb: 'restart', service: { id: 'axigen' }, readyPort: 2525 },
    ]);
  });

  test.each([paths.policy, paths.axigenConfig])(
    'no restart when AXIGEN is stopped and started for %s in the same stage',
    (path) => {
      const edited = new Set([path]);
      expect(moveAxigenListener.changes(situation(withConfig(done), { edited }))).toEqual([]);
    },
  );

  test('ports that cannot be read are unknown', () => {
    const server = { ...withConfig(done), commands: { ports: printed('no netstat\n', 127) } };
    expect(verdicts(moveAxigenListener, situation(server))['AXIGEN-LISTENER-LIVE']).toBe('unknown');
    expect(moveAxigenListener.changes(situation(server))).toEqual([]);
  });
});
