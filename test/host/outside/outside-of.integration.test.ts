import { expect, test } from 'vitest';
import { outsideOf } from '../../../src/host/outside/outside-of.js';
import type { SshRoute, SshSettings } from '../../../src/host/ssh/settings.js';
import { freePort } from '../../support/ssh/free-port.js';
import { listeners } from '../ssh/listener.js';

const listen = listeners();

function server(hostName: string): SshSettings {
  return {
    alias: 'box',
    hostName,
    port: 22,
    user: 'root',
    identityFiles: [],
    identitiesOnly: true,
    userKnownHosts: [],
    globalKnownHosts: [],
    strictHostKeyChecking: 'ask',
    hashKnownHosts: false,
  };
}

const to = (hostName: string, more: Partial<SshRoute> = {}): SshRoute => ({
  hops: [],
  target: server(hostName),
  ...more,
});

function direct(...args: Parameters<typeof outsideOf>) {
  const outside = outsideOf(...args);
  if (outside.kind !== 'direct') throw new Error(outside.why);
  return outside;
}

test.each<[SshRoute, RegExp]>([
  [
    to('192.0.2.1', { hops: [{ ...server('192.0.2.9'), alias: 'bastion\u001b' }] }),
    /jump host \(bastion\\x1b\)$/,
  ],
  [to('192.0.2.1', { proxyCommand: 'nc %h %p' }), /ProxyCommand/],
  ...['127.0.0.1', '127.0.1.1', 'localhost', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'].map(
    (name): [SshRoute, RegExp] => [to(name), /loopback/],
  ),
])('no look from outside', (route, why) => {
  const outside = outsideOf(route);
  expect(outside).toMatchObject({ kind: 'none', why: expect.stringMatching(why) });
});

test('a route of one server is its own address', () => {
  expect(outsideOf(to('mail.example.com'))).toMatchObject({ kind: 'direct', address: 'mail.example.com' });
});

test('an address that the operator names is taken in any case', async () => {
  const port = await listen((socket) => socket.end());
  const route = to('10.0.0.1', { hops: [server('192.0.2.9')] });
  const outside = direct(route, { outsideAddress: '127.0.0.1' });
  expect(outside.address).toBe('127.0.0.1');
  (await outside.connect(port)).destroy();
  await expect(outside.connect(await freePort())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a name that means this machine is no place to look at it from', async () => {
  const outside = direct(to('mail.example.com'), { resolve: async () => ['127.0.1.1'] });
  await expect(outside.connect(25)).rejects.toMatchObject({ code: 'ENOTOUTSIDE' });
});

test('a name that is not known has its code', async () => {
  const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  const outside = direct(to('mail.example.com'), { resolve: () => Promise.reject(unknown) });
  await expect(outside.connect(25)).rejects.toMatchObject({ code: 'ENOTFOUND' });
});
