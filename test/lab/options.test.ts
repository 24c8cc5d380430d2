import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { describeAxigen } from '../../src/lab/axigen-options.js';
import { labEnvironment, labSecrets, unattendedAnswers, withoutSecret } from '../../src/lab/environment.js';
import { resolveLabOptions } from '../../src/lab/options.js';
import { labPath, labPaths, labsFolder, validateLabName } from '../../src/lab/paths.js';

describe('the options of a lab', () => {
  test('nothing asked for: Fedora Core 5, NOD32, AXIGEN 1.2, named default', () => {
    const options = resolveLabOptions({});
    expect(options).toMatchObject({ name: 'default', scanner: 'nod32', forceStandIns: false });
    expect(options.axigen).toMatchObject({
      profile: { generation: '1.2', smtpName: 'smtpIncoming', clientsName: 'clients' },
      cli: true,
    });
    expect(options.distro.id).toBe('fedora-core-5');
    expect(options.isolation).toBeUndefined();
    expect(options.sshEra).toBeUndefined();
  });

  test('IMSS wears a distribution of its own article, unless another is asked for', () => {
    expect(resolveLabOptions({ scanner: 'imss' })).toMatchObject({
      scanner: 'imss',
      distro: { id: 'rhel-3' },
    });
    const other = resolveLabOptions({ scanner: 'imss', distro: 'debian-3.1' });
    expect(other).toMatchObject({ scanner: 'imss', distro: { id: 'debian-3.1' } });
  });

  test.each([
    [{ scanner: 'clamav' }, 'no scanner "clamav"'],
    [{ scanner: 'IMSS' }, 'no scanner "IMSS"'],
    [{ axigen: '2' }, 'no AXIGEN "2"'],
    [{ smtpName: 'smtpOut' }, 'never called "smtpOut"'],
    [{ clientsName: 'my clients' }, 'cannot be called "my clients"'],
    [{ clientsName: 'Listeners' }, 'cannot be called "Listeners"'],
    [{ axigen: '10', smtpName: 'smtpIn' }, 'the names of AXIGEN 10 are certain'],
    [{ axigen: '10', clientsName: 'clients' }, 'the names of AXIGEN 10 are certain'],
    [{ distro: 'fedora-core-6' }, 'no distribution "fedora-core-6"'],
    [{ isolation: 'vm' }, 'no isolation "vm"'],
    [{ sshEra: '1999' }, 'no sshd of "1999"'],
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
  () => resolveLabOptions({ smtpName: 'x'.repeat(300) }),
  () => resolveLabOptions({ clientsName: 'x'.repeat(300) }),
  () => resolveLabOptions({ distro: 'x'.repeat(300) }),
  () => resolveLabOptions({ isolation: 'x'.repeat(300) }),
  () => resolveLabOptions({ sshEra: 'x'.repeat(300) }),
])('a very long word is not repeated whole: %s', (attempt) => {
  expect(attempt).toThrow(/"x{39}…"/);
});

describe('AXIGEN as people read of it', () => {
  test.each([
    [{}, 'AXIGEN 1.2'],
    [{ axigen: '10' }, 'AXIGEN 10'],
    [{ axigen: '10', cli: false }, 'AXIGEN 10 (without the command line service)'],
    [
      { smtpName: 'smtp-in', clientsName: 'smtpClients' },
      'AXIGEN 1.2 (its SMTP object is called smtp-in, its set of clients smtpClients)',
    ],
  ])('%o', (request, sentence) => {
    expect(describeAxigen(resolveLabOptions(request).axigen)).toBe(sentence);
  });

  test('the lab tells both of its passwords as answers, or one where there is no command line', () => {
    expect(labSecrets({ cli: true })).toEqual({
      GATEWAY_SETUP_MAILBOX_PASSWORD: 'lab-password',
      GATEWAY_SETUP_AXIGEN_PASSWORD: 'lab-admin',
    });
    expect(labSecrets({ cli: false })).toEqual({ GATEWAY_SETUP_MAILBOX_PASSWORD: 'lab-password' });
  });
});

test.each([
  [{}, undefined],
  [{ scanner: 'imss' }, undefined],
  [{ scanner: 'imss', distro: 'suse-9.0' }, undefined],
  [{ scanner: 'imss', distro: 'suse-9.3' }, 'yes'],
  [{ distro: 'rhel-3-ws' }, 'yes'],
])('unattended, a distribution that its article does not list is accepted: %o', (request, expected) => {
  const answers = unattendedAnswers(resolveLabOptions(request));
  expect(answers).toMatchObject({ GATEWAY_SETUP_MAILBOX_PASSWORD: 'lab-password' });
  expect(answers.GATEWAY_SETUP_ACCEPT_DISTRIBUTION).toBe(expected);
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
    [['gateway-setup', 'audit', '--yes'], true],
    [['gateway-setup', 'rollback'], false],
    [['ps', 'ax'], false],
    [['/bin/bash', '-i'], false],
    [[], false],
  ])('passwords are only for the setup and its like: %j', (command, passed) => {
    const outer = {
      GATEWAY_SETUP_MAILBOX_PASSWORD: 'secret',
      GATEWAY_SETUP_AXIGEN_PASSWORD: 'another',
      GATEWAY_SETUP_LICENSE: '/a',
    };
    const expected = passed ? outer : { GATEWAY_SETUP_LICENSE: '/a' };
    expect(withoutSecret(outer, command)).toEqual(expected);
  });
});
