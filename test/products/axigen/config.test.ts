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

describe('what is given more than once', () => {
  const filled = (name: string) => `${name} = ( { patternIn = * } )`;
  test.each([
    [
      'an SMTP object',
      server('smtpIncoming = { }', 'SMTPIncoming = { }'),
      /^smtpIncoming in line 2 and SMTPInc.* line 3:/,
    ],
    [
      'under two names',
      server('smtp-in = { }', 'smtpIncoming = { }'),
      /smtpIncoming in line 3 and smtp-in in line 2/,
    ],
    ['its listeners', server(`smtp = { ${listeners} ${listeners} }`), /^listeners in line 2 and listeners/],
    [
      'its clients',
      server(`smtp = { clients = () ${filled('Clients')} }`),
      /^clients in line 2 and Clients/i,
    ],
    [
      'clients under two names',
      server(`smtp = { ${filled('a')} ${filled('b')} }`),
      /^a in line 2 and b in line 2/,
    ],
    [
      'its limits',
      server('smtp = { serviceAccessControl = {} serviceAccessControl = {} }'),
      /^serviceAccess/,
    ],
    [
      'the policy file',
      server('smtpFiltersFile = a', 'smtpFiltersFile = none'),
      /^smtpFiltersFile in line 2/,
    ],
  ])('%s', (_name, text, found) => {
    expect(read(text).twins).toEqual([expect.stringMatching(found)]);
  });

  test('nothing of what is usual', () => {
    const text = server(
      `smtpIncoming = { ${listeners} clients = () clientRules = () }`,
      `smtpOutgoing = { ${listeners} }`,
      'smtp = yes',
    );
    expect(read(text).twins).toEqual([]);
  });

  test('a single value says both where they differ', () => {
    const [one] =
      read(
        server(
          'smtp = { clients = ( { patternIn = * allowStartTLS = no ALLOWSTARTTLS = yes enable = YES enable = yes } ) }',
        ),
      ).clients ?? [];
    expect(one?.settings.get('allowstarttls')).toBe('no, and yes');
    expect(one?.settings.get('enable')).toBe('yes');
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

describe('the set of clients', () => {
  const client = '( { patternIn = "10.*" } )';
  test.each([
    ['by the name of the article\u2019s tab', `clients = ${client}`, 'clients', 1],
    [
      'by any name, from what its objects say',
      `smtpRules = ( { priority = 1 PATTERNOUT = * } )`,
      'smtpRules',
      1,
    ],
    ['by what they say rather than by name', `clients = () senderRules = ${client}`, 'senderRules', 1],
    ['empty, by its name', 'smtpClients = ()', 'smtpClients', 0],
    ['empty, the name of the article before another', 'defaultClient = () clients = ()', 'clients', 0],
    ['not the listeners', `listeners = ( { address = 0.0.0.0:25 patternIn = * } )`, 'clients', undefined],
    ['a set of values is none', 'clientTypes = (a b)', 'clients', undefined],
    ['a value is none', 'maxClients = 5', 'clients', undefined],
    ['without a value', 'Clients =', 'Clients', undefined],
    ['not at all', 'maxErrors = 20', 'clients', undefined],
  ])('%s', (_name, inside, key, count) => {
    const config = read(server(`smtp-in = { ${inside} }`));
    expect(config.clientsKey).toBe(key);
    expect(config.clients?.length).toBe(count);
  });
});

test('the limits and the rules of the service, and of its listeners', () => {
  const config = read(
    server(
      'smtp = {',
      '  listeners = ( { address = 0.0.0.0:25 allowRules = ( { ipSet = 10.0.0.0/8 } ) denyRules = } )',
      '  serviceAccessControl = { PeerMaxConnections = 20 denyRules = ( { ipSet = 192.0.2.1 enable = yes } ) }',
      '}',
    ),
  );
  expect(config.serviceLimits).toEqual({ line: 4, settings: new Map([['peermaxconnections', '20']]) });
  expect(config.addressRules).toEqual([
    { line: 3, set: 'allowRules', listener: '0.0.0.0:25', settings: new Map([['ipset', '10.0.0.0/8']]) },
    {
      line: 4,
      set: 'denyRules',
      listener: undefined,
      settings: new Map([
        ['ipset', '192.0.2.1'],
        ['enable', 'yes'],
      ]),
    },
  ]);
  expect(read(server('smtp = { maxErrors = 20 }'))).toMatchObject({
    serviceLimits: undefined,
    addressRules: [],
  });
});

test.each([
  ['services = (log POP3 webmail)', ['log', 'pop3', 'webmail']],
  ['services = ()', []],
  ['', undefined],
])('the services: %s', (line, names) => {
  expect(read(server(line)).services).toEqual(names);
});

test('where webmail listens', () => {
  const config = read(server('webmail = { listeners = ( { address = 127.0.0.1:8000 } ) }'));
  expect(config.webmailListeners).toMatchObject([{ address: '127.0.0.1:8000' }]);
  expect(read(server('')).webmailListeners).toBeUndefined();
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
