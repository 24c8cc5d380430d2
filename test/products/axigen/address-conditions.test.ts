import { expect, test } from 'vitest';
import { parsePolicy } from '../../../src/documents/policy/index.js';
import { addressConditions } from '../../../src/products/axigen/address-conditions.js';

const found = (text: string) =>
  addressConditions(parsePolicy(Buffer.from(text, 'latin1'), 'smtpFilters.script')).map(
    ({ line, within, text: words, holds }) => `${line} ${within}: ${words} ${holds}`,
  );
const lan = 'ipRange (remoteSmtpIp, "10.0.0.0/8")';
const loopback = 'ipRange (remoteSmtpIp, "127.0.0.0/255.0.0.0")';

test.each([
  ['nothing', '', []],
  ['no address', 'event a { if (is (ehloHost, "x")) { set (b, "c"); } }', []],
  ['a network', `event a {\n if (${lan}) { set (b, "c"); }\n}`, [`2 event a: ${lan} never`]],
  [
    'in lists, in an else, in a method',
    `event a {\n if (anyOf (${lan}, allOf (is (authUser, "x"), isCase (REMOTESMTPIP, "10.1.2.3")))) { }\n else if (ipRange (remoteSmtIp, "x")) { }\n}\nmethod b {\n if (c) { } else {\n if (${lan}) { }\n }\n}`,
    [
      `2 event a: ${lan} never`,
      '2 event a: isCase (REMOTESMTPIP, "10.1.2.3") never',
      '3 event a: ipRange (remoteSmtIp, "x") unclear',
      `7 method b: ${lan} never`,
    ],
  ],
  [
    'true for all mail',
    `event a { if (${loopback}) { set (localDelivery, "all"); } }`,
    [`1 event a: ${loopback} always`],
  ],
  [
    'lookups of the address',
    'event a {\n call (checkSPF);\n checkDNSBL (x);\n call (other);\n}',
    ['2 event a: call (checkSPF); unclear', '3 event a: checkDNSBL (x); unclear'],
  ],
  [
    'a function that is not known',
    'event a { if (not (remoteSmtpIp, "x")) { } }',
    ['1 event a: not (remoteSmtpIp, "x") unclear'],
  ],
  [
    'what was connected to',
    'event a { if (is (smtpPort, "25")) { set (b, "c"); } }',
    ['1 event a: is (smtpPort, "25") unclear'],
  ],
  ['the relay rule is told elsewhere', `event a { if (${loopback}) { set (remoteDelivery, "all"); } }`, []],
  [
    'of the relay rule, the other networks',
    `event a { if (anyOf (${loopback}, ${lan})) { set (remoteDelivery, "all"); } }`,
    [`1 event a: ${lan} never`],
  ],
  [
    'a relay rule for others',
    `event a { if (${lan}) { set (remoteDelivery, "all"); } }`,
    [`1 event a: ${lan} never`],
  ],
])('%s', (_name, text, expected) => {
  expect(found(text)).toEqual(expected);
});
