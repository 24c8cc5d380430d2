import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkPolicy } from '../../../../src/lab/axigen/policy/check.js';
import { parsePolicy } from '../../../../src/lab/axigen/policy/parse.js';
import { delivery, runEvent } from '../../../../src/lab/axigen/policy/run.js';
import { templatePath } from '../../../../src/package-root.js';

function run(script: string, variables: Record<string, string> = {}): Record<string, string> {
  const map = new Map(Object.entries(variables));
  runEvent(parsePolicy('p', script), 'onEhlo', map);
  return Object.fromEntries(map);
}

const loopback = { remotesmtpip: '127.0.0.1' };

describe('conditions', () => {
  test.each<[string, boolean]>([
    ['ipRange (remoteSmtpIp, "127.0.0.0/255.0.0.0")', true],
    ['IPRANGE(RemoteSMTPip,"127.0.0.0/8")', true],
    ['iprange (remoteSmtpIp, "127.0.0.0-127.0.0.9")', true],
    ['iprange (remoteSmtpIp, "10.0.0.0/8")', false],
    ['iprange (remoteSmtIp, "127.0.0.0/255.0.0.0")', false],
    ['anyOf (ipRange (remoteSmtpIp, "10.0.0.0/8"), ipRange (remoteSmtpIp, "127.0.0.0/8"))', true],
    ['allOf (ipRange (remoteSmtpIp, "10.0.0.0/8"), ipRange (remoteSmtpIp, "127.0.0.0/8"))', false],
    ['allOf (anyOf (is (ehloHost, "a"), is (ehloHost, "B")), is (isESMTP, "yes"))', true],
    ['is (ehloHost, "b")', true],
    ['isCase (ehloHost, "b")', false],
    ['isCase (ehloHost, "B")', true],
    ['is (neverSet, "")', true],
    ['greaterThan (mailCount, "2")', true],
    ['greaterThan (mailCount, "10")', false],
    ['greaterThan (neverSet, "0")', false],
  ])('%s: %s', (condition, holds) => {
    const facts = { ...loopback, ehlohost: 'B', isesmtp: 'yes', mailcount: '3' };
    const after = run(`event onEhlo { if (${condition}) { set (x, "1"); } }`, facts);
    expect(after.x).toBe(holds ? '1' : undefined);
  });
});

describe('statements', () => {
  test('later settings win, through methods and in any case', () => {
    const after = run(`
      event ONEHLO { set (remoteDelivery, "all"); call (Basic); }
      method basic { SET (RemoteDelivery, "auth"); if (is (remoteDelivery, "AUTH")) { set (deep, "%remoteDelivery%!"); } }`);
    expect(after).toEqual({ remotedelivery: 'auth', deep: 'auth!' });
  });

  test('strings span lines, and quotes in them are escaped', () => {
    expect(run('event onEhlo { set (a, "one\ntwo \\"three\\""); }')).toEqual({ a: 'one\ntwo "three"' });
  });

  test('other events are not run', () => {
    expect(run('event onConnect { set (a, "1"); }')).toEqual({});
  });
});

describe('what does not parse, with its line', () => {
  test.each<[string, string]>([
    ['event onEhlo {\n set (a, "b")\n}', 'p:3: expected ";" after set (...), found "}"'],
    ['event onEhlo {\n set (a, b);\n}', 'p:2: expected a value in double quotes, found "b"'],
    ['event onEhlo {\n set (a, "b);\n}\n', 'p:2: this string is never closed'],
    [
      'event onEhlo {\n if (is (a, "b")) {\n }\n else {\n }\n}',
      'p:4: expected set, call or if, found "else"',
    ],
    ['event onEhlo {\n if (not (a, "b")) {\n }\n}', 'p:2: "not" is not a condition'],
    ['event onEhlo {\n if (anyOf ()) {\n }\n}', 'p:2: expected a condition, found ")"'],
    ['event onEhlo {\n', 'p:2: the block opened on line 1 is never closed by "}"'],
    ['event onEhlo {\n}\n}', 'p:3: expected "event" or "method", found "}"'],
    ['event onEhlo {\n}\nevent onehlo {\n}', 'p:3: event onehlo is defined twice'],
    ['event onEhlo {\n /* x */\n}', 'p:2: unexpected character "/"'],
    [
      'event onEhlo {\n if (ipRange (remoteSmtpIp, "10.0.0.0/40")) { }\n}',
      'p:2: "10.0.0.0/40" is not a range',
    ],
    ['set (a, "b");', 'p:1: expected "event" or "method", found "set"'],
  ])('%j', (text, message) => {
    expect(() => parsePolicy('p', text)).toThrow(message);
  });
});

describe('what parses and still cannot run', () => {
  test.each<[string, string]>([
    ['event onEhlo {\n if (is (a, "")) { call (missing); }\n}', 'p:2: there is no method missing'],
    ['method a {\n call (b);\n}\nmethod b {\n call (A);\n}', 'p:5: method a calls itself'],
    ['method a {\n call (a);\n}', 'p:2: method a calls itself'],
  ])('%j', (text, message) => {
    expect(() => checkPolicy(parsePolicy('p', text), '1.2')).toThrow(message);
  });

  test('predefined methods may be called, and a method twice', () => {
    const script = parsePolicy('p', 'event onEhlo { call (checkSPF); call (a); call (a); } method a { }');
    expect(checkPolicy(script, '1.2')).toEqual([]);
  });

  test('variables of later generations are ignored by 1.2 with a word in the log', () => {
    const script = parsePolicy('p', 'event onEhlo {\n set (allowStartTLS, "no");\n}');
    expect(checkPolicy(script, '10')).toEqual([]);
    expect(checkPolicy(script, '1.2')).toEqual([
      'p:2: set (allowstarttls) has no effect in generation 1.2, where SMTP-In clients decide it',
    ]);
  });
});

describe('the script as installed', () => {
  const script = parsePolicy(
    'p',
    readFileSync(templatePath('lab', 'axigen', 'smtpFilters.script'), 'latin1'),
  );

  test.each([
    ['127.0.0.1', 'all'],
    ['127.255.255.255', 'all'],
    ['128.0.0.1', 'auth'],
  ])('from %s remoteDelivery is %s', (ip, expected) => {
    const variables = new Map([['remotesmtpip', ip]]);
    runEvent(script, 'onEhlo', variables);
    expect(delivery(variables, 'remoteDelivery')).toBe(expected);
    expect(delivery(variables, 'localDelivery')).toBe('all');
  });

  test('has nothing to warn of', () => {
    expect(checkPolicy(script, '1.2')).toEqual([]);
  });
});

test.each([
  [undefined, 'auth', 'all'],
  ['NONE', 'none', 'none'],
  ['nonsense', 'auth', 'all'],
])('a delivery variable of %s', (value, remote, local) => {
  const variables = new Map<string, string>();
  if (value !== undefined) variables.set('remotedelivery', value).set('localdelivery', value);
  expect(delivery(variables, 'remoteDelivery')).toBe(remote);
  expect(delivery(variables, 'localDelivery')).toBe(local);
});
