import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readServerConfig } from '../../../src/lab/axigen/config/server-config.js';
import { configAsInstalled } from '../../../src/lab/axigen/config-as-installed.js';
import { axigenPackage, profilePath } from '../../../src/lab/axigen/package.js';
import {
  formatProfile,
  loadProfile,
  parseProfile,
  profileOf,
  smtpNames,
} from '../../../src/lab/axigen/stand-in-profile.js';

const builds = [
  ...smtpNames.map((smtpName) => profileOf('1.2', { smtpName })),
  profileOf('1.2', { clientsName: 'smtpClients' }),
  profileOf('1.2', { smtpName: 'smtp-in', clientsName: 'client-rules' }),
  profileOf('10'),
].flatMap((profile) => [true, false].map((cli) => ({ profile, cli })));

describe.each(builds)('$profile.generation, $profile.smtpName, $profile.clientsName, cli: $cli', (build) => {
  const { profile, cli } = build;

  test('its setting file says it, and it is in the package', () => {
    expect(parseProfile(formatProfile(profile))).toEqual(profile);
    const file = axigenPackage(build, '').files.find(({ path }) => path === profilePath);
    expect(file?.content?.toString()).toBe(formatProfile(profile));
    expect(axigenPackage(build, '').version).toBe(profile.version);
  });

  test('it understands its own axigen.cfg whole', () => {
    const text = configAsInstalled(build);
    const config = readServerConfig('axigen.cfg', text, profile);
    expect(config.warnings).toEqual([]);
    expect(config.smtp?.listeners.map(({ address }) => address)).toEqual([{ ip: '0.0.0.0', port: 25 }]);
    expect(config.cli?.listeners.map(({ address }) => address)).toEqual(
      cli ? [{ ip: '127.0.0.1', port: 7000 }] : undefined,
    );
    expect(text).toMatch(new RegExp(`^    ${profile.smtpName} = \\{$`, 'm'));
    expect(/^ *# *clients = \(/m.test(text)).toBe(
      profile.generation === '1.2' && profile.clientsName === 'clients',
    );
  });

  test('a client counts under the name of the set, and under no other', () => {
    const client = '( { patternIn = "*" patternOut = "*" } )';
    const with_ = (name: string) =>
      readServerConfig('f', `Server {\n${profile.smtpName} = {\n${name} = ${client}\n}\n}\n`, profile);
    const own = with_(profile.clientsName);
    expect(own.smtp?.clients).toHaveLength(profile.generation === '1.2' ? 1 : 0);
    expect(own.warnings).toEqual(
      profile.generation === '1.2' ? [] : ['f:3: the SMTP service has no attribute clients: ignored'],
    );
    expect(with_('otherClients').smtp?.clients).toEqual([]);
  });
});

describe('the setting file', () => {
  test.each([
    ['generation = 2', 'no generation "2"'],
    ['', 'no generation "undefined"'],
    ['generation = 1.2\nsmtp-name = smtpOut', 'no SMTP object may be called "smtpOut"'],
  ])('%j cannot be played', (text, message) => {
    expect(() => parseProfile(text)).toThrow(message);
  });

  test('the quirks of the command line come along as they are', () => {
    const profile = parseProfile('generation = 10\n[cli]\nHang-Up-On = COMMIT\nreply-delay = 200\n');
    expect([...profile.cli]).toEqual([
      ['hang-up-on', 'COMMIT'],
      ['reply-delay', '200'],
    ]);
  });

  test('one that cannot be used is named; without one it is 1.2', () => {
    const folder = mkdtempSync(join(tmpdir(), 'profile-'));
    const path = join(folder, 'stand-in.ini');
    writeFileSync(path, 'generation = 7\n');
    expect(() => loadProfile(path)).toThrow(`${path}: no generation "7"`);
    rmSync(folder, { recursive: true });
    expect(() => loadProfile(path)).toThrow(/ENOENT/);
    expect(loadProfile(undefined)).toEqual(profileOf('1.2'));
  });
});
