import { describe, expect, test } from 'vitest';
import type { AxigenOperation } from '../../src/model/axigen-operation.js';
import { operationSentence } from '../../src/report/human/axigen-operations.js';
import { guidedScreens, notYetLines } from '../../src/report/human/guided.js';
import { guidedLines } from '../../src/report/human/guided-screen.js';
import { paintWith } from '../../src/report/human/paint.js';

const paint = paintWith({ colour: false, unicode: true, columns: 80 });
const move: AxigenOperation = {
  kind: 'change-listener',
  index: 0,
  address: '0.0.0.0:25',
  newAddress: '127.0.0.1:2525',
  settings: [['maxIntervalConnections', '0']],
};
const remove: AxigenOperation = { kind: 'remove-listener', index: 1, address: '10.0.0.1:587' };
const add: AxigenOperation = { kind: 'add-client', settings: [['priority', '501']] };
const titles = (...operations: AxigenOperation[]) => guidedScreens(operations).map(({ title }) => title);

describe('the clicks of the article', () => {
  test('for the listener, from the login to Save Config', () => {
    expect(titles(move)).toEqual([
      "Log in to AXIGEN's web administration",
      'Go to SMTP-In',
      'Click on Listeners',
      'Edit the listener',
      'Click Update',
      'Click Commit',
      'Go to Commands',
      'Click Save Config',
    ]);
  });

  test('for a client', () => {
    expect(titles(add).slice(1, 4)).toEqual(['Go to SMTP-In', 'Click on Clients', 'Add the client']);
  });

  test('whoever is on the right tab already is not sent there again; to another tab they are', () => {
    const kept = ['Click Update', 'Click Commit'];
    expect(titles(move, remove, add).slice(3)).toEqual([
      'Edit the listener',
      ...kept,
      'Remove the listener',
      ...kept,
      'Go to SMTP-In',
      'Click on Clients',
      'Add the client',
      ...kept,
      'Go to Commands',
      'Click Save Config',
    ]);
  });

  test('values and names are filled in', () => {
    const screen = guidedScreens([move])[3];
    if (screen === undefined) throw new Error('no screen');
    const text = guidedLines(screen, 4, 8, paint).join('\n');
    expect(text).toContain('By hand, 4 of 8: Edit the listener');
    expect(text).toContain('Edit the listener 0.0.0.0:25.');
    expect(text).toContain('    address = 127.0.0.1:2525\n    maxIntervalConnections = 0');
    expect(text).not.toContain('@@');
  });
});

describe('every kind of operation has its screen and its sentence', () => {
  const off = [['allowStartTLS', 'no']] as const;
  test.each<[AxigenOperation, string, string]>([
    [
      move,
      'Edit the listener 0.0.0.0:25',
      'Change the listener 0.0.0.0:25: address = 127.0.0.1:2525, maxIntervalConnections = 0',
    ],
    [
      { ...move, address: '' },
      'Edit the listener number 1, which has no address',
      'Change the listener without an address (number 1): address = 127.0.0.1:2525, maxIntervalConnections = 0',
    ],
    [remove, 'Remove the listener 10.0.0.1:587', 'Remove the listener 10.0.0.1:587'],
    [
      { ...remove, address: '' },
      'Remove the listener number 2, which has no address',
      'Remove the listener without an address',
    ],
    [
      { kind: 'add-listener', address: '127.0.0.1:2525', settings: [['enable', 'yes']] },
      'Add a listener',
      'Add the listener 127.0.0.1:2525: enable = yes',
    ],
    [add, 'Add a new client', 'Add a client: priority = 501'],
    [
      { kind: 'change-client', index: 2, priority: '7', settings: off },
      'the priority 7',
      'Change the client with priority 7: allowStartTLS = no',
    ],
    [
      { kind: 'change-client', index: 2, priority: '', settings: off },
      'it is number 3',
      'Change the client number 3: allowStartTLS = no',
    ],
    [
      { kind: 'set-service-limits', settings: [['peerMaxConnections', '200']] },
      'serviceAccessControl',
      'Set the limits of the SMTP-In service: peerMaxConnections = 200',
    ],
  ])('%j', (operation, text, sentence) => {
    const screens = guidedScreens([operation]);
    expect(screens.flatMap((screen) => screen.text).join(' ')).toContain(text);
    expect(operationSentence(operation)).toBe(sentence);
  });
});

test('what the server says cannot reach the terminal as it is', () => {
  const evil = '\u001b[31mred';
  const screens = guidedScreens([{ ...remove, address: evil }]);
  const shown = [
    ...screens.flatMap((screen) => guidedLines(screen, 1, 1, paint)),
    ...notYetLines([evil], paint),
  ].join('\n');
  expect(shown).not.toContain('\u001b');
  expect(shown).toContain('red');
});
