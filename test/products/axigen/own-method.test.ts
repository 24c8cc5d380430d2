import { describe, expect, test } from 'vitest';
import { parsePolicy, printPolicy } from '../../../src/documents/policy/index.js';
import { unmet, withWishes } from '../../../src/products/axigen/own-method.js';

const parse = (text: string) => parsePolicy(Buffer.from(text, 'latin1'), 'smtpFilters.script');
const wishes = [
  ['allowStartTLS', 'no'],
  ['allowBinaryData', 'no'],
] as const;

/** The script as it is afterwards; also checks that the wishes are met then and that once is enough. */
function wished(text: string, wanted: readonly (readonly [string, string])[] = wishes): string {
  const after = withWishes(parse(text), wanted);
  expect(unmet(after, wanted)).toEqual([]);
  expect(withWishes(after, wanted)).toBe(after);
  return Buffer.from(printPolicy(after)).toString('latin1');
}

const own = (indent = '    ') =>
  `method GatewaySetup {\n${indent}set (allowStartTLS, "no");\n${indent}set (allowBinaryData, "no");\n}\n`;

test('as WebAdmin writes it: a method of our own, called last; every other byte stays', () => {
  const webAdmin =
    'event onEhlo {\n\tcall (WA_Acceptance_basic);\n}\n\nmethod WA_Acceptance_basic {\n\tset (allowStartTLS, "yes");\n\tset (allowBinaryData, "yes");\n}\n';
  expect(wished(webAdmin)).toBe(
    `${webAdmin.replace('basic);\n', 'basic);\n\tcall (GatewaySetup);\n')}\n${own('\t')}`,
  );
});

describe('what is right already stays as it is', () => {
  test.each([
    ['by its own sets', 'event onEhlo { set (allowStartTLS, "no"); set (ALLOWBINARYDATA, " NO "); }'],
    [
      'by methods',
      'event onEHLO { call (a); call (b); }\nmethod a { call (b); set (allowStartTLS, "no"); }\nmethod b { set (allowBinaryData, "no"); }',
    ],
    [
      'on both ways of a condition',
      'event onEhlo { set (allowBinaryData, "no"); if (is (a, "b")) { set (allowStartTLS, "no"); } else { set (allowStartTLS, "no"); } }',
    ],
    [
      'in both of two events of that name',
      `event onEhlo { call (GatewaySetup); }\nevent onEhlo { call (GatewaySetup); }\n${own()}`,
    ],
    [
      'by our method, called last',
      `event onEhlo {\n  set (allowStartTLS, "yes");\n  call (gatewaysetup);\n}\n${own()}`,
    ],
  ])('%s', (_name, text) => {
    expect(wished(text)).toBe(text);
  });
});

describe('what is not surely so gets our method', () => {
  test.each([
    ['not set', ''],
    ['set to yes', '  set (allowStartTLS, "yes"); set (allowBinaryData, "no");\n'],
    [
      'set behind the right one',
      '  set (allowStartTLS, "no"); set (allowBinaryData, "no"); set (allowStartTLS, "yes");\n',
    ],
    [
      'set in a condition',
      '  if (ipRange (remoteSmtpIp, "127.0.0.1")) { set (allowStartTLS, "no"); set (allowBinaryData, "no"); }\n',
    ],
    ['put together when it runs', '  set (allowStartTLS, "%tls%"); set (allowBinaryData, no);\n'],
    ['set by a statement that may run a method', '  execute (Off);\n'],
    ['set by a method that is not there', '  call (checkSPF);\n'],
  ])('%s', (_name, statements) => {
    const off = 'method Off { set (allowStartTLS, "no"); set (allowBinaryData, "no"); }\n';
    const text = `event onEhlo {\n${statements}}\n${off}`;
    const indent = statements === '' ? '    ' : '  ';
    expect(wished(text)).toBe(
      `event onEhlo {\n${statements}${indent}call (GatewaySetup);\n}\n${off}\n${own(indent)}`,
    );
  });

  test('without an event onEhlo there is one made', () => {
    const text = 'event onConnect {\r\n}\r\n';
    expect(wished(text)).toBe(
      `${text}\r\n${own().replaceAll('\n', '\r\n')}\r\nevent onEhlo {\r\n    call (GatewaySetup);\r\n}\r\n`,
    );
    expect(wished('')).toBe(`${own()}\nevent onEhlo {\n    call (GatewaySetup);\n}\n`);
  });

  test('what is set in another event does not count', () => {
    const text =
      'event onConnect { set (allowStartTLS, "no"); set (allowBinaryData, "no"); }\nevent onEhlo { }\n';
    expect(wished(text)).toContain('event onEhlo { call (GatewaySetup); }');
  });
});

describe('our method from before', () => {
  test('is changed, not doubled', () => {
    const text = `event onEhlo {\n  call (GatewaySetup);\n}\n${own('  ').replace('"no"', '"yes"')}`;
    expect(wished(text)).toBe(text.replace('"yes"', '"no"'));
  });

  test('gets what is missing', () => {
    const text = `event onEhlo {\n  call (GatewaySetup);\n}\n${own('  ')}`;
    const more = [...wishes, ['maxDataSize', '2048'], ['maxRcptCount', '50']] as const;
    expect(wished(text, more)).toBe(
      `${text.slice(0, -2)}  set (maxDataSize, "2048");\n  set (maxRcptCount, "50");\n}\n`,
    );
    expect(wished(wished(text, more), [['maxDataSize', '4096']])).toContain('set (maxDataSize, "4096");');
  });

  test('is called once, and last, where something came behind it', () => {
    const text = `event onEhlo {\n  call (GatewaySetup);\n  if (is (a, "b")) {\n    set (allowStartTLS, "yes");\n  }\n}\n${own('  ')}`;
    expect(wished(text)).toBe(
      text.replace('  call (GatewaySetup);\n', '').replace('  }\n}', '  }\n  call (GatewaySetup);\n}'),
    );
  });

  test('of an event or a method that is given twice, either may count: both are seen to', () => {
    const twice = `event onEhlo { call (GatewaySetup); }\nevent onehlo {\n}\n${own()}${own().replace('"no"', '"yes"')}`;
    expect(wished(twice)).toBe(
      twice.replace('onehlo {\n', 'onehlo {\n    call (GatewaySetup);\n').replace('"yes"', '"no"'),
    );
  });

  test('with a condition in it gets a last word', () => {
    const text = `event onEhlo { call (GatewaySetup); }\nmethod GatewaySetup {\n  set (allowBinaryData, "no");\n  if (a) {\n    set (allowStartTLS, "no");\n  }\n}\n`;
    expect(wished(text)).toBe(text.replace('  }\n}', '  }\n  set (allowStartTLS, "no");\n}'));
  });
});

test('methods that call each other, or the next one twice, end', () => {
  const chain = Array.from(
    { length: 40 },
    (_, n) => `method m${n} { call (m${n + 1}); call (m${n + 1}); }\n`,
  );
  const round = 'method m40 { call (m0); set (allowStartTLS, "yes"); }\n';
  expect(wished(`event onEhlo { call (m0); }\n${chain.join('')}${round}`)).toContain(
    'call (m0); call (GatewaySetup);',
  );
});
