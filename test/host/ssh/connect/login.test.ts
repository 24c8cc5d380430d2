import { expect, test } from 'vitest';
import { Login } from '../../../../src/host/ssh/connect/login.js';
import { lineMemory } from '../../../../src/host/ssh/connect/memory.js';
import type { SshSettings } from '../../../../src/host/ssh/settings.js';

const settings: SshSettings = {
  ...{ alias: 'box', hostName: 'box', port: 22, user: 'root', identityFiles: [], identitiesOnly: false },
  ...{ userKnownHosts: [], globalKnownHosts: [], strictHostKeyChecking: 'ask', hashKnownHosts: false },
};

test('a server that calls every password a part of a success is left', async () => {
  let sent = 0;
  const login = new Login({
    settings,
    person: { secret: async () => 'hunter2', note: () => {} },
    memory: lineMemory(),
    asking: (question) => question(),
    keys: { candidates: [] },
    ident: 'SSH-2.0-OpenSSH_9.2',
    show: () => {},
    failed: () => {},
  });
  await login.next(undefined, false);
  await login.next(['password'], false);
  const onAndOn = async () => {
    for (; sent < 1000; sent += 1) await login.next(['password'], true);
  };
  const error: unknown = await onAndOn().catch((thrown: unknown) => thrown);
  expect(String(error)).toContain('does not let root in');
  expect(sent).toBeLessThan(20);
});
