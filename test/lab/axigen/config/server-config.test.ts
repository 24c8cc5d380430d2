import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readServerConfig } from '../../../../src/lab/axigen/config/server-config.js';
import { profileOf, smtpNames } from '../../../../src/lab/axigen/stand-in-profile.js';
import { templatePath } from '../../../../src/package-root.js';

const read = (body: string, profile = profileOf('1.2')) =>
  readServerConfig('axigen.cfg', `Server {\n${body}\n}\n`, profile);

describe('listeners', () => {
  test.each([
    ['without an SMTP object', ''],
    ['without the set', 'smtpIncoming = {\n}'],
  ])('%s: one on 127.0.0.1:25 comes back', (_, body) => {
    const listeners = read(body).smtp?.listeners;
    expect(listeners?.map(({ address }) => address)).toEqual([{ ip: '127.0.0.1', port: 25 }]);
    expect(listeners?.[0]).toMatchObject({ enable: true, maxConnections: 200, peerMaxConnections: 20 });
  });

  test('an empty set is none', () => {
    expect(read('smtpIncoming = {\nlisteners = ()\n}').smtp?.listeners).toEqual([]);
  });

  test('POP3 comes back on 127.0.0.1:110', () => {
    expect(read('').pop3?.listeners[0]?.address).toEqual({ ip: '127.0.0.1', port: 110 });
  });

  test.each(smtpNames)('the object is called %s, in any case, when the stand-in was built so', (smtpName) => {
    const profile = profileOf('1.2', { smtpName });
    const body = `${smtpName.toUpperCase()} = {\nlisteners = ( { address = 127.0.0.1:2525 } )\n}`;
    expect(read(body, profile).smtp?.listeners[0]?.address.port).toBe(2525);
    const other = read(body, profileOf('1.2', { smtpName: smtpName === 'smtpIn' ? 'smtp' : 'smtpIn' }));
    expect(other.smtp?.listeners[0]?.address.port).toBe(25);
    expect(other.warnings).toEqual([
      `axigen.cfg:2: Server has no attribute ${smtpName.toUpperCase()}: ignored`,
    ]);
  });

  test('all attributes are read', () => {
    const config = read(`smtpIncoming = { listeners = ( {
      ADDRESS = 127.0.0.1:2525
      enable = no
      idleTimeout = 0
      maxConnections = 7
      maxIntervalConnections = 0
      timeInterval = 30
      peerMaxConnections = 200
      peerMaxIntervalConnections = 0
      peerTimeInterval = 90
    } ) }`);
    expect(config.smtp?.listeners).toEqual([
      {
        address: { ip: '127.0.0.1', port: 2525 },
        enable: false,
        idleTimeout: 0,
        maxConnections: 7,
        maxIntervalConnections: 0,
        timeInterval: 30,
        peerMaxConnections: 200,
        peerMaxIntervalConnections: 0,
        peerTimeInterval: 90,
      },
    ]);
    expect(config.warnings).toEqual([]);
  });

  test('one without an address and a second on the same address are ignored, with a word in the log', () => {
    const config = read(
      'smtpIncoming = {\nlisteners = (\n{ enable = yes }\n{ address = 127.0.0.1:26 maxConnections = 1 }\n{ address = 127.0.0.1:26 }\n)\n}',
    );
    expect(config.smtp?.listeners.map(({ maxConnections }) => maxConnections)).toEqual([1]);
    expect(config.warnings).toEqual([
      'axigen.cfg:4: a listener without an address: ignored',
      'axigen.cfg:6: a second listener on 127.0.0.1:26: ignored',
    ]);
  });

  test.each([
    ['maxConnections = 0', 'maxConnections takes a whole number from 1 to 2048, not "0"'],
    ['peerMaxConnections = 2049', 'peerMaxConnections takes a whole number from 1 to 2048, not "2049"'],
    ['timeInterval = 29', 'timeInterval takes a whole number from 30 to 86400, not "29"'],
    ['idleTimeout = five', 'idleTimeout takes a whole number from 0 to 86400, not "five"'],
    ['enable = maybe', 'enable takes yes or no, not "maybe"'],
    [
      'address = localhost:25',
      'address takes an address and a port, such as 127.0.0.1:25, not "localhost:25"',
    ],
    ['address = (a)', 'address takes one value, not a set'],
  ])('%s stops the start, naming the line', (attribute, reason) => {
    expect(() => read(`smtpIncoming = {\nlisteners = ( {\n${attribute}\n} )\n}`)).toThrow(
      `axigen.cfg:4: ${reason}`,
    );
  });
});

describe('services', () => {
  test.each([
    ['(smtpIncoming pop3)', true, true],
    ['(SMTP)', true, false],
    ['(log pop3)', false, true],
    ['()', false, false],
  ])('%s', (set, smtp, pop3) => {
    const config = read(`services = ${set}`);
    expect([config.smtp !== undefined, config.pop3 !== undefined]).toEqual([smtp, pop3]);
  });
});

test('a misspelled attribute is ignored, with a word in the log', () => {
  expect(read('smtpIncoming = {\nlistners = ()\n}\nwebadmin = { anything = 1 }').warnings).toEqual([
    'axigen.cfg:3: the SMTP service has no attribute listners: ignored',
  ]);
});

test('the file as installed: one listener on 0.0.0.0:25 with the values of 1.2.5, no client, no warning', () => {
  const text = readFileSync(templatePath('lab', 'axigen', 'axigen.cfg'), 'latin1');
  const config = readServerConfig('axigen.cfg', text);
  expect(config.warnings).toEqual([]);
  expect(config.primaryDomain).toBe('example.test');
  expect(config.smtp?.clients).toEqual([]);
  expect(config.smtp?.listeners).toEqual([
    {
      address: { ip: '0.0.0.0', port: 25 },
      enable: true,
      idleTimeout: 300,
      maxConnections: 200,
      maxIntervalConnections: 600,
      timeInterval: 60,
      peerMaxConnections: 20,
      peerMaxIntervalConnections: 50,
      peerTimeInterval: 60,
    },
  ]);
  expect(config.pop3?.listeners.map(({ address }) => address)).toEqual([{ ip: '0.0.0.0', port: 110 }]);
});
