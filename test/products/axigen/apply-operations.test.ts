import { describe, expect, test } from 'vitest';
import { DocumentError } from '../../../src/documents/document-error.js';
import type { AxigenOperation } from '../../../src/model/axigen-operation.js';
import { applyOperations } from '../../../src/products/axigen/apply-operations.js';
import { readAxigenConfig } from '../../../src/products/axigen/config.js';
import { unmetOperations } from '../../../src/products/axigen/unmet-operations.js';

const read = (text: string) => readAxigenConfig(Buffer.from(text, 'latin1'), 'axigen.cfg');
const apply = (text: string, ...operations: readonly AxigenOperation[]) =>
  Buffer.from(applyOperations(read(text), operations)).toString('latin1');

/** Listeners A, B and C, two clients, and the limits of the later generation. */
const text = (smtp = 'smtpIncoming', clients = 'clients') => `Server {
    # our server
    ${smtp} = {
        listeners = (
            {
                address = 10.0.0.1:25
            }
            {
                address = 10.0.0.2:25   # the second
                idleTimeout = 9
            }
            {
                address = 10.0.0.3:25
            }
        )
        ${clients} = (
            { priority = 5 patternIn = a patternOut = * allowStartTLS = yes }
            { priority = 6 patternIn = b patternOut = * }
        )
        serviceAccessControl = {
            peerMaxConnections = 20
        }
    }
}
`;

describe('the file, edited', () => {
  test('every kind, in its place, and not a byte besides', () => {
    const edited = apply(
      text(),
      {
        kind: 'change-listener',
        index: 1,
        address: '10.0.0.2:25',
        newAddress: '127.0.0.1:2525',
        settings: [['enable', 'yes']],
      },
      { kind: 'remove-listener', index: 2, address: '10.0.0.3:25' },
      { kind: 'remove-listener', index: 0, address: '10.0.0.1:25' },
      { kind: 'change-client', index: 0, priority: '5', settings: [['allowStartTLS', 'no']] },
      {
        kind: 'set-service-limits',
        settings: [
          ['peerMaxConnections', '200'],
          ['peerMaxIntervalConnections', '0'],
        ],
      },
    );
    expect(edited).toBe(`Server {
    # our server
    smtpIncoming = {
        listeners = (
            {
                address = 127.0.0.1:2525   # the second
                idleTimeout = 9
                enable = yes
            }
        )
        clients = (
            { priority = 5 patternIn = a patternOut = * allowStartTLS = no }
            { priority = 6 patternIn = b patternOut = * }
        )
        serviceAccessControl = {
            peerMaxConnections = 200
            peerMaxIntervalConnections = 0
        }
    }
}
`);
  });

  test('numbers mean the places before all operations, in whatever order these come', () => {
    const operations: readonly AxigenOperation[] = [
      { kind: 'remove-listener', index: 0, address: '10.0.0.1:25' },
      { kind: 'add-listener', address: '10.0.0.9:25', settings: [['enable', 'no']] },
      { kind: 'change-listener', index: 2, address: '10.0.0.3:25', settings: [['idleTimeout', '3']] },
      { kind: 'remove-listener', index: 1, address: '10.0.0.2:25' },
    ];
    for (const order of [operations, [...operations].reverse()]) {
      const { listeners = [] } = read(apply(text(), ...order));
      expect(listeners.map(({ address, settings }) => [address, settings.get('idletimeout')])).toEqual([
        ['10.0.0.3:25', '3'],
        ['10.0.0.9:25', undefined],
      ]);
    }
  });

  test.each([
    ['smtpIn', 'clients'],
    ['smtp-in', 'clientRules'],
    ['smtp', 'Clients'],
  ])('whatever the object (%s) and its clients (%s) are called', (smtp, clients) => {
    const edited = apply(
      text(smtp, clients),
      { kind: 'add-client', settings: [['priority', '501']] },
      { kind: 'change-client', index: 1, priority: '6', settings: [['allowStartTLS', 'no']] },
      { kind: 'add-listener', address: '127.0.0.1:2525', settings: [] },
    );
    const config = read(edited);
    expect(config.clients?.map(({ settings }) => settings.get('priority'))).toEqual(['5', '6', '501']);
    expect(config.clients?.[1]?.settings.get('allowstarttls')).toBe('no');
    expect(config.listeners?.at(-1)?.address).toBe('127.0.0.1:2525');
  });

  test('a set that is missing is made', () => {
    const edited = apply(
      'Server {\n  smtpIncoming = {\n    maxErrors = 20\n  }\n}\n',
      { kind: 'add-listener', address: '127.0.0.1:2525', settings: [] },
      { kind: 'add-client', settings: [['patternIn', '*']] },
    );
    expect(read(edited).listeners).toHaveLength(1);
    expect(read(edited).clients).toHaveLength(1);
  });

  test.each([
    ['no SMTP-In object: nothing can be edited', 'Server {\n}\n'],
    ['no operations', text()],
  ])('%s', (_name, before) => {
    const operations: AxigenOperation[] = before === text() ? [] : [{ kind: 'add-client', settings: [] }];
    expect(apply(before, ...operations)).toBe(before);
  });

  test('limits that are not there, and numbers that are too high, are refused', () => {
    const without = text().replace(/ {8}serviceAccessControl[^}]*}\n/, '');
    expect(() => apply(without, { kind: 'set-service-limits', settings: [['timeInterval', '60']] })).toThrow(
      DocumentError,
    );
    expect(() => apply(text(), { kind: 'remove-listener', index: 3, address: '' })).toThrow(RangeError);
  });
});

describe('what a file does not say yet', () => {
  const operations: readonly AxigenOperation[] = [
    {
      kind: 'change-listener',
      index: 1,
      address: '10.0.0.2:25',
      newAddress: '127.0.0.1:2525',
      settings: [
        ['maxConnections', '200'],
        ['enable', 'yes'],
      ],
    },
    { kind: 'remove-listener', index: 0, address: '10.0.0.1:25' },
    { kind: 'remove-listener', index: 2, address: '10.0.0.3:25' },
    {
      kind: 'add-client',
      settings: [
        ['priority', '501'],
        ['allowStartTLS', 'no'],
      ],
    },
    { kind: 'change-client', index: 1, priority: '6', settings: [['allowStartTLS', 'no']] },
    { kind: 'add-listener', address: '10.0.0.9:26', settings: [['timeInterval', '30']] },
    { kind: 'set-service-limits', settings: [['peerMaxConnections', '200']] },
  ];
  const unmet = (found: string, list = operations) => unmetOperations(list, read(text()), read(found));

  test('nothing, once the file was edited as they say', () => {
    expect(unmet(apply(text(), ...operations))).toEqual([]);
  });

  test('everything, before', () => {
    expect(unmet(text())).toEqual([
      'there is no listener 127.0.0.1:2525',
      'the listener 10.0.0.1:25 is still there',
      'the listener 10.0.0.3:25 is still there',
      'there is no client with priority = 501, allowStartTLS = no',
      'the client with priority 6: allowStartTLS is not set, not no',
      'there is no listener 10.0.0.9:26',
      'the SMTP-In service: peerMaxConnections is 20, not 200',
    ]);
  });

  test('AXIGEN\u2019s own words for it are as good: another order, defaults left out, yes and no in capitals', () => {
    const written = `Server {
      smtpIncoming = {
        serviceAccessControl = { peerMaxConnections = 200 }
        listeners = ( { address = 10.0.0.9:26 timeInterval = 30 } { address = 127.0.0.1:2525 ENABLE = YES } )
        clients = (
          { patternIn = b patternOut = * priority = 6 allowStartTLS = No maxRCPTCount = 1000 }
          { priority = 501 allowStartTLS = NO patternIn = * }
          { priority = 5 patternIn = a patternOut = * allowStartTLS = yes }
        )
      }
    }\n`;
    expect(unmet(written)).toEqual([]);
  });

  test('a value that is another, a client and limits that are gone', () => {
    const found = apply(text(), ...operations)
      .replace('enable = yes', 'enable = no')
      .replace(/ {8}serviceAccessControl[^}]*}\n/, '')
      .replace(/ *{ priority = 6.*\n/, '')
      .replace(/ *{ priority = 5.*\n/, '');
    expect(unmet(found)).toEqual([
      'the listener 127.0.0.1:2525: enable is no, not yes',
      'the client with priority 6 is not there any more',
      'the limits of the SMTP-In service are not there',
    ]);
  });

  test('what stands in the file is safe to show', () => {
    const found = text().replace('peerMaxConnections = 20', 'peerMaxConnections = "2\x1b[31m0"');
    expect(unmet(found, operations.slice(-1)).join()).not.toContain('\x1b');
  });
});
