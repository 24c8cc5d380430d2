import { describe, expect, test } from 'vitest';
import { readImssConfig } from '../../../src/products/imss/config.js';
import { imssIni, withText } from './ini-like.js';

const read = (text = imssIni) => readImssConfig(Buffer.from(text, 'latin1'), 'imss.ini');

test('what the article names, each with its place', () => {
  expect(read()).toMatchObject({
    hasSmtpSection: true,
    hasPop3Section: true,
    smtpSockets: [
      { section: 'socket1', line: 6, port: { key: 'proxy_port', value: '10025', line: 9, consistent: true } },
    ],
    proxyAddress: [{ section: 'smtp', value: '127.0.0.1', line: 18 }],
    proxyAddressOff: [],
    clientIp: { value: '127.0.0.1', line: 17 },
    pop3Proxy: { value: 'yes', line: 23 },
    pop3Scan: undefined,
    supportedCommands: {
      key: 'supported_esmtp_cmds',
      tokens: ['PIPELINING', 'SIZE', 'VRFY', 'ETRN', 'XVERP', '8BITMIME'],
      offersAuth: false,
    },
    downstream: { address: '127.0.0.1', port: '10026' },
  });
});

test('an empty file has none of it', () => {
  expect(read('')).toMatchObject({
    hasSmtpSection: false,
    hasPop3Section: false,
    smtpSockets: [],
    proxyAddress: [],
    proxyAddressOff: [],
    clientIp: undefined,
    pop3Proxy: undefined,
    supportedCommands: undefined,
    downstream: undefined,
  });
});

describe('the socket that takes the mail', () => {
  const sockets = (text: string) =>
    read(text).smtpSockets.map(({ section, port, doubt }) => [section, port?.value, doubt]);

  test.each<[string, string, unknown[]]>([
    [
      'any name will do',
      '[in coming]\nproxy_port=7\nproxy_service=SMTP_SERVICE\n',
      [['in coming', '7', undefined]],
    ],
    ['blanks and quotes', '[a]\nproxy_service = "SMTP_SERVICE "\n', [['a', undefined, undefined]]],
    ['another case is another word', '[a]\nproxy_service=smtp_service\n', []],
    ['a longer word', '[a]\nproxy_service=SMTP_SERVICES\n', []],
    ['turned off', '[a]\n#proxy_service=SMTP_SERVICE\n', []],
    [
      'two of them',
      '[a]\nproxy_service=SMTP_SERVICE\n[b]\nproxy_service=SMTP_SERVICE\nproxy_port=2\n',
      [
        ['a', undefined, undefined],
        ['b', '2', undefined],
      ],
    ],
    [
      'a section twice is one',
      '[a]\nproxy_service=SMTP_SERVICE\n[a]\nproxy_port=2\n',
      [['a', '2', undefined]],
    ],
    [
      'what may be a comment',
      '[a]\nproxy_service=SMTP_SERVICE # in\n',
      [['a', undefined, expect.stringContaining('cannot be told')]],
    ],
    [
      'two services under one name',
      '[a]\nproxy_service=SMTP_SERVICE\n[a]\nproxy_service=POP3\n',
      [['a', undefined, 'line 4 says proxy_service=POP3 in a section of the same name']],
    ],
  ])('%s', (_name, text, wanted) => {
    expect(sockets(text)).toEqual(wanted);
  });
});

describe('single settings', () => {
  test('the address in several sections, and where it is only turned off', () => {
    const several = read(
      '[a]\nproxy_smtp_server_ip=1\n[b]\nproxy_smtp_server_ip=2\n#proxy_smtp_server_ip=3\n',
    );
    expect(several.proxyAddress.map(({ section, value }) => [section, value])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(several.proxyAddressOff).toEqual([]);
    expect(read('[a]\n#proxy_smtp_server_ip=1\n').proxyAddressOff).toEqual(['a']);
  });

  test('a value in doubt, and one that is there twice', () => {
    expect(read('[pop3]\npop3_enable_proxy=yes ; or no\n').pop3Proxy?.doubt).toContain('cannot be told');
    expect(read('[pop3]\npop3_virus_scan=yes\npop3_virus_scan=no\n').pop3Scan).toMatchObject({
      value: 'yes',
      consistent: false,
    });
  });

  test('what stands behind an address to turn off does not matter, but where its line ends does', () => {
    expect(read('[smtp]\nsmtp_allow_client_ip=127.0.0.1 # ours\n').clientIp).not.toHaveProperty('doubt');
    expect(read('[smtp]\nsmtp_allow_client_ip=127.0.0.1,\\\n').clientIp?.doubt).toContain('backslash');
    expect(read('[other]\nsmtp_allow_client_ip=127.0.0.1\n').clientIp).toBeUndefined();
  });
});

describe('the list of extensions', () => {
  const list = (text: string) => read(`[smtp]\n${text}`).supportedCommands;

  test.each([
    [
      'as the article prints the key',
      'supported_esmtx_cmds=A,VERFY\n',
      'supported_esmtx_cmds',
      ['A', 'VERFY'],
      false,
    ],
    ['AUTH in any case', 'supported_esmtp_cmds=A, auth\n', 'supported_esmtp_cmds', ['A', 'auth'], true],
    [
      'a longer word is another',
      'supported_esmtp_cmds=XAUTH,AUTHX\n',
      'supported_esmtp_cmds',
      ['XAUTH', 'AUTHX'],
      false,
    ],
    ['empty', 'supported_esmtp_cmds=\n', 'supported_esmtp_cmds', [], false],
  ])('%s', (_name, text, key, tokens, offersAuth) => {
    expect(list(text)).toMatchObject({ key, tokens, offersAuth });
    expect(list(text)).not.toHaveProperty('doubt');
  });

  test.each([
    [
      'both spellings',
      'supported_esmtp_cmds=A\nsupported_esmtx_cmds=A\n',
      'both supported_esmtp_cmds (line 2) and',
    ],
    ['twice, differing', 'supported_esmtp_cmds=A\nsupported_esmtp_cmds=B\n', 'more than once'],
    ['a comment, perhaps', 'supported_esmtp_cmds=A # b\n', 'cannot be told'],
  ])('in doubt: %s', (_name, text, doubt) => {
    expect(list(text)?.doubt).toContain(doubt);
  });

  test.each(['', '#supported_esmtp_cmds=A\n', 'supported_cmds=A\n', '[other]\nsupported_esmtp_cmds=A\n'])(
    'none: %j',
    (text) => {
      expect(list(text)).toBeUndefined();
    },
  );
});

test('a file of a megabyte with very many sections is read', () => {
  const text = Array.from(
    { length: 20_000 },
    (_, number) => `[s${number}]\nnumber=${number}\nproxy_port=1\n`,
  );
  const { smtpSockets } = read(`${text.join('')}[s0]\nproxy_service=SMTP_SERVICE\n`);
  expect(smtpSockets).toMatchObject([{ section: 's0', line: 1, port: { value: '1' } }]);
});

test('a file that cannot be understood is refused with its place', () => {
  expect(() => read(withText('[pop3]', '[pop3'))).toThrow('line 22');
});
