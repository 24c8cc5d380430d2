import { describe, expect, test } from 'vitest';
import { closed, kindsIn, lan, login, loopback, onEhlo, open, rule, vpn } from './relay-scripts.js';

describe('guarded: a person has to decide', () => {
  test.each([
    ['loopback and a login', rule(`allOf (${loopback}, ${login})`)],
    ['loopback or lan, and a login', rule(`allOf (anyOf (${lan}, ${loopback}), ${login})`)],
    ['a login within loopback', rule(loopback, `if (${login}) { ${open} }`)],
    ['loopback within a login', rule(login, `if (${loopback}) { ${open} }`)],
    ['a range that cannot be read', rule('ipRange (remoteSmtpIp, "127.0.0.*")')],
    ['a range without a value', rule('ipRange (remoteSmtpIp)')],
    ['a range of a variable we do not know', rule('ipRange (clientIp, "127.0.0.0/8")')],
    ['a function that we do not know', rule(`not (${lan})`)],
    // Behind the scanner it is always 127.0.0.1:2525 that is connected to.
    ['what was connected to', rule('is (smtpIp, "127.0.0.1")')],
    ['on which port', rule('is (smtpPort, "25")')],
    ['a value put together', rule(loopback, 'set (remoteDelivery, "%x%");')],
    ['a value put together, always', '  set (remoteDelivery, other);\n'],
    ['behind an else of something else', `  if (${login}) { } else if (${loopback}) { ${open} }\n`],
    ['an else', `  if (allOf (${loopback}, ${login})) { } else { ${open} }\n`],
  ])('%s', (_, statements) => {
    const text = onEhlo(statements);
    expect(kindsIn(text)).toEqual(['guarded']);
    expect(closed(text)).toBe(text);
  });

  test('what is left beside a rule that goes', () => {
    const guarded = `allOf (${loopback}, ${login})`;
    const text = onEhlo(rule(`anyOf (${loopback}, ${guarded})`));
    expect(kindsIn(text)).toEqual(['operand']);
    expect(closed(text)).toBe(onEhlo(rule(`anyOf (${guarded})`)));
    expect(kindsIn(closed(text))).toEqual(['guarded']);
  });
});

describe('no such rule', () => {
  test.each([
    ['nothing', ''],
    ['others only', rule(`anyOf (${lan}, ${vpn})`)],
    ['a login', rule(login)],
    ['a login, or others', rule(`anyOf (${login}, ${lan})`)],
    ['loopback and others at once', rule(`allOf (${loopback}, ${lan})`)],
    ['loopback that asks for a login', rule(loopback, 'set (remoteDelivery, "auth");')],
    ['loopback that opens nothing', rule(loopback, 'set (localDelivery, "all");')],
    ['an else of loopback', `  if (${loopback}) { } else { ${open} }\n`],
    ['an else of a login', `  if (${login}) { } else { ${open} }\n`],
    ['in a comment', `  # if (${loopback}) { ${open} }\n`],
    ['in a string', `  set (smtpGreeting, "\n${rule(loopback).replaceAll('"', '\\"')}");\n`],
    ['another variable', rule('is (ehloHost, "127.0.0.1")')],
  ])('%s', (_, statements) => {
    const text = onEhlo(statements);
    expect(kindsIn(text)).toEqual([]);
    expect(closed(text)).toBe(text);
  });
});
