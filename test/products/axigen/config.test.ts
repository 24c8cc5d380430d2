import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../../src/documents/document-error.js';
import { listenerSetting, readAxigenConfig } from '../../../src/products/axigen/config.js';

const read = (text: string) => readAxigenConfig(Buffer.from(text), '/var/opt/axigen/run/axigen.cfg');
const server = (...inside: string[]) => `Server {\n${inside.map((line) => `    ${line}\n`).join('')}}\n`;
const listeners = 'listeners = ( { address = 0.0.0.0:25 } )';

describe('the SMTP object', () => {
  test.each([
    ['smtpIncoming', 'smtpIncoming'],
    ['smtpIn', 'smtpIn'],
    ['smtp-in', 'smtp-in'],
    ['smtp', 'smtp'],
    ['SMTPINCOMING', 'smtpIncoming'],
  ])('under the name %s', (name, found) => {
    const config = read(server(`${name} = { ${listeners} }`));
    expect(config.smtp).toEqual([found]);
    expect(config.listeners).toMatchObject([{ address: '0.0.0.0:25', line: 2 }]);
  });

  test('not at all', () => {
    const config = read(server('pop3 = { listeners = ( { address = 0.0.0.0:110 } ) }'));
    expect(config).toMatchObject({ smtp: undefined, listeners: undefined, clients: undefined });
  });

  test('beside others: the one that takes mail in counts', () => {
    const config = read(server('smtpOutgoing = { x = 1 }', 'smtp = 5', `smtpIncoming = { ${listeners} }`));
    expect(config.smtp).toEqual(['smtpIncoming']);
  });
});

describe('its sets', () => {
  test('missing is not the same as empty', () => {
    expect(read(server('smtpIncoming = { maxErrors = 20 }'))).toMatchObject({
      listeners: undefined,
      clients: undefined,
    });
    expect(read(server('smtpIncoming = { listeners = () clients = () }'))).toMatchObject({
      listeners: [],
      clients: [],
    });
  });

  test('listeners and clients, with names in any case and the lines that they stand on', () => {
    const config = read(
      server(
        'smtpIncoming = {',
        '  # as installed',
        '  listeners = (',
        '    { Address = 0.0.0.0:25 ENABLE = yes maxConnections = 200 sslControl = { x = 1 } allowRules = () }',
        '    {',
        '      enable = no',
        '    }',
        '  )',
        '  clients = ( { name = "my clients" allowStartTls = no } )',
        '}',
      ),
    );
    expect(config.listeners).toEqual([
      {
        line: 5,
        address: '0.0.0.0:25',
        settings: new Map([
          ['address', '0.0.0.0:25'],
          ['enable', 'yes'],
          ['maxconnections', '200'],
        ]),
      },
      { line: 6, address: '', settings: new Map([['enable', 'no']]) },
    ]);
    expect(config.clients).toEqual([
      {
        line: 10,
        settings: new Map([
          ['name', 'my clients'],
          ['allowstarttls', 'no'],
        ]),
      },
    ]);
  });

  test.each([
    ['enable', 'yes'],
    ['maxConnections', '200'],
    ['maxIntervalConnections', '0'],
    ['timeInterval', '60'],
    ['peerMaxConnections', '20'],
    ['peerMaxIntervalConnections', '600'],
    ['peerTimeInterval', '60'],
    ['somethingElse', ''],
  ])('%s, from the file or by default: %s', (name, value) => {
    const config = read(
      server('smtp = { listeners = ( { address = 127.0.0.1:25 MaxIntervalConnections = 0 } ) }'),
    );
    const [listener] = config.listeners ?? [];
    if (listener === undefined) throw new Error('no listener');
    expect(listenerSetting(listener, name)).toBe(value);
  });
});

describe('the policy file', () => {
  test.each<[string, string | undefined]>([
    ['', '/var/opt/axigen/filters/smtpFilters.script'],
    ['smtpFiltersFile = "filters/smtpFilters.script"', '/var/opt/axigen/filters/smtpFilters.script'],
    ['SMTPFILTERSFILE = filters/my.script', '/var/opt/axigen/filters/my.script'],
    ['smtpFiltersFile = "./filters//my.script"', '/var/opt/axigen/filters/my.script'],
    ['smtpFiltersFile = "../../../etc/my.script"', '/etc/my.script'],
    ['smtpFiltersFile = "/etc/axigen/my script"', '/etc/axigen/my script'],
    ['smtpFiltersFile = none', undefined],
    ['smtpFiltersFile = "NONE"', undefined],
    ['smtpFiltersFile = ""', undefined],
  ])('%s', (line, path) => {
    expect(read(server(line, `smtp = { ${listeners} }`)).policyFile).toBe(path);
  });
});

test('what cannot be understood is said with its place', () => {
  const broken = () => read('Server {\n    smtp = {\n');
  expect(broken).toThrow(DocumentError);
  expect(broken).toThrow('/var/opt/axigen/run/axigen.cfg');
});

test.each([
  ['primaryDomain = example.test', 'example.test'],
  ['PRIMARYDOMAIN = "Example.Test"', 'Example.Test'],
  ['maxErrors = 1', undefined],
])('the primary domain: %s', (line, domain) => {
  expect(read(server(line)).primaryDomain).toBe(domain);
});
