import { expect, test } from 'vitest';
import { plainPaint } from '../../src/report/human/paint.js';
import { unifiedDiff } from '../../src/report/human/unified-diff.js';
import { hideSecrets } from '../../src/text/hide-secrets.js';
import { unifiedPatch } from '../../src/text/unified-patch.js';

test.each([
  ['proxy_password = "canary"', 'proxy_password = <hidden>'],
  ['; ldap-passwd=canary', '; ldap-passwd=<hidden>'],
  [' userPassword: canary two', ' userPassword: <hidden>'],
  ['-\tpass = canary', '-\tpass = <hidden>'],
  ['+ActivationCode=canary', '+ActivationCode=<hidden>'],
  ['client_secret = canary', 'client_secret = <hidden>'],
  [
    'update_url = "http://user:canary@mirror.example/x"',
    'update_url = "http://user:<hidden>@mirror.example/x"',
  ],
  ['proxy = http://user:can@ary@mirror.example/x', 'proxy = http://user:<hidden>@mirror.example/x'],
  ['users = { password = "canary two" }', 'users = { password = <hidden> }'],
  ['set (authPassword, "canary \\" two");', 'set (authPassword, <hidden>);'],
  ['{ "password": "canary two", "port": 25 }', '{ "password": <hidden>, "port": 25 }'],
  ["users = { pass = 'canary two' }", 'users = { pass = <hidden> }'],
  ["set ('authPassword', 'canary two');", "set ('authPassword', <hidden>);"],
  ["pass = it's canary", 'pass = <hidden>'],
  ['listen_port = 25', 'listen_port = 25'],
  ['passive = yes', 'passive = yes'],
  ['password =', 'password ='],
  ['url = http://mirror.example:8080/a@b', 'url = http://mirror.example:8080/a@b'],
])('%s', (line, shown) => {
  expect(hideSecrets(line)).toBe(shown);
});

test('a line made to be slow to read is not', () => {
  // Each took minutes before: no test ends that waits for one.
  for (const one of [' ', 'pass', '#;', 'pass="\\', '://a:', 'pass \t']) {
    const text = one.repeat(100_000);
    expect(hideSecrets(text).length).toBeGreaterThan(0);
  }
});

const file = (port: number, ...between: readonly string[]) =>
  Buffer.from(['[smtp]', ...between, `listen_port = ${port}`, '', 'agent = yes', ''].join('\n'));
const secret = 'proxy_password = canary';

test('a diff for people hides it', () => {
  const lines = unifiedDiff('/etc/x', file(2526, secret), file(25, secret), plainPaint);
  expect(lines).toContain(' proxy_password = <hidden>');
  expect(lines).toContain('+listen_port = 25');
});

test.each([
  ['right above', [secret], 0],
  ['two lines above', [secret, 'a = 1'], 1],
  ['not near', [], 3],
])('a patch keeps %s out, by less context', (_where, between, context) => {
  const text = Buffer.from(unifiedPatch('x', file(2526, ...between), file(25, ...between))).toString();
  expect(text).not.toContain('canary');
  expect(text).toContain('+listen_port = 25');
  const beside = text.split('\n').filter((line) => line.startsWith(' '));
  expect(beside.length > 0).toBe(context > 0);
});
