import { describe, expect, test } from 'vitest';
import { merged } from './merged.js';

const relay = `    if (anyOf(
        ipRange (remoteSmtpIp, "127.0.0.0/255.0.0.0"), # the wizard's
        ipRange (remoteSmtpIp, "10.0.0.0/255.0.0.0")
    )) {
        set (remoteDelivery, "all");
    }
`;
const before = `# what is accepted
event onConnect {
    set (smtpGreeting, "hello");
}
event onEhlo {
    set (maxDataSize, "10240");
${relay}}
`;
const left = `${before
  .replace(/.*the wizard's\n/, '')
  .replace('"10240"', '"20480"')
  .replace(/\}\n$/, '    call (GatewaySetup);\n}\n')}
method GatewaySetup {
    set (allowStartTLS, "no");
    set (allowBinaryData, "no");
}
`;
const units = (changed: Readonly<Record<string, string>> = {}) =>
  [
    'event onEhlo set (maxDataSize)',
    'event onEhlo if (...) its condition',
    'event onEhlo call (GatewaySetup)',
    'method GatewaySetup',
  ].map((where) => `${where}: ${changed[where] ?? 'as-left'}`);
const edited = (text: string, from: string | RegExp, to: string) => {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${from} is not there`);
  return result;
};

describe('the SMTP policy script', () => {
  test('as the run left it: as before, to the byte', () => {
    expect(merged(before, left, left)).toEqual({ units: units(), theirs: [], keep: before, before });
  });

  test.each<[string, (text: string) => string, readonly string[]]>([
    [
      'a statement elsewhere',
      (text) => edited(text, '"hello"', '"welcome"'),
      ['event onConnect set (smtpGreeting)'],
    ],
    [
      'a statement beside ours',
      (text) => edited(text, 'event onEhlo {\n', 'event onEhlo {\n    set (localDelivery, "all");\n'),
      ['event onEhlo set (localDelivery)'],
    ],
    [
      'in the if that we changed',
      (text) => edited(text, '"all");', '"all"); set (x, "1");'),
      ['event onEhlo if (...) then set (x)'],
    ],
    [
      'an event',
      (text) => edited(text, 'event onEhlo', 'event onRelay {\n}\nevent onEhlo'),
      ['event onRelay'],
    ],
    ['a remark', (text) => edited(text, '# what', '# Joe: what'), []],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n'), []],
    [
      'the events in another order',
      (text) => edited(text, /(event onConnect \{\n.*\n\}\n)([\s\S]*?\n\}\n)/, '$2$1'),
      [],
    ],
  ])('unrelated: %s', (_, edit, theirs) => {
    const result = edit(before);
    expect(merged(before, left, edit(left))).toEqual({
      units: units(),
      theirs,
      keep: result,
      before: result,
    });
  });

  test.each<[string, (text: string) => string, string, string]>([
    [
      'the value',
      (text) => edited(text, '"20480"', '"1"'),
      'event onEhlo set (maxDataSize)',
      '"10240" | "20480" | "1"',
    ],
    [
      'the condition',
      (text) => edited(text, '"10.0.0.0/', '"11.0.0.0/'),
      'event onEhlo if (...) its condition',
      expect.anything(),
    ],
    [
      'our method',
      (text) => edited(text, 'allowStartTLS, "no"', 'allowStartTLS, "yes"'),
      'method GatewaySetup',
      expect.anything(),
    ],
  ])('ours, changed: %s', (_, edit, where, values) => {
    const found = merged(before, left, edit(left));
    const changed = found?.units.find((one) => one.startsWith(`${where}: `));
    expect(changed?.slice(where.length + 2)).toEqual(values);
    expect(changed).toMatch(/ \| .* \| /);
    expect(found?.units.filter((one) => one.endsWith(': as-left'))).toHaveLength(3);
    expect(found?.before).toBe(before);
    expect(found?.keep).not.toContain('call (GatewaySetup)');
  });

  test('our call moved or gone, our method gone: nothing is left to do there', () => {
    const now = edited(edited(left, '    call (GatewaySetup);\n', ''), /\nmethod[\s\S]*/, '');
    const found = merged(before, left, now);
    expect(found?.units.slice(2)).toEqual([
      'event onEhlo call (GatewaySetup): as-before',
      'method GatewaySetup: as-before',
    ]);
    expect(found?.keep).toBe(before);
  });

  test.each([
    ['an if alone', before, edited(before, relay, '')],
    [
      'an if with an else',
      `event e {\n    if (isA ()) {\n        set (x, "1");\n    } else {\n        set (y, "2");\n    }\n}\n`,
      `event e {\n    if (isA ()) {\n        set (x, "1");\n    }\n}\n`,
    ],
    ['two statements', 'event e { set (a, "1"); set (b, "2"); set (c, "3"); }', 'event e { set (c, "3"); }'],
  ])('what we took out comes back: %s', (_, one, ours) => {
    expect(merged(one, ours, ours)?.keep.replace(/\s+/g, ' ')).toBe(one.replace(/\s+/g, ' '));
    const now = `${ours}event mine { set (m, "1"); }\n`;
    expect(merged(one, ours, now)?.keep).toContain('event mine { set (m, "1"); }\n');
    expect(merged(one, ours, one)?.units.every((unit) => unit.endsWith('as-before'))).toBe(true);
  });

  test('an event that we added keeps what somebody put into it', () => {
    const one = 'event onConnect {\n}\n';
    const ours = `${one}\nevent onEhlo {\n    call (GatewaySetup);\n}\n`;
    expect(merged(one, ours, ours)?.keep).toBe(one);
    const now = edited(ours, 'call', 'set (x, "1");\n    call');
    expect(merged(one, ours, now)?.keep).toBe(`${one}\nevent onEhlo {\n    set (x, "1");\n}\n`);
  });
});
