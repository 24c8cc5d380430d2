import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAccounts } from '../../../src/lab/axigen/accounts.js';
import { checkApop, checkCramMd5, checkPassword } from '../../../src/lab/axigen/authentication.js';
import { parseCommandLine } from '../../../src/lab/axigen/command-line.js';
import { daemonEnvironment } from '../../../src/lab/axigen/daemonize.js';
import { axigenPackage } from '../../../src/lab/axigen/package.js';
import { popMessage } from '../../../src/lab/axigen/pop3/transfer.js';
import { LogLevel, logLine } from '../../../src/lab/axigen/server-log.js';
import { profileOf } from '../../../src/lab/axigen/stand-in-profile.js';
import { findUser } from '../../../src/lab/axigen/system-user.js';
import { versionLine } from '../../../src/lab/axigen/version.js';
import { templatePath } from '../../../src/package-root.js';

test('the fourth word of the version line is the version', () => {
  expect(versionLine('10.3.1').split(' ')[3]).toBe('10.3.1');
});

describe('command line', () => {
  const paths = { workdir: '/var/opt/axigen', configFile: '/var/opt/axigen/run/axigen.cfg' };
  test.each([
    [[], { ...paths, kind: 'run', pidFile: '/var/opt/axigen/run/axigen.pid', foreground: false }],
    [
      ['-W', 'w', '--foreground'],
      {
        kind: 'run',
        workdir: '/x/w',
        configFile: '/x/w/run/axigen.cfg',
        pidFile: '/x/w/run/axigen.pid',
        foreground: true,
      },
    ],
    [
      ['--configfile', '/c', '-P', '/p'],
      { kind: 'run', workdir: '/var/opt/axigen', configFile: '/c', pidFile: '/p', foreground: false },
    ],
    [['-v'], { kind: 'version' }],
    [['-h'], { kind: 'help' }],
  ])('%j', (args, expected) => {
    expect(parseCommandLine(args, '/x')).toEqual(expected);
  });

  test.each([[['--nonsense']], [['start']], [['-W']]])('%j is wrong', (args) => {
    expect(parseCommandLine(args, '/x').kind).toBe('wrong');
  });
});

test("a daemon gets nothing of its caller's environment but what it uses", () => {
  expect(daemonEnvironment({ PATH: '/bin', SOME_PASSWORD: 'secret' })).toEqual({
    PATH: '/bin',
    AXIGEN_STANDIN_DAEMON: '1',
  });
});

describe('accounts', () => {
  const accounts = parseAccounts(
    readFileSync(templatePath('lab', 'axigen', 'accounts.ini'), 'utf8'),
    'example.test',
  );

  test('as installed', () => {
    expect(accounts.host).toBe('mail.example.test');
    expect(accounts.mailbox('ALICE')).toBe('alice@example.test');
    expect(accounts.mailbox('postmaster@Example.Test')).toBe('postmaster@example.test');
    expect(accounts.mailbox('bob')).toBeUndefined();
    expect([accounts.isLocalDomain('EXAMPLE.test'), accounts.isLocalDomain('other.test')]).toEqual([
      true,
      false,
    ]);
    expect(checkPassword(accounts, 'alice', 'lab-password')).toBe('alice@example.test');
    expect(checkPassword(accounts, 'alice', 'wrong')).toBeUndefined();
    expect(checkPassword(accounts, 'bob', '')).toBeUndefined();
  });

  test('an address that would leave its folder is no account', () => {
    expect(
      parseAccounts('../../x@a.test = p\n..@a.test = p', 'a.test').mailbox('../../x@a.test'),
    ).toBeUndefined();
  });

  test('lines need no section', () => {
    expect(parseAccounts('bob@two.test = p', 'a.test').isLocalDomain('two.test')).toBe(true);
  });
});

test('CRAM-MD5 and APOP as in the examples of RFC 2195 and RFC 1939', () => {
  const accounts = parseAccounts('tim@a.test = tanstaaftanstaaf\nmrose@a.test = tanstaaf', 'a.test');
  const challenge = '<1896.697170952@postoffice.reston.mci.net>';
  expect(checkCramMd5(accounts, challenge, 'tim b913a602c7eda7a495b4e6e7334d3890')).toBe('tim@a.test');
  expect(checkCramMd5(accounts, challenge, 'tim b913a602c7eda7a495b4e6e7334d3891')).toBeUndefined();
  expect(checkCramMd5(accounts, challenge, 'tim')).toBeUndefined();
  const key = '<1896.697170952@dbc.mtview.ca.us>';
  expect(checkApop(accounts, key, 'mrose', 'c4c9334bac560ecc979e58001b3e22fb')).toBe('mrose@a.test');
  expect(checkApop(accounts, key, 'mrose', 'c4c9334bac560ecc979e58001b3e22fc')).toBeUndefined();
});

test.each([
  ['axigen', { name: 'axigen', uid: 220, gid: 221 }],
  ['nobody', undefined],
  ['axi', undefined],
])('user %s of a passwd file', (name, expected) => {
  expect(findUser('root:x:0:0::/:/bin/sh\naxigen:x:220:221::/:/bin/sh\nnobody:x:::/:\n', name)).toEqual(
    expected,
  );
});

test('a log line has the real form, and stays one line', () => {
  const time = new Date('2007-01-29T10:20:30Z');
  expect(logLine(time, LogLevel.information, 'mail', 'SMTP-IN', '00000022', 'a\r\nb')).toBe(
    '2007-01-29 10:20:30 +0000 08 mail SMTP-IN:00000022: a\\x0d\\x0ab\n',
  );
});

test.each([
  ['H: 1\r\n\r\n.a\r\nb\r\n', undefined, 'H: 1\r\n\r\n..a\r\nb\r\n.\r\n'],
  ['H: 1\n\na\nb', undefined, 'H: 1\r\n\r\na\r\nb\r\n.\r\n'],
  ['H: 1\r\n\r\na\r\nb\r\n', 0, 'H: 1\r\n\r\n.\r\n'],
  ['H: 1\r\n\r\na\r\nb\r\n', 1, 'H: 1\r\n\r\na\r\n.\r\n'],
  ['', undefined, '.\r\n'],
])('popMessage %j, %s lines', (message, lines, expected) => {
  expect(popMessage(Buffer.from(message), lines).toString()).toBe(expected);
});

describe('the package', () => {
  const spec = axigenPackage({ profile: profileOf('10'), cli: true }, 'PEM');
  test.each([
    ['/opt/axigen/bin/axigen', 'root', 0o755],
    ['/etc/init.d/axigen', 'root', 0o755],
    ['/var/opt/axigen/run/axigen.cfg', 'axigen', 0o640],
    ['/var/opt/axigen/filters/smtpFilters.script', 'axigen', 0o600],
    ['/var/opt/axigen/domains/accounts.ini', 'axigen', 0o600],
    ['/opt/axigen/share/doc/README', 'root', 0o644],
    ['/opt/axigen/share/stand-in.ini', 'root', 0o644],
    ['/var/opt/axigen/axigen_cert.pem', 'axigen', 0o600],
  ])('%s belongs to %s, mode %o', (path, owner, mode) => {
    const file = spec.files.find((one) => one.path === path);
    expect(file).toMatchObject({ kind: 'file', owner, mode });
    expect(file?.content?.length).toBeGreaterThan(0);
  });

  test('every folder below /opt/axigen and /var/opt/axigen comes before what is in it', () => {
    const seen = new Set(['/opt', '/var/opt', '/etc/init.d']);
    for (const { path, kind } of spec.files) {
      expect([path, seen.has(path.slice(0, path.lastIndexOf('/')))]).toEqual([path, true]);
      if (kind === 'directory') seen.add(path);
    }
  });

  test('installing starts nothing', () => {
    expect(spec.postinstall).toBeUndefined();
  });
});
