import { beforeAll, expect, test } from 'vitest';
import { type ServerLab, useLabs } from './support/server-lab.js';
import { differences, type Snapshot, snapshot, touched } from './support/snapshot.js';

// The other tests rest on "no differences": here every kind of difference is made, and must be seen.

const labs = useLabs();
let server: ServerLab;
let before: Snapshot;

beforeAll(async () => {
  server = await labs.create('e2e-snapshot');
  await server.sh('ln -s hosts /etc/a-link; head -c 40000 /dev/zero > /etc/large');
  before = await snapshot(server);
});

test('a server that is left alone is the same', async () => {
  const again = await snapshot(server);
  expect(differences(before, again)).toEqual([]);
  expect(touched(before, again)).toEqual([]);
  expect(Object.keys(before.files).length).toBeGreaterThan(200);
  expect(before.packages.join()).toContain('axigen');
  expect(before.processes).toContain('axigen axigen');
  expect(before.listening).toContain('0.0.0.0:25 axigen');
});

test.each([
  ['a changed byte', 'echo x >> /etc/hosts', 'cp -p /tmp/kept /etc/hosts', /^\/etc\/hosts: contents was/],
  ['a mode', 'chmod 600 /etc/hosts', 'chmod 644 /etc/hosts', /^\/etc\/hosts: mode was 644, is 600/],
  ['an owner', 'chown 8:12 /etc/hosts', 'chown 0:0 /etc/hosts', /^\/etc\/hosts: owner was 0:0, is 8:12/],
  ['a new file', ': > /etc/hosts.new', 'rm /etc/hosts.new', /^\/etc\/hosts\.new: was not there/],
  ['a missing folder', 'rmdir /mnt', 'mkdir /mnt', /^\/mnt: is gone/],
  [
    'a link elsewhere',
    'ln -sf issue /etc/a-link',
    'ln -sf hosts /etc/a-link',
    /^\/etc\/a-link: contents was -> hosts, is -> issue/,
  ],
  [
    'a service that was stopped',
    '/etc/init.d/axigen stop',
    '/etc/init.d/axigen start',
    /^process axigen axigen: is gone/,
  ],
  [
    'a byte in the middle of a large file that is not read each time',
    "printf 'xyz' 1<> /etc/large",
    'head -c 40000 /dev/zero > /etc/large',
    /^\/etc\/large: contents was 40000 bytes, \w+, is 40000 bytes, /,
  ],
])('%s is seen', async (_what, make, mend, wanted) => {
  await server.sh('cp -p /etc/hosts /tmp/kept');
  await server.sh(make);
  const changed = await snapshot(server);
  await server.exec(['/bin/bash', '-c', mend]);
  await server.sh('rm /tmp/kept');
  expect(differences(before, changed).some((line) => wanted.test(line))).toBe(true);
  expect(differences(before, await snapshot(server))).toEqual([]);
});

test('a file that was written again with the same contents is seen as touched, and only so', async () => {
  const first = await snapshot(server);
  await server.sh('cp -p /etc/hosts /etc/hosts.new && mv /etc/hosts.new /etc/hosts');
  const second = await snapshot(server);
  expect(differences(first, second)).toEqual([]);
  expect(touched(first, second).join()).toMatch(/^\/etc\/hosts: written was inode/);
});
