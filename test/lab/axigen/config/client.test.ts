import { describe, expect, test } from 'vitest';
import { chooseClient, defaultClient } from '../../../../src/lab/axigen/config/client.js';
import { readServerConfig } from '../../../../src/lab/axigen/config/server-config.js';

function clients(...bodies: readonly string[]) {
  const set = bodies.map((body) => `{\n${body}\n}`).join('\n');
  return readServerConfig('axigen.cfg', `Server {\nsmtpIncoming = {\nclients = (\n${set}\n)\n}\n}`);
}

function chosen(ip: string, ...bodies: readonly string[]) {
  return chooseClient(clients(...bodies).smtp?.clients ?? [], ip, '192.168.1.1');
}

const everyone = 'patternIn = "*"\npatternOut = "*"';

describe('which client rules', () => {
  test('the built-in default, without any', () => {
    expect(chosen('127.0.0.1')).toBe(defaultClient);
  });

  test.each([
    [
      '501 replaces the default (the article, Tweaking 1)',
      [`priority = 501\n${everyone}\nallowStartTLS = no`],
      501,
    ],
    ['500 does not', [`priority = 500\n${everyone}`], 500],
    ['neither does a missing priority', [`${everyone}\nallowStartTLS = no`], 500],
    [
      'the highest wins',
      [`priority = 501\n${everyone}`, `priority = 700\n${everyone}`, `priority = 600\n${everyone}`],
      700,
    ],
    ['a missing patternOut makes it no client', ['priority = 501\npatternIn = *'], 500],
  ])('%s', (_, bodies, priority) => {
    const client = chosen('127.0.0.1', ...bodies);
    expect(client.priority).toBe(priority);
    expect(client === defaultClient).toBe(priority === 500);
  });

  test.each([
    ['127.0.0.1', true],
    ['127.0.0.?', true],
    ['127.*', true],
    ['*', true],
    ['127.0.0.0/255.0.0.0', true],
    ['127.0.0.0/8', true],
    ['127.0.0.1-127.0.0.9', true],
    ['10.*', false],
    ['127.0.0', false],
    ['', false],
    ['127.0.0.1.', false],
  ])('patternIn "%s" against 127.0.0.1: %s', (pattern, matches) => {
    const client = chosen('127.0.0.1', `priority = 501\npatternIn = "${pattern}"\npatternOut = *`);
    expect(client.priority === 501).toBe(matches);
  });

  test.each([
    ['192.168.1.1', true],
    ['10.*', false],
  ])('patternOut "%s" against the address that was reached: %s', (pattern, matches) => {
    const client = chosen('127.0.0.1', `priority = 501\npatternIn = *\npatternOut = "${pattern}"`);
    expect(client.priority === 501).toBe(matches);
  });
});

test('the options are read, the others keep their defaults', () => {
  const client = chosen(
    '1.2.3.4',
    `priority = 501\n${everyone}\nALLOWSTARTTLS = no\nallowBinaryData = no\nmaxRCPTCount = 5\nmaxDataSize = 20\nplainConnAuthTypes = (Login none)`,
  );
  expect(client).toEqual({
    ...defaultClient,
    priority: 501,
    allowStartTLS: false,
    allowBinaryData: false,
    maxRCPTCount: 5,
    maxDataSize: 20,
    plainConnAuthTypes: ['login'],
  });
});

test('a client without patterns is named in the log', () => {
  expect(clients('priority = 501').warnings).toEqual([
    'axigen.cfg:4: a client without patternIn and patternOut: ignored',
  ]);
});

test.each(['priority = 0', 'priority = 1001', 'maxRCPTCount = 0', 'maxDataSize = -1', 'allowStartTLS = off'])(
  '%s stops the start',
  (attribute) => {
    expect(() => clients(`${everyone}\n${attribute}`)).toThrow(/^axigen\.cfg:7: /);
  },
);
