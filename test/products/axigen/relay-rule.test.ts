import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLoopbackRelay } from '../../../src/products/axigen/relay-rule.js';
import { closed, kindsIn, lan, login, loopback, onEhlo, open, parse, rule, vpn } from './relay-scripts.js';

describe("the article's rule", () => {
  test.each(['remoteSmtpIp', 'remoteSmtIp', 'REMOTESMTPIP', 'remotesmtip'])('with %s', (variable) => {
    const lines = `  if (iprange (${variable}, "127.0.0.0/255.0.0.0")) {  \r\n    set(remoteDelivery, "all");\r\n  }\r\n`;
    const text = onEhlo(lines);
    expect(findLoopbackRelay(parse(text))).toEqual([
      {
        line: 4,
        column: 3,
        kind: 'sole',
        text: `if (iprange (${variable}, "127.0.0.0/255.0.0.0")) { set(remoteDelivery, "all"); }`,
        within: 'event onEhlo',
        alsoAffects: [],
      },
    ]);
    expect(closed(text)).toBe(onEhlo(''));
  });

  test.each(['127.0.0.0/8', '127.0.0.1', '127.0.0.1/255.255.255.255', '127.0.0.1-127.0.0.1', '127.0.0.2/31'])(
    'with the range %s',
    (range) => {
      const text = onEhlo(rule(`anyOf (ipRange (remoteSmtpIp, "${range}"))`));
      expect(kindsIn(text)).toEqual(['sole']);
      expect(closed(text)).toBe(onEhlo(''));
    },
  );

  test.each(['is', 'isCase'])('with %s and an address', (name) => {
    const text = onEhlo(rule(`${name} (remoteSmtpIp, "127.0.0.1")`));
    expect(kindsIn(text)).toEqual(['sole']);
    expect(closed(text)).toBe(onEhlo(''));
  });

  test('keeps every other byte', () => {
    const around =
      '# \xe9 if (127) {\r\n\tevent\tonEhlo {\n  # caveat 4\n@\n  set (smtpGreeting, "} ; if\n127.0.0.1"); }';
    const text = around.replace(
      '@',
      `\tif( ${loopback} ){ # it\n\t\tSET(REMOTEDELIVERY,"ALL")\n\t;} # end\r`,
    );
    expect(closed(text)).toBe(around.replace('@\n', ''));
  });
});

describe('one range among others', () => {
  test.each([
    ['first', [loopback, lan, vpn], [lan, vpn]],
    ['in the middle', [lan, loopback, vpn], [lan, vpn]],
    ['last', [lan, vpn, loopback], [lan, vpn]],
    ['twice', [loopback, lan, 'ipRange (remoteSmtpIp, "127.0.0.1")'], [lan]],
    ['beside a login', [loopback, login], [login]],
    ['nested', [lan, `anyOf (${loopback})`], [lan]],
    ['nested beside others', [lan, `anyOf (${loopback}, ${vpn})`], [lan, `anyOf (${vpn})`]],
    ['in an allOf of its own', [lan, `allOf (${loopback}, ${loopback})`], [lan]],
  ])('%s', (_, before, after) => {
    const text = onEhlo(rule(`anyOf (${before.join(', ')})`));
    expect(new Set(kindsIn(text))).toEqual(new Set(['operand']));
    expect(closed(text)).toBe(onEhlo(rule(`anyOf (${after.join(', ')})`)));
  });

  test('on lines, with remarks', () => {
    const lines = (middle: string) =>
      onEhlo(rule(`anyOf (\n      ${lan}, # lan\n${middle}      ${vpn}  # vpn\n    )`));
    const text = lines(`      ${loopback},   # this host\n`);
    expect(findLoopbackRelay(parse(text))).toMatchObject([
      { line: 6, column: 7, kind: 'operand', text: loopback },
    ]);
    expect(closed(text)).toBe(lines(''));
  });

  test('what else the if did is named', () => {
    const text = onEhlo(rule(`anyOf (${lan}, ${loopback})`, `${open} set (localDelivery, "all");`));
    expect(findLoopbackRelay(parse(text))).toMatchObject([
      { kind: 'operand', alsoAffects: ['set (localDelivery, "all");'] },
    ]);
    expect(closed(text)).toBe(onEhlo(rule(`anyOf (${lan})`, `${open} set (localDelivery, "all");`)));
  });
});

describe('an allOf', () => {
  test.each([
    ['of loopback only', `allOf (${loopback})`, 'sole', undefined],
    ['of loopback and a list with it', `allOf (${loopback}, anyOf (${loopback}, ${lan}))`, 'sole', undefined],
    [
      'of a wide range and a list',
      `allOf (ipRange (remoteSmtpIp, "0.0.0.0/0"), anyOf (${loopback}, ${lan}))`,
      'operand',
      `allOf (ipRange (remoteSmtpIp, "0.0.0.0/0"), anyOf (${lan}))`,
    ],
    [
      'of two lists',
      `allOf (anyOf (${loopback}, ${lan}), anyOf (${vpn}, ${loopback}))`,
      'operand',
      `allOf (anyOf (${lan}), anyOf (${vpn}, ${loopback}))`,
    ],
    ['of wide ranges only', 'allOf (ipRange (remoteSmtpIp, "0.0.0.0/0"))', 'wide', undefined],
  ])('%s', (_, condition, kind, left) => {
    const text = onEhlo(rule(condition));
    expect(kindsIn(text)).toEqual([kind]);
    expect(closed(text)).toBe(onEhlo(left === undefined ? '' : rule(left)));
  });
});

describe('a range that covers other addresses too', () => {
  test.each(['0.0.0.0/0', '0.0.0.0/0.0.0.0', '126.0.0.0/7', '0.0.0.0-254.255.255.255'])('%s', (range) => {
    const wide = `ipRange (remoteSmtpIp, "${range}")`;
    expect(kindsIn(onEhlo(rule(wide)))).toEqual(['wide']);
    expect(closed(onEhlo(rule(wide)))).toBe(onEhlo(''));
    const among = onEhlo(rule(`anyOf (${lan}, ${wide})`));
    expect(kindsIn(among)).toEqual(['wide']);
    expect(closed(among)).toBe(onEhlo(rule(`anyOf (${lan})`)));
  });

  test('the else of other addresses', () => {
    const text = onEhlo(`  if (${lan}) { } else { ${open} }\n`);
    expect(kindsIn(text)).toEqual(['wide']);
    expect(closed(text)).toBe(onEhlo(`  if (${lan}) { } else { }\n`));
  });
});

describe('an if that does other things too', () => {
  test.each([
    ['a set', `${open} set (a, "b");`, 'set (a, "b");'],
    ['two that open', `${open} set (a, "b"); ${open}`, 'set (a, "b");'],
    ['an unknown statement', `addHeader ("X", "y"); ${open}`, 'addHeader ("X", "y");'],
  ])('%s: only what opens the relay goes', (_, body, left) => {
    const text = onEhlo(rule(loopback, body));
    expect(kindsIn(text)).toEqual(['sole']);
    expect(closed(text)).toBe(onEhlo(rule(loopback, left)));
  });

  test('in its else', () => {
    const text = onEhlo(`  if (${loopback}) { ${open} } else { set (a, "b"); }\n`);
    expect(closed(text)).toBe(onEhlo(`  if (${loopback}) { } else { set (a, "b"); }\n`));
  });

  test('an else if goes whole', () => {
    const text = onEhlo(`  if (${lan}) { ${open} } else if (${loopback}) { ${open} }\n`);
    expect(kindsIn(text)).toEqual(['sole']);
    expect(closed(text)).toBe(onEhlo(`  if (${lan}) { ${open} }\n`));
  });

  test('an else that opens once the range is gone', () => {
    const text = onEhlo(`  if (anyOf (${loopback}, ${lan})) { ${open} } else { ${open} }\n`);
    expect(closed(text)).toBe(onEhlo(`  if (anyOf (${lan})) { ${open} } else { }\n`));
  });

  test('nested ifs: the inner one goes', () => {
    const list = `anyOf (${loopback}, ${lan})`;
    const text = onEhlo(`  if (${list}) {\n    set (a, "b");\n    if (${loopback}) { ${open} }\n  }\n`);
    expect(closed(text)).toBe(onEhlo(`  if (${list}) {\n    set (a, "b");\n  }\n`));
  });
});

describe('through methods', () => {
  const method = (name: string, body: string) => `method ${name} {\n  ${body}\n}\n`;

  test('the rule in a method called from onEhlo', () => {
    const text = `event onEhlo {\n  call (Routing);\n}\nmethod routing {\n${rule(loopback)}}\n`;
    expect(findLoopbackRelay(parse(text))).toMatchObject([
      { line: 5, kind: 'sole', within: 'method routing' },
    ]);
    expect(closed(text)).toBe('event onEhlo {\n  call (Routing);\n}\nmethod routing {\n}\n');
  });

  test('two calls deep, from onConnect', () => {
    const text = `event onConnect { call (a); }\n${method('a', 'call (b);')}method b {\n${rule(`anyOf (${lan}, ${loopback})`)}}\n`;
    expect(kindsIn(text)).toEqual(['operand']);
    expect(closed(text)).toBe(text.replace(`, ${loopback}`, ''));
  });

  test('the if calls a method that opens and does nothing else', () => {
    const text = onEhlo(rule(loopback, 'call (Relay);')) + method('Relay', open);
    expect(findLoopbackRelay(parse(text))).toMatchObject([{ kind: 'sole', within: 'event onEhlo', line: 4 }]);
    expect(closed(text)).toBe(onEhlo('') + method('Relay', open));
  });

  test('the method does more, and only this if calls it: its set goes', () => {
    const text = onEhlo(rule(loopback, 'call (Relay);')) + method('Relay', `${open} set (a, "b");`);
    expect(closed(text)).toBe(onEhlo(rule(loopback, 'call (Relay);')) + method('Relay', 'set (a, "b");'));
  });

  test('the method does more and serves others: the call goes, and is named', () => {
    const relay = method('Relay', `${open} set (a, "b");`);
    const text = onEhlo(rule(lan, 'call (Relay);') + rule(loopback, 'set (x, "y"); call (Relay);')) + relay;
    expect(findLoopbackRelay(parse(text))).toMatchObject([{ kind: 'sole', alsoAffects: ['call (Relay);'] }]);
    expect(closed(text)).toBe(onEhlo(rule(lan, 'call (Relay);') + rule(loopback, 'set (x, "y");')) + relay);
  });

  test('an unknown statement that names the method counts as a call', () => {
    expect(kindsIn(`event onEhlo { execute (Relay); }\n${method('Relay', open)}`)).toEqual(['unconditional']);
    expect(kindsIn(`event onEhlo { Relay (); }\n${method('Relay', open)}`)).toEqual(['unconditional']);
  });

  test('methods that call each other end', () => {
    const text = `event onEhlo { call (a); }\n${method('a', `call (b); ${open}`)}${method('b', 'call (a);')}`;
    expect(kindsIn(text)).toEqual(['unconditional']);
    expect(closed(text)).not.toContain(open);
  });

  test('thirty methods that call the next one twice take no time', () => {
    const chain = Array.from({ length: 30 }, (_, n) =>
      method(`m${n}`, `call (m${n + 1}); call (m${n + 1});`),
    ).join('');
    const text = `event onEhlo { call (m0); }\n${chain}${method('m30', open)}`;
    expect(kindsIn(text)).toEqual(['unconditional']);
  });

  test('a method that nothing calls has no effect', () => {
    expect(kindsIn(`event onEhlo { }\n${method('Relay', open)}`)).toEqual([]);
  });
});

describe('unconditional', () => {
  test.each([
    ['in an event', onEhlo(`  ${open}\n`), onEhlo('')],
    ['in onMailFrom', `event onMailFrom { ${open} }`, 'event onMailFrom { }'],
    ['any case, with blanks', 'event onEhlo { Set ( RemoteDelivery , " ALL " ) ; }', 'event onEhlo { }'],
    [
      'in a called method',
      `event onEhlo { call (m); }\nmethod m { ${open} }`,
      'event onEhlo { call (m); }\nmethod m { }',
    ],
  ])('%s', (_, before, after) => {
    expect(kindsIn(before)).toEqual(['unconditional']);
    expect(closed(before)).toBe(after);
  });
});

describe('an excerpt', () => {
  test('is one safe line', () => {
    const text = onEhlo(rule(loopback, `set (a, "\x1b[31m${'x'.repeat(200)}"); ${open}`));
    const [found] = findLoopbackRelay(parse(text));
    expect(found?.text).toHaveLength(120);
    expect(found?.text).toContain('\\x1b[31m');
  });
});

test('whatever the script, only the lines of loopback rules change', () => {
  const blanks = fc.constantFrom('', ' ', '\t');
  const operand = fc.constantFrom(loopback, 'iprange(remoteSmtIp,"127.0.0.1")', lan, vpn, login);
  const line = fc.oneof(
    fc.constantFrom(
      '# 127.0.0.1 {',
      '',
      'set (maxDataSize, "1");',
      'set (smtpGreeting, "a # }\nb");',
      'call (other);',
    ),
    fc
      .tuple(blanks, fc.array(operand, { minLength: 1, maxLength: 4 }), blanks)
      .map(([a, operands, b]) => `if${a}(anyOf (\n${operands.join(',\n')}\n))${b}{\n${open}\n}`),
  );
  const script = fc
    .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, eol]) => ({
      text: ['event onEhlo {', ...lines, '}', ''].join('\n').replaceAll('\n', eol),
      eol,
    }));
  fc.assert(
    fc.property(script, ({ text, eol }) => {
      const wanted = text
        .replace(
          /if[ \t]?\(anyOf \((?:\s*ip[rR]ange ?\(\w+, ?"127[^"]*"\),?\s*)+\)\)[ \t]?\{\s*set [^;]*;\s*\}\r?\n/g,
          '',
        )
        .replace(/^ip[rR]ange ?\(\w+, ?"127[^"]*"\),?\r?\n/gm, '')
        .replaceAll(`,${eol}))`, `${eol}))`);
      expect(closed(text)).toBe(wanted);
    }),
    { numRuns: 300 },
  );
});

test("in the shape that WebAdmin gives a script, the neighbour's comma goes too", () => {
  const script = (ranges: string) =>
    `event onEhlo {\n\tcall (WA_Routing_basic_delivery);\n\tcall (Trusted);\n}\n\nevent onRelay {\n}\n\nmethod WA_Routing_basic_delivery {\n\tset (remoteDelivery, "auth");\n}\n\nmethod Trusted {\n\tif (\n\t\tanyOf (\n${ranges}\t\t)\n\t) {\n\t\tset (remoteDelivery, "all");\n\t}\n}\n`;
  const text = script(`\t\t\t${lan},\n\t\t\t${vpn},\n\t\t\t${loopback}\n`);
  expect(findLoopbackRelay(parse(text))).toMatchObject([{ line: 18, column: 4, within: 'method Trusted' }]);
  expect(closed(text)).toBe(script(`\t\t\t${lan},\n\t\t\t${vpn}\n`));
});
