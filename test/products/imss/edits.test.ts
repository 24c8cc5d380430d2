import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ImssConfig, readImssConfig } from '../../../src/products/imss/config.js';
import {
  appendAuth,
  commentOutClientIp,
  editedImssIni,
  type ImssEdit,
  setDownstream,
  setPop3Off,
  setProxyAddress,
  setProxyPort,
} from '../../../src/products/imss/edits.js';
import { imssIni, withText } from './ini-like.js';

type Edit = (config: ImssConfig) => (document: ImssConfig['document']) => ImssEdit;

function edited(text: string, ...edits: readonly Edit[]): string {
  const config = readImssConfig(Buffer.from(text, 'latin1'), 'imss.ini');
  const bytes = editedImssIni(
    config.document,
    edits.map((edit) => edit(config)),
  );
  return Buffer.from(bytes).toString('latin1');
}

const clientIp: Edit = () => commentOutClientIp;
const port: Edit =
  ({ smtpSockets: [socket] }) =>
  (document) =>
    setProxyPort(document, socket ?? { section: 'none' }, 25);
const address: Edit = (config) => (document) => setProxyAddress(document, config, '0.0.0.0');
const pop3: Edit = (config) => (document) => setPop3Off(document, config);
const auth: Edit =
  ({ supportedCommands }) =>
  (document) =>
    appendAuth(document, supportedCommands ?? { key: 'none' });
const downstream: Edit =
  ({ downstream: found }) =>
  (document) => {
    if (found === undefined) throw new Error('it cannot be told');
    return setDownstream(document, found, { address: '10.0.0.9', port: 2525 });
  };

describe('each edit changes its own bytes alone', () => {
  test.each<[string, Edit, string, string]>([
    ['the clients', clientIp, '\nsmtp_allow_client_ip=127', '\n#smtp_allow_client_ip=127'],
    ['the port', port, 'proxy_port=10025\r\n', 'proxy_port=25\r\n'],
    ['the address', address, 'server_ip=127.0.0.1', 'server_ip=0.0.0.0'],
    ['AUTH', auth, '8BITMIME  \n', '8BITMIME,AUTH  \n'],
    [
      'POP3',
      pop3,
      'pop3_enable_proxy=yes\n#pop3_virus_scan=yes\n',
      'pop3_enable_proxy=no\npop3_virus_scan=no\n',
    ],
    [
      'the way on',
      downstream,
      'addr=127.0.0.1\ndownstream_smtp_server_port=10026',
      'addr=10.0.0.9\ndownstream_smtp_server_port=2525',
    ],
  ])('%s', (_name, edit, from, to) => {
    const after = edited(imssIni, edit);
    expect(after).toBe(withText(from, to));
    expect(edited(after, edit)).toBe(after);
  });

  test('all of them together', () => {
    const after = edited(imssIni, clientIp, port, address, pop3, auth, downstream);
    const config = readImssConfig(Buffer.from(after, 'latin1'), 'imss.ini');
    expect(config).toMatchObject({
      clientIp: undefined,
      smtpSockets: [{ port: { value: '25' } }],
      proxyAddress: [{ value: '0.0.0.0' }],
      pop3Proxy: { value: 'no' },
      pop3Scan: { value: 'no' },
      supportedCommands: { offersAuth: true },
      downstream: { address: '10.0.0.9', port: '2525' },
    });
    expect(after.split('\n').length).toBe(imssIni.split('\n').length);
  });
});

describe('the address', () => {
  const key = 'proxy_smtp_server_ip';
  test.each([
    ['in every section', `[a]\n${key}=1\n[b]\n${key}=2\n`, `[a]\n${key}=0.0.0.0\n[b]\n${key}=0.0.0.0\n`],
    ['only turned off', `[a]\n#${key}=127.0.0.1\n`, `[a]\n${key}=0.0.0.0\n`],
    ['turned off in two sections', `[a]\n#${key}=1\n[b]\n#${key}=1\n`, `[a]\n#${key}=1\n[b]\n#${key}=1\n`],
    ['nowhere', '[a]\n', '[a]\n'],
  ])('%s', (_name, before, after) => {
    expect(edited(before, address)).toBe(after);
  });
});

test('a port that is not in its section is added to it; POP3 without its section is left alone', () => {
  expect(edited('[a]\nproxy_service=SMTP_SERVICE\n', port)).toBe(
    '[a]\nproxy_service=SMTP_SERVICE\nproxy_port=25\n',
  );
  expect(edited('[smtp]\n', pop3)).toBe('[smtp]\n');
  expect(edited('[pop3]\n', pop3)).toBe('[pop3]\npop3_enable_proxy = no\npop3_virus_scan = no\n');
});

test('the way on, in one value', () => {
  const text = (value: string) => `[smtp]\ndownstream_smtp_server_addr=${value}\n`;
  expect(edited(text('127.0.0.1:10026'), downstream)).toBe(text('10.0.0.9:2525'));
});

describe('AUTH', () => {
  test.each([
    ['A,B', 'A,B,AUTH'],
    ['A, B', 'A, B, AUTH'],
    ['A ,B', 'A ,B ,AUTH'],
    ['A B', 'A B AUTH'],
    ['A', 'A,AUTH'],
    ['', 'AUTH'],
    ['A,B,', 'A,B,AUTH'],
    ['A, B,', 'A, B, AUTH'],
    ['A,B  ', 'A,B,AUTH  '],
    ['A,B, \t', 'A,B,AUTH \t'],
    ['"A,B"', '"A,B,AUTH"'],
    ['"A,B "', '"A,B ,AUTH"'],
    ['A,AUTH,B', 'A,AUTH,B'],
    ['A,Auth', 'A,Auth'],
    ['AUTH', 'AUTH'],
    ['XAUTH', 'XAUTH,AUTH'],
    ['PIPELINING,VERFY', 'PIPELINING,VERFY,AUTH'],
  ])('%j', (before, after) => {
    const text = (list: string) => `[smtp]\r\n supported_esmtx_cmds = ${list}\r\nx=1\r\n`;
    expect(edited(text(before), auth)).toBe(text(after));
  });

  test('behind any list, once, touching no other token', () => {
    const token = fc.stringMatching(/^[A-Z0-9]{1,8}$/);
    const separator = fc.constantFrom(',', ', ', ' , ', ' ');
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 6 }),
        separator,
        fc.constantFrom('', ',', ' '),
        (tokens, by, end) => {
          const text = `[smtp]\nsupported_esmtp_cmds=${tokens.join(by)}${tokens.length > 0 ? end : ''}\n`;
          const after = edited(text, auth);
          const { supportedCommands } = readImssConfig(Buffer.from(after, 'latin1'), 'imss.ini');
          expect(supportedCommands?.tokens).toEqual(tokens.includes('AUTH') ? tokens : [...tokens, 'AUTH']);
          expect(edited(after, auth)).toBe(after);
        },
      ),
    );
  });
});

test('in any file of that kind the edited lines change, and not a byte of another', () => {
  const ending = fc.constantFrom('\n', '\r\n');
  const noise = fc.constantFrom(
    '# caf\u00e9 = 1',
    '#proxy_port=1',
    ' note = a b ',
    'bare word',
    '',
    'smtp_allow=\u00ff',
  );
  const section = (...lines: string[]) =>
    fc
      .tuple(fc.array(noise, { maxLength: 3 }), fc.constant(lines), ending)
      .map(([more, [header = '', ...keys], end]) =>
        [header, ...more, ...keys, ...more].map((line) => line + end).join(''),
      );
  const file = fc
    .tuple(
      section('[a]', 'proxy_service=SMTP_SERVICE', 'proxy_port=10025'),
      section('[b]', 'proxy_port=10024', 'proxy_service=SMTP_REPROCESS', 'proxy_smtp_server_ip = 127.0.0.1'),
      section('[smtp]', 'smtp_allow_client_ip=127.0.0.1', 'supported_esmtx_cmds=A,B '),
      section('[smtp]', 'proxy_smtp_server_ip=127.0.0.1', 'smtp_allow_client_ip=10.1.1.1'),
      section('[pop3]', 'pop3_enable_proxy=yes', 'pop3_virus_scan="yes"', 'proxy_port=110'),
    )
    .chain((sections) => fc.shuffledSubarray(sections, { minLength: 5 }))
    .map((sections) => sections.join(''));
  const wanted: Readonly<Record<string, string>> = {
    'proxy_port=10025': 'proxy_port=25',
    'proxy_smtp_server_ip = 127.0.0.1': 'proxy_smtp_server_ip = 0.0.0.0',
    'proxy_smtp_server_ip=127.0.0.1': 'proxy_smtp_server_ip=0.0.0.0',
    'smtp_allow_client_ip=127.0.0.1': '#smtp_allow_client_ip=127.0.0.1',
    'smtp_allow_client_ip=10.1.1.1': '#smtp_allow_client_ip=10.1.1.1',
    'supported_esmtx_cmds=A,B ': 'supported_esmtx_cmds=A,B,AUTH ',
    'pop3_enable_proxy=yes': 'pop3_enable_proxy=no',
    'pop3_virus_scan="yes"': 'pop3_virus_scan="no"',
  };
  fc.assert(
    fc.property(file, (text) => {
      const expected = text.replaceAll(/[^\r\n]+/g, (line) => wanted[line] ?? line);
      expect(edited(text, clientIp, port, address, pop3, auth)).toBe(expected);
    }),
  );
});

test('an edit that reads back otherwise is not written', () => {
  const wrong: Edit = () => (document) => ({
    document,
    reads: [{ section: 'socket1', key: 'proxy_port', value: '25' }],
  });
  expect(() => edited(imssIni, wrong)).toThrow('proxy_port in [socket1] is "10025"');
  const notOff: Edit = () => (document) => ({
    document,
    reads: [{ section: 'smtp', key: 'smtp_allow_client_ip', value: undefined }],
  });
  expect(() => edited(imssIni, notOff)).toThrow('it was to be turned off');
});
