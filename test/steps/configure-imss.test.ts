import { describe, expect, test } from 'vitest';
import type { Situation } from '../../src/model/step.js';
import { imssScanner } from '../../src/products/imss/scanner.js';
import { configureScanner } from '../../steps/configure-scanner.js';
import { answers, fresh, handedOver, imssIni, imssPaths, withScanner } from '../support/imss-server.js';
import { type Server, situation, withFiles } from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';
import { done, without } from './imss-ini-done.js';

const step = configureScanner(imssScanner);
const see = (server: Server, more: Partial<Situation> = {}) => situation(server, { answers, ...more });
const withIni = (text: string, server = withScanner) => withFiles(server, { [imssPaths.config]: text });
const editOf = (server: Server) => onlyEdit(step.changes(see(server)));
const edited = (server: Server) => Buffer.from(editOf(server).after).toString('latin1');
const found = (text: string, id: string) => findingNamed(step, see(withIni(text)), id);

const allOk = {
  'IMSS-CLIENT-IP': 'ok',
  'IMSS-PROXY-PORT': 'ok',
  'IMSS-PROXY-ADDRESS': 'ok',
  'IMSS-POP3-PROXY': 'ok',
  'IMSS-POP3-SCAN': 'ok',
  'IMSS-DOWNSTREAM': 'ok',
};
describe('configure-scanner, IMSS', () => {
  test('as installed: what the article names changes, and nothing else', () => {
    expect(changedLines(editOf(withScanner))).toEqual([
      '-smtp_allow_client_ip=127.0.0.1',
      '+#smtp_allow_client_ip=127.0.0.1',
      '-proxy_smtp_server_ip=127.0.0.1',
      '+proxy_smtp_server_ip=0.0.0.0',
      '-pop3_enable_proxy=yes',
      '-pop3_virus_scan=yes',
      '+pop3_enable_proxy=no',
      '+pop3_virus_scan=no',
      '-proxy_port=10025',
      '+proxy_port=25',
    ]);
    expect(editOf(withScanner)).toMatchObject({
      summary: `Change smtp_allow_client_ip, proxy_port, proxy_smtp_server_ip, pop3_enable_proxy and pop3_virus_scan in ${imssPaths.config}`,
      path: imssPaths.config,
      whileStopped: false,
      readers: [{ id: 'imss', process: '/opt/trend/imss/' }],
    });
    expect(edited(withScanner)).toContain('proxy_service=SMTP_REPROCESS\nproxy_port=10024\n');
    expect(verdicts(step, see(withScanner))).toEqual({
      ...Object.fromEntries(Object.keys(allOk).map((id) => [id, 'drift'])),
      'IMSS-DOWNSTREAM': 'ok',
    });
  });

  test('with CRLF every line keeps its end', () => {
    expect(edited(withIni(imssIni.replaceAll('\n', '\r\n')))).toBe(
      edited(withScanner).replaceAll('\n', '\r\n'),
    );
  });

  test('done: nothing to do', () => {
    expect(verdicts(step, see(withIni(done)))).toEqual(allOk);
    expect(step.changes(see(withIni(done)))).toEqual([]);
    expect(verdicts(step, see(withIni(edited(withScanner))))).toEqual(allOk);
    expect(step.changes(see(withIni(edited(withScanner))))).toEqual([]);
  });

  test.each([
    ['#smtp_allow_client_ip=127.0.0.1', 'smtp_allow_client_ip=127.0.0.1', 'IMSS-CLIENT-IP', 2],
    ['proxy_smtp_server_ip=0.0.0.0', 'proxy_smtp_server_ip=127.0.0.1', 'IMSS-PROXY-ADDRESS', 3],
    ['pop3_enable_proxy=no', 'pop3_enable_proxy=yes', 'IMSS-POP3-PROXY', 7],
    ['pop3_virus_scan=no', 'pop3_virus_scan=1', 'IMSS-POP3-SCAN', 8],
    ['proxy_port=25', 'proxy_port=10025', 'IMSS-PROXY-PORT', 11],
    ['server_addr=127.0.0.1', 'server_addr=10.0.0.1', 'IMSS-DOWNSTREAM', 4],
    ['server_port=10026', 'server_port=2525', 'IMSS-DOWNSTREAM', 4],
  ])('half done: not %s but %s', (good, bad, id, line) => {
    const server = withIni(done.replace(good, bad));
    expect(verdicts(step, see(server))).toEqual({ ...allOk, [id]: 'drift' });
    expect(findingNamed(step, see(server), id).where).toBe(`${imssPaths.config}, line ${line}`);
    expect(edited(server)).toBe(done);
  });

  test('the address is set in every section that sets it', () => {
    const server = withIni(`${done}proxy_smtp_server_ip=10.0.0.1\n`);
    expect(findingNamed(step, see(server), 'IMSS-PROXY-ADDRESS')).toMatchObject({
      verdict: 'drift',
      found: '0.0.0.0 in [smtp]; 10.0.0.1 in [socket7]',
      where: `${imssPaths.config}, line 12`,
    });
    expect(changedLines(editOf(server))).toEqual([
      '-proxy_smtp_server_ip=10.0.0.1',
      '+proxy_smtp_server_ip=0.0.0.0',
    ]);
  });

  test('what is only commented out, in one section, is turned on there', () => {
    const server = withIni(done.replace('proxy_smtp', '# proxy_smtp').replace('0.0.0.0', '127.0.0.1'));
    expect(findingNamed(step, see(server), 'IMSS-PROXY-ADDRESS')).toMatchObject({ verdict: 'drift' });
    expect(edited(server)).toBe(done);
  });

  test.each([
    ['nowhere', without(/proxy_smtp/), /^it stands nowhere/],
    [
      'commented out in two sections',
      `${done.replace('proxy_smtp', '#proxy_smtp')}#proxy_smtp_server_ip=127.0.0.1\n`,
      /^commented out in \[smtp\] and \[socket7\]$/,
    ],
  ])('an address that is set %s cannot be set: setup ends, unless IMSS is in front', (_name, text, words) => {
    expect(found(text, 'IMSS-PROXY-ADDRESS')).toMatchObject({
      verdict: 'unknown',
      found: expect.stringMatching(words),
      blocks: 'failed',
    });
    expect(step.changes(see(withIni(text.replace('=25', '=10025'))))).toEqual([]);
    expect(verdicts(step, see(withIni(text, handedOver)))).toEqual(allOk);
  });

  test('a port that is not set is added to the socket', () => {
    const server = withIni(without(/proxy_port/));
    expect(found(without(/proxy_port/), 'IMSS-PROXY-PORT').found).toBe(
      'not set in [socket7] (default 10025)',
    );
    expect(edited(server)).toBe(done);
  });

  test('POP3 options that are not set are added, and it is said that their default is not known', () => {
    const server = withIni(without(/pop3_/));
    expect(found(without(/pop3_/), 'IMSS-POP3-PROXY')).toMatchObject({
      verdict: 'drift',
      found: 'not set, and its default is not known',
    });
    expect(edited(server)).toBe(done);
  });

  test('a section [pop3] that is not there is not made, and does not keep the rest from being done', () => {
    const text = without(/pop3/).replace('proxy_port=25', 'proxy_port=10025');
    expect(verdicts(step, see(withIni(text)))).toMatchObject({
      'IMSS-POP3-PROXY': 'risk',
      'IMSS-POP3-SCAN': 'risk',
    });
    expect(edited(withIni(text))).toBe(without(/pop3/));
  });

  test.each([
    [
      'two sockets that take the mail',
      `${done}[socket8]\nproxy_service=SMTP_SERVICE\n`,
      /\[socket7\].*\[socket8\]/,
    ],
    ['none', done.replace('SMTP_SERVICE', 'SMTP_REPROCESS'), /none/],
    ['one of two minds', `${done}[socket7]\nproxy_service=POP3_SERVICE\n`, /POP3_SERVICE/],
  ])('%s: nothing is changed', (_name, text, words) => {
    const server = withIni(text.replace('pop3_enable_proxy=no', 'pop3_enable_proxy=yes'));
    const { verdict, found: words2 } = findingNamed(step, see(server), 'IMSS-PROXY-PORT');
    expect([verdict, words2]).toEqual(['unknown', expect.stringMatching(words)]);
    expect(step.changes(see(server))).toEqual([]);
  });

  test('without [smtp] nothing is changed', () => {
    expect(step.changes(see(withIni(`[socket1]\nproxy_service=SMTP_SERVICE\n`)))).toEqual([]);
  });

  test('a value that can be read in two ways is refused, with file and line', () => {
    const port = see(withIni(done.replace('port=25', 'port=26 ; as agreed')));
    expect(() => step.changes(port)).toThrow(/imss\.ini, line 11, column \d+: proxy_port is left alone/);
    const client = see(
      withIni(done.replace('#smtp_allow_client_ip=127.0.0.1', 'smtp_allow_client_ip=1.2.3.4 \\')),
    );
    expect(() => step.changes(client)).toThrow(/imss\.ini, line 2: smtp_allow_client_ip is left alone/);
  });

  test('a line that may go on in the next is refused as well', () => {
    const text = done.replace('#smtp_allow_client_ip=127.0.0.1', 'smtp_allow_client_ip=1.2.3.4,\n  5.6.7.8');
    expect(() => step.changes(see(withIni(text)))).toThrow(
      /line 2: .* left alone: line 3, which sets nothing/,
    );
  });

  test.each([
    ['another section', `${done}smtp_allow_client_ip=127.0.0.1\n`, 'smtp_allow_client_ip in [socket7]', 12],
    ['capitals', done.replace('#smtp_allow', 'SMTP_allow'), 'SMTP_allow_client_ip in [smtp]', 2],
    [
      'no section',
      `smtp_allow_client_ip=127.0.0.1\n${done}`,
      'smtp_allow_client_ip in the part before the first section',
      1,
    ],
  ])('a restriction of the clients in %s is told, and left alone', (_name, text, words, line) => {
    expect(found(text, 'IMSS-CLIENT-IP')).toMatchObject({
      verdict: 'risk',
      found: `no line of [smtp] sets it, but line ${line} sets ${words}`,
      where: `${imssPaths.config}, line ${line}`,
    });
    expect(step.changes(see(withIni(text)))).toEqual([]);
  });

  test('a socket before the first section is one, too', () => {
    const text = `proxy_service=SMTP_SERVICE\n${without(/^\[socket7|proxy_service|proxy_port/)}`;
    expect(found(text, 'IMSS-PROXY-PORT')).toMatchObject({
      found: 'not set in the part before the first section (default 10025)',
      where: imssPaths.config,
    });
    expect(edited(withIni(text))).toBe(text.replace('SERVICE\n', 'SERVICE\nproxy_port=25\n'));
  });

  test.each([
    ['a fresh server', fresh, 'drift'],
    ['unreadable', withFiles(withScanner, { [imssPaths.config]: { unreadable: 'EIO' } }), 'unknown'],
  ] as const)('%s: said as it is, and no changes', (_name, server, verdict) => {
    expect(verdicts(step, see(server))).toEqual({ 'IMSS-PROXY-PORT': verdict });
    expect(step.changes(see(server))).toEqual([]);
  });
});
