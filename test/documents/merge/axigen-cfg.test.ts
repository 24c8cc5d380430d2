import { describe, expect, test } from 'vitest';
import { merged } from './merged.js';

const before = `# our mail server
Server {
    services = (smtpIncoming cli)
    smtpIncoming = {
        listeners = (
            {
                address = 0.0.0.0:25   # the world
                enable = yes
                peerMaxConnections = 20
            }
            { address = 10.0.0.1:587 enable = no }
        )
        maxErrors = 20
        clients = (
            { priority = 500 allowStartTLS = yes }
        )
    }
}
`;
const left = before
  .replace('0.0.0.0:25 ', '127.0.0.1:2525 ')
  .replace('peerMaxConnections = 20', 'peerMaxConnections = 200')
  .replace('allowStartTLS = yes', 'allowStartTLS = no')
  .replace(/( *)(\{ priority = 500.*\})\n/, '$1$2\n$1{ priority = 501 allowStartTLS = no }\n');
const listener = 'smtpIncoming listeners entry 127.0.0.1:2525';
const client = 'smtpIncoming clients entry 500';
const added = 'smtpIncoming clients entry 501';
const units = (changed: Readonly<Record<string, string>> = {}) =>
  [`${listener} address`, `${listener} peerMaxConnections`, `${client} allowStartTLS`, added].map(
    (where) => `${where}: ${changed[where] ?? 'as-left'}`,
  );
const edited = (text: string, from: string | RegExp, to: string) => {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${from} is not there`);
  return result;
};

describe('axigen.cfg', () => {
  test('as the run left it: as before, to the byte', () => {
    expect(merged(before, left, left)).toEqual({ units: units(), theirs: [], keep: before, before });
  });

  test.each<[string, (text: string) => string, readonly string[]]>([
    ['an attribute', (text) => edited(text, 'maxErrors = 20', 'maxErrors = 5'), ['smtpIncoming maxErrors']],
    [
      'an attribute of the object that we changed',
      (text) => edited(text, 'enable = yes\n', 'enable = yes\n                idleTimeout = 60\n'),
      [`${listener} idleTimeout`],
    ],
    [
      'a listener before ours',
      (text) => edited(text, 'listeners = (\n', 'listeners = (\n            { address = 10.0.0.9:26 }\n'),
      ['smtpIncoming listeners entry 10.0.0.9:26'],
    ],
    [
      'a listener gone',
      (text) => edited(text, /.*10\.0\.0\.1:587.*\n/, ''),
      ['smtpIncoming listeners entry 10.0.0.1:587'],
    ],
    ['a service', (text) => edited(text, '(smtpIncoming cli)', '(smtpIncoming pop3 cli)'), ['services pop3']],
    ['a remark', (text) => edited(text, '# our', '/* Joe */ # our'), []],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n'), []],
    [
      'another order of the listeners',
      (text) => edited(text, /( *\{\n(?:.*\n){3} *\}\n)(.*587.*\n)/, '$2$1'),
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

  test('saved by AXIGEN since, in its own words and without remarks: only what says something is compared', () => {
    const saved = left.replace(/#.*/g, '').replace(/\n\s*/g, '\n').replaceAll('yes', 'YES');
    const found = merged(before, left, saved);
    expect(found?.units).toEqual(units());
    expect(found?.keep).toContain('address = 0.0.0.0:25   \nenable = YES\npeerMaxConnections = 20\n}');
    expect(found?.keep).not.toContain('501');
  });

  test.each<[string, (text: string) => string, string, string]>([
    [
      'address',
      (text) => edited(text, '127.0.0.1:2525', '127.0.0.1:26'),
      `${listener} address`,
      '0.0.0.0:25 | 127.0.0.1:2525 | 127.0.0.1:26',
    ],
    [
      'attribute',
      (text) => edited(text, 'Connections = 200', 'Connections = 99'),
      `${listener} peerMaxConnections`,
      '20 | 200 | 99',
    ],
    [
      'attribute gone',
      (text) => edited(text, / *peerMaxConnections = 200\n/, ''),
      `${listener} peerMaxConnections`,
      '20 | 200 | -',
    ],
    ['attribute twice', (text) => edited(text, 'maxErrors', 'maxErrors = 1\n        maxErrors'), '', ''],
    [
      'what we added',
      (text) => edited(text, '501 allowStartTLS = no', '501 allowStartTLS = yes'),
      added,
      '- | { priority = 501 allowStartTLS = no } | { priority = 501 allowStartTLS = yes }',
    ],
  ])('ours, changed: %s', (_, edit, where, values) => {
    const found = merged(before, left, edit(left));
    expect(found?.units).toEqual(units(where === '' ? {} : { [where]: values }));
    expect(found?.before.replace('maxErrors = 1\n        ', '')).toBe(before);
  });

  test('the listener that we changed is gone: it can be put back where it stood, and need not be', () => {
    const now = edited(left, / *\{\n *address = 127(?:.*\n){3} *\}\n/, '');
    const found = merged(before, left, now);
    expect(found?.units[0]).toMatch(
      /^smtpIncoming listeners entry 127\.0\.0\.1:2525: \{ address = 0.0.0.0:25 .*\| -$/,
    );
    expect(found?.before).toBe(before);
    expect(found?.keep).not.toContain('0.0.0.0:25');
  });

  test('an object that we took out comes back behind the one that it stood behind', () => {
    const out = edited(before, /.*587.*\n/, '');
    const now = edited(out, 'maxErrors = 20', 'maxErrors = 5');
    expect(merged(before, out, now)?.keep).toBe(edited(before, 'maxErrors = 20', 'maxErrors = 5'));
    expect(merged(before, out, before)?.units).toEqual([
      'smtpIncoming listeners entry 10.0.0.1:587: as-before',
    ]);
  });

  test('a set that we added, in which somebody put an object of theirs, keeps that one', () => {
    const bare = edited(before, / *clients = \(\n.*\n *\)\n/, '');
    const ours = edited(
      bare,
      '        maxErrors = 20\n',
      '        maxErrors = 20\n        clients = (\n            { priority = 501 }\n        )\n',
    );
    expect(merged(bare, ours, ours)?.keep).toBe(bare);
    const now = edited(ours, '{ priority = 501 }\n', '{ priority = 501 }\n            { priority = 7 }\n');
    expect(merged(bare, ours, now)?.keep).toBe(
      edited(ours, '            { priority = 501 }\n', '            { priority = 7 }\n'),
    );
  });

  test('everything on one line', () => {
    const one = 'Server { a = 1 s = ( { x = 1 } ) }';
    const ours = 'Server { a = 2 s = ( { x = 1 } { x = 2 } ) b = 3 c = 4 }';
    expect(merged(one, ours, ours)?.keep).toBe(one);
    expect(merged(one, ours, ours.replace('c = 4', 'd = 5 c = 4'))?.keep).toBe(
      'Server { a = 1 s = ( { x = 1 } ) d = 5 }',
    );
  });
});
