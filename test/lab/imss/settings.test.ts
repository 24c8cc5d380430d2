import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { IniText } from '../../../src/lab/imss/ini-text.js';
import { imssSettings } from '../../../src/lab/imss/settings.js';
import { standInSettings } from '../../../src/lab/imss/stand-in-settings.js';
import { parseIpRange } from '../../../src/lab/mail/ip-address.js';
import { templatePath } from '../../../src/package-root.js';

describe('the text of an ini file', () => {
  test.each<[string, string, readonly [string, string, string][]]>([
    [
      'pairs in sections',
      '[a]\nx=1\n[b]\nx=2\n',
      [
        ['a', 'x', '1'],
        ['b', 'x', '2'],
      ],
    ],
    ['comments', '[a]\n#x=1\n;y=2\n  # z=3\nw=4#5\n', [['a', 'w', '4#5']]],
    ['blanks', '[a] \n x = 1 2 \t\n', [['a', 'x', '1 2']]],
    ['CRLF', '[a]\r\nx=1\r\n', [['a', 'x', '1']]],
    [
      'an empty value, and one with =',
      '[a]\nx=\ny=b=c\n',
      [
        ['a', 'x', ''],
        ['a', 'y', 'b=c'],
      ],
    ],
    ['before any section', 'x=1\n', [['', 'x', '1']]],
    ['lines that are nothing', '[a\nwhat\n=1\n', []],
  ])('%s', (_, text, expected) => {
    const found = new IniText(text).entries.map(({ section, key, value }) => [section, key, value]);
    expect(found).toEqual(expected);
  });

  test('the first of two counts, and a line knows its number', () => {
    const ini = new IniText('[a]\nx=1\n[b]\ny=2\n[a]\nx=3\n');
    expect(ini.inSection('a', 'x')).toMatchObject({ value: '1', line: 2 });
    expect(ini.inSection('b', 'x')).toBeUndefined();
    expect(ini.preferably('b', 'x')?.value).toBe('1');
    expect(ini.sections).toEqual(['a', 'b']);
  });
});

const sockets = (text: string): string[] =>
  imssSettings(text).sockets.map(
    ({ section, service, listen }) => `${section} ${service} ${listen.host}:${listen.port}`,
  );

describe('imss.ini', () => {
  test('as the installer brings it', () => {
    const text = readFileSync(templatePath('lab', 'imss', 'files', 'config', 'imss.ini'), 'latin1');
    const settings = imssSettings(text);
    expect(sockets(text)).toEqual([
      'socket1 SMTP_SERVICE 127.0.0.1:10025',
      'socket2 SMTP_REPROCESS 127.0.0.1:10024',
      'socket3 POP3_SERVICE 127.0.0.1:10110',
    ]);
    expect(settings).toMatchObject({
      downstream: { host: '127.0.0.1', port: 10026 },
      clients: [parseIpRange('127.0.0.1')],
      pop3: { proxied: true, server: { host: '127.0.0.1', port: 110 } },
      consolePort: 8445,
      complaints: [],
    });
    expect([...settings.extensions]).toEqual(['PIPELINING', 'SIZE', 'VRFY', 'ETRN', 'XVERP', '8BITMIME']);
  });

  test('defaults, where the file says nothing', () => {
    expect(imssSettings('')).toEqual({
      sockets: [],
      downstream: { host: '127.0.0.1', port: 10026 },
      clients: undefined,
      extensions: new Set(['PIPELINING', 'SIZE', 'VRFY', 'ETRN', 'XVERP', '8BITMIME']),
      pop3: { proxied: true, server: { host: '127.0.0.1', port: 110 } },
      consolePort: 8445,
      complaints: [],
    });
  });

  test.each<[string, string, string[]]>([
    [
      'by service, not by number',
      '[socket7]\nproxy_port=10024\nproxy_service=SMTP_REPROCESS\n[socket3]\nproxy_service=SMTP_SERVICE\nproxy_port=25\n',
      ['socket7 SMTP_REPROCESS 127.0.0.1:10024', 'socket3 SMTP_SERVICE 127.0.0.1:25'],
    ],
    [
      'the address of [smtp] is that of SMTP_SERVICE alone',
      '[smtp]\nproxy_smtp_server_ip=0.0.0.0\n[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=25\n[socket2]\nproxy_service=POP3_SERVICE\nproxy_port=110\n',
      ['socket1 SMTP_SERVICE 0.0.0.0:25', 'socket2 POP3_SERVICE 127.0.0.1:110'],
    ],
    [
      'the address of the socket itself wins',
      '[x]\nproxy_smtp_server_ip=10.0.0.1\n[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=25\nproxy_smtp_server_ip=0.0.0.0\n',
      ['socket1 SMTP_SERVICE 0.0.0.0:25'],
    ],
    [
      'two of one service',
      '[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=25\n[socket2]\nproxy_service=SMTP_SERVICE\nproxy_port=26\n',
      ['socket1 SMTP_SERVICE 127.0.0.1:25', 'socket2 SMTP_SERVICE 127.0.0.1:26'],
    ],
    ['commented out', '[socket1]\n#proxy_service=SMTP_SERVICE\nproxy_port=25\n', []],
  ])('sockets: %s', (_, text, expected) => expect(sockets(text)).toEqual(expected));

  test.each([
    ['[socket1]\nproxy_service=FTP\nproxy_port=21\n', 'line 2: proxy_service=FTP is no service'],
    ['[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=x\n', 'line 3: proxy_port=x is no port'],
    ['[socket1]\nproxy_service=SMTP_SERVICE\nproxy_port=65536\n', 'is no port'],
    ['[socket1]\nproxy_service=SMTP_SERVICE\n', '[socket1] has no proxy_port'],
    ['[socket1]\nproxy_port=25\n', '[socket1] has no proxy_service'],
  ])('%j opens nothing, and says why', (text, reason) => {
    expect(sockets(text)).toEqual([]);
    expect(imssSettings(text).complaints.join()).toContain(reason);
  });

  test.each<[string, readonly string[] | undefined]>([
    ['smtp_allow_client_ip=127.0.0.1', ['127.0.0.1']],
    ['smtp_allow_client_ip=127.0.0.1, 10.0.0.0/8 192.0.2.1', ['127.0.0.1', '10.0.0.0/8', '192.0.2.1']],
    ['#smtp_allow_client_ip=127.0.0.1', undefined],
    ['smtp_allow_client_ip=', []],
    ['smtp_allow_client_ip=nobody', []],
  ])('%s', (line, expected) => {
    expect(imssSettings(`[smtp]\n${line}\n`).clients).toEqual(expected?.map(parseIpRange));
  });

  test.each([
    ['supported_esmtp_cmds=SIZE,AUTH', ['SIZE', 'AUTH']],
    ['supported_esmtx_cmds=size, auth ', ['SIZE', 'AUTH']],
    ['supported_esmtp_cmds=', []],
  ])('%s', (line, expected) => {
    expect([...imssSettings(`[smtp]\n${line}\n`).extensions]).toEqual(expected);
  });

  test('a list in another section is no list of [smtp]', () => {
    expect(imssSettings('[other]\nsupported_esmtp_cmds=AUTH\n').extensions.has('AUTH')).toBe(false);
  });

  test('the servers behind it', () => {
    const { downstream, pop3, consolePort } = imssSettings(
      '[smtp]\ndownstream_smtp_server_addr=10.0.0.2\ndownstream_smtp_server_port=2525\n[pop3]\npop3_enable_proxy=no\npop3_server_addr=10.0.0.3\npop3_server_port=1110\n[web_console]\nconsole_port=9445\n',
    );
    expect(downstream).toEqual({ host: '10.0.0.2', port: 2525 });
    expect(pop3).toEqual({ proxied: false, server: { host: '10.0.0.3', port: 1110 } });
    expect(consolePort).toBe(9445);
  });
});

describe('stand-in.ini', () => {
  const defaults = { delay: 3000, neverOpens: false, antiSpam: true, console: true };
  test.each([
    ['', {}],
    ['[start]\ndelay = 0.5\nnever-opens = yes\n', { delay: 500, neverOpens: true }],
    ['[start]\ndelay=0\n', { delay: 0 }],
    ['[start]\ndelay=soon\n', {}],
    ['[start]\ndelay=-1\n', {}],
    ['[anti-spam]\nheaders=no\n[console]\noff=yes\n', { antiSpam: false, console: false }],
  ])('%j', (text, changes) => expect(standInSettings(text)).toEqual({ ...defaults, ...changes }));
});
