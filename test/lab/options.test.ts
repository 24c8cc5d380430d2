import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { labEnvironment, withoutSecret } from '../../src/lab/environment.js';
import { resolveLabOptions } from '../../src/lab/options.js';
import { labPath, labPaths, labsFolder, validateLabName } from '../../src/lab/paths.js';

describe('the options of a lab', () => {
  test('nothing asked for: Fedora Core 5, NOD32, AXIGEN 1.2, named default', () => {
    const options = resolveLabOptions({});
    expect(options).toMatchObject({ name: 'default', scanner: 'nod32', axigen: '1.2', forceStandIns: false });
    expect(options.distro.id).toBe('fedora-core-5');
    expect(options.isolation).toBeUndefined();
  });

  test.each([
    [{ scanner: 'imss' }, 'not in this version'],
    [{ scanner: 'clamav' }, 'no scanner "clamav"'],
    [{ axigen: '10' }, 'not in this version'],
    [{ axigen: '2' }, 'no AXIGEN "2"'],
    [{ distro: 'fedora-core-6' }, 'no distribution "fedora-core-6"'],
    [{ isolation: 'vm' }, 'no isolation "vm"'],
    [{ name: '../x' }, 'cannot name a lab'],
  ])('%o is refused as a mistake in usage', (request, message) => {
    const attempt = () => resolveLabOptions(request);
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ exitCode: 4 }));
  });

  test.each(['a', '0', 'default', 'my-lab-2', 'x'.repeat(31)])('%s names a lab', (name) => {
    expect(validateLabName(name)).toBe(name);
  });

  test.each(['', '-a', 'A', 'a_b', 'a.lock', 'a/b', '..', 'x'.repeat(32), 'a\n', 'ä'])(
    '%j does not',
    (name) => {
      expect(() => validateLabName(name)).toThrow(UserError);
    },
  );
});

test.each([
  () => validateLabName('x'.repeat(300)),
  () => resolveLabOptions({ scanner: 'x'.repeat(300) }),
  () => resolveLabOptions({ axigen: 'x'.repeat(300) }),
  () => resolveLabOptions({ distro: 'x'.repeat(300) }),
  () => resolveLabOptions({ isolation: 'x'.repeat(300) }),
])('a very long word is not repeated whole: %s', (attempt) => {
  expect(attempt).toThrow(/"x{40}… \(260 more characters\)"/);
});

describe('where labs are kept', () => {
  test.each([
    [{ GATEWAY_SETUP_LABS: '/l', XDG_STATE_HOME: '/x', HOME: '/h' }, '/l'],
    [{ XDG_STATE_HOME: '/x', HOME: '/h' }, '/x/gateway-setup/labs'],
    [{ HOME: '/h' }, '/h/.local/state/gateway-setup/labs'],
    [{ XDG_STATE_HOME: '', HOME: '/h' }, '/h/.local/state/gateway-setup/labs'],
  ])('%o -> %s', (env, folder) => {
    expect(labsFolder(env)).toBe(folder);
  });

  test("a lab's lock can never be another lab's folder", () => {
    expect(() => validateLabName(labPaths('/l', 'a').lock.slice('/l/'.length))).toThrow(UserError);
  });
});

describe('the environment in the lab', () => {
  test("is root's of the period; only what is meant for the product comes along", () => {
    const env = labEnvironment({
      PATH: '/home/me/bin',
      HOME: '/home/me',
      LANG: 'de_DE.UTF-8',
      SSH_AUTH_SOCK: '/tmp/agent',
      LD_PRELOAD: '/tmp/x.so',
      NODE_OPTIONS: '--inspect',
      TERM: 'xterm',
      NO_COLOR: '1',
      GATEWAY_SETUP_MAILBOX_PASSWORD: 'secret',
      GATEWAY_SETUP_LABS: '/l',
    });
    expect(env).toEqual({
      PATH: labPath,
      HOME: '/root',
      USER: 'root',
      LOGNAME: 'root',
      SHELL: '/bin/bash',
      LANG: 'C',
      TERM: 'xterm',
      NO_COLOR: '1',
      GATEWAY_SETUP_MAILBOX_PASSWORD: 'secret',
    });
  });

  test('without a terminal TERM is dumb', () => {
    expect(labEnvironment({}).TERM).toBe('dumb');
  });

  test.each([
    [['gateway-setup'], true],
    [['gateway-setup', 'setup', '--yes'], true],
    [['gateway-setup', '--yes'], true],
    [['gateway-setup', 'rollback'], false],
    [['ps', 'ax'], false],
    [['/bin/bash', '-i'], false],
    [[], false],
  ])('the password of the mailbox is only for the setup: %j', (command, passed) => {
    const outer = { GATEWAY_SETUP_MAILBOX_PASSWORD: 'secret', GATEWAY_SETUP_LICENSE: '/a' };
    const expected = passed ? outer : { GATEWAY_SETUP_LICENSE: '/a' };
    expect(withoutSecret(outer, command)).toEqual(expected);
  });
});
