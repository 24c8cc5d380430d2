import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFleet, readServers } from '../../../src/cli/where/servers.js';
import { ExitCode } from '../../../src/errors.js';

const key = `SHA256:${'a'.repeat(43)}`;
const other = `SHA256:${'b'.repeat(43)}`;
let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'servers-'));
  writeFileSync(
    join(cwd, 'all.ini'),
    `[a]\nbecome = su\nhost-key = ${key}\nlegacy-ssh = yes\nssh-config = conf\noutside = 198.51.100.7\nscanner = imss\n[b]\n`,
  );
  writeFileSync(join(cwd, 'other'), '');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const io = () => ({ cwd, env: {} });

test.each([
  [{}, false],
  [{ host: ['a'] }, false],
  [{ host: ['a', 'b'] }, true],
  [{ inventory: 'f' }, true],
])('%j: one report for many, %s', (options, fleet) => {
  expect(isFleet(options)).toBe(fleet);
});

describe('the servers of a command', () => {
  test('are those of --host, then those of the inventory', async () => {
    const servers = await readServers({ host: ['x', 'root@y'], inventory: 'all.ini' }, io());
    expect(servers.map(({ destination }) => destination)).toEqual(['x', 'root@y', 'a', 'b']);
    expect(servers.map(({ answers }) => Object.fromEntries(answers))).toEqual([
      {},
      {},
      { scanner: 'imss' },
      {},
    ]);
  });

  test('each with its own way, a path beside the inventory', async () => {
    const [a, b] = await readServers({ inventory: 'all.ini' }, io());
    expect(a?.reach).toEqual({
      secrets: {},
      configFile: join(cwd, 'conf'),
      outside: '198.51.100.7',
      wishes: { hostKeys: [key], legacy: 'once', become: 'su' },
    });
    expect(b?.reach).toEqual({ secrets: {}, wishes: { hostKeys: [], legacy: 'no', become: 'auto' } });
  });

  test('flags count for more, fingerprints for as much', async () => {
    const flags = { become: 'none', sshConfig: 'other', hostKey: [other], rememberLegacySsh: true } as const;
    const [a] = await readServers({ inventory: 'all.ini', ...flags }, io());
    expect(a?.reach).toMatchObject({
      configFile: expect.stringMatching(/other$/),
      wishes: { hostKeys: [other, key], legacy: 'remember', become: 'none' },
    });
  });

  test.each([
    [{ host: ['a', 'b', 'A'] }, /A is named twice, the second time by --host/],
    [{ host: ['B'], inventory: 'all.ini' }, /b is named twice, the second time by all\.ini, line 8/],
    [{ host: ['x', 'y'], outside: '198.51.100.7' }, /--outside was given, and more than one server/],
    [{ inventory: 'none.ini' }, /The inventory none\.ini cannot be read: there is no such file/],
  ])('%j is refused', async (options, message) => {
    await expect(readServers(options, io())).rejects.toMatchObject({
      message: expect.stringMatching(message),
      exitCode: ExitCode.usage,
    });
  });
});
