import { describe, expect, test } from 'vitest';
import { configureScanner } from '../support/nod32-steps.js';
import {
  fresh,
  installed,
  paths,
  type Server,
  situation,
  withFiles,
  withScanner,
} from '../support/server.js';
import { changedLines, findingNamed, onlyEdit, verdicts } from '../support/steps.js';

const withConfig = (text: string) => withFiles(withScanner, { [paths.nod32Config]: text });
const editOf = (server: Server) => onlyEdit(configureScanner.changes(situation(server)));
const edited = (server: Server) => Buffer.from(editOf(server).after).toString('latin1');
const done =
  '[smtp]\nlisten_addr = "0.0.0.0"\nlisten_port = 25\nserver_addr = "localhost"\nserver_port = 2525\n';

describe('configure-scanner', () => {
  test('as installed: the two options of the article change, quotes kept, nothing else', () => {
    expect(changedLines(editOf(withScanner))).toEqual([
      '-listen_addr = "localhost"',
      '-listen_port = 2526',
      '+listen_addr = "0.0.0.0"',
      '+listen_port = 25',
    ]);
    expect(editOf(withScanner)).toMatchObject({
      summary: `Set listen_addr and listen_port in ${paths.nod32Config}`,
      path: paths.nod32Config,
      whileStopped: false,
      readers: [{ id: 'nod32d' }, { id: 'nod32smtp' }],
    });
  });

  test('the same options of other sections are left alone', () => {
    expect(edited(withScanner)).toContain(';listen_addr = "localhost"\n;listen_port = 8110');
  });

  test('with CRLF every line keeps its end', () => {
    const crlf = installed.nod32Config.replaceAll('\n', '\r\n');
    expect(edited(withConfig(crlf))).toBe(edited(withScanner).replaceAll('\n', '\r\n'));
  });

  test('without a last line end, and with bytes that are no UTF-8', () => {
    expect(edited(withConfig('# \xe4\xff\n[smtp]\nlisten_port=2526'))).toMatch(
      /^# \xe4\xff\n\[smtp\]\nlisten_port=25\n?/,
    );
  });

  test('done: nothing to do', () => {
    expect(configureScanner.changes(situation(withConfig(done)))).toEqual([]);
    expect(verdicts(configureScanner, situation(withConfig(done)))).toEqual({
      'NOD32-LISTEN-ADDRESS': 'ok',
      'NOD32-LISTEN-PORT': 'ok',
      'NOD32-SERVER-ADDRESS': 'ok',
      'NOD32-SERVER-PORT': 'ok',
    });
  });

  test.each([
    ['listen_addr = "0.0.0.0"', 'listen_addr = "localhost"', 'NOD32-LISTEN-ADDRESS', 2],
    ['listen_port = 25', 'listen_port = 2526', 'NOD32-LISTEN-PORT', 3],
    ['server_addr = "localhost"', 'server_addr = "10.0.0.1"', 'NOD32-SERVER-ADDRESS', 4],
    ['server_port = 2525', 'server_port = 26', 'NOD32-SERVER-PORT', 5],
  ])('half done: %s is %s', (good, bad, id, line) => {
    const server = withConfig(done.replace(good, bad));
    expect(verdicts(configureScanner, situation(server))).toMatchObject({ [id]: 'drift' });
    expect(findingNamed(configureScanner, situation(server), id).where).toBe(
      `${paths.nod32Config}, line ${line}`,
    );
    expect(changedLines(editOf(server))[0]).toBe(`-${bad}`);
    expect(configureScanner.changes(situation(withConfig(edited(server))))).toEqual([]);
  });

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST', 'localhost.localdomain'])(
    'server_addr = %s is AXIGEN\u2019s address',
    (name) => {
      const server = withConfig(done.replace('"localhost"', `"${name}"`));
      expect(configureScanner.changes(situation(server))).toEqual([]);
    },
  );

  test('options that are not in the file have their defaults; what differs from them is added', () => {
    const server = withConfig('[global]\n[smtp]\nagent_enabled = yes\n');
    expect(findingNamed(configureScanner, situation(server), 'NOD32-LISTEN-PORT')).toMatchObject({
      found: 'not set (default 2526)',
      where: paths.nod32Config,
    });
    expect(verdicts(configureScanner, situation(server))['NOD32-SERVER-PORT']).toBe('ok');
    expect(changedLines(editOf(server))).toEqual(['+listen_addr = "0.0.0.0"', '+listen_port = 25']);
  });

  test('an option that is set twice, differently, is drift', () => {
    const server = withConfig(`${done}listen_port = 2526\n`);
    expect(findingNamed(configureScanner, situation(server), 'NOD32-LISTEN-PORT').found).toMatch(
      /more than once, differently/,
    );
    expect(configureScanner.changes(situation(withConfig(edited(server))))).toEqual([]);
  });

  test('without [smtp] nothing is edited: the section is the package\u2019s business', () => {
    expect(configureScanner.changes(situation(withConfig('[global]\nnum_thr = 2\n')))).toEqual([]);
  });

  test('a line that can be read in two ways is refused, with file, line and column', () => {
    const server = withConfig('[smtp]\nlisten_port = 26 ; as agreed\n');
    expect(() => configureScanner.changes(situation(server))).toThrow(
      /^\/etc\/opt\/eset\/nod32\/nod32\.cfg, line 2, column \d+: listen_port is left alone/,
    );
  });

  test.each([
    ['a fresh server', fresh, 'drift'],
    ['unreadable', withFiles(withScanner, { [paths.nod32Config]: { unreadable: 'EIO' } }), 'unknown'],
    ['a folder', withFiles(withScanner, { [paths.nod32Config]: { type: 'directory' } }), 'unknown'],
  ] as const)('%s: said as it is, and no changes', (_name, server, verdict) => {
    expect(verdicts(configureScanner, situation(server))).toEqual({ 'NOD32-LISTEN-PORT': verdict });
    expect(configureScanner.changes(situation(server))).toEqual([]);
  });
});
