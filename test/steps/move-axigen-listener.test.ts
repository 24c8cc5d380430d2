import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { moveAxigenListener } from '../../steps/move-axigen-listener.js';
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

  test('a symbolic link is refused before anything is changed', () => {
    const bytes = Buffer.from(installed.axigenConfig);
    const server = withFiles(fresh, { [paths.axigenConfig]: { bytes, size: bytes.length, link: true } });
    expect(() => moveAxigenListener.changes(situation(server))).toThrow(UserError);
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
      'AXIGEN-LISTENER-ADDRESS': 'ok',
      'AXIGEN-LISTENER-ENABLED': 'ok',
      'AXIGEN-LISTENER-RATE': 'ok',
      'AXIGEN-LISTENER-PEER-CONNECTIONS': 'ok',
      'AXIGEN-LISTENER-PEER-RATE': 'ok',
      'AXIGEN-LISTENER-LIVE': 'ok',
    });
    expect(moveAxigenListener.changes(situation(withConfig(done)))).toEqual([]);
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
  });

  test('ports that cannot be read are unknown', () => {
    const server = { ...withConfig(done), commands: { ports: printed('no netstat\n', 127) } };
    expect(verdicts(moveAxigenListener, situation(server))['AXIGEN-LISTENER-LIVE']).toBe('unknown');
  });
});
