import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../../src/errors.js';
import { resolveRoute } from '../../../../src/host/ssh/config/resolve-route.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { agreementCases } from './agreement-cases.js';

const folder = temporaryFolder();

/** The same files read by the ssh program of this machine and by ourselves. */
async function bothRoutes(config: string, destination: string) {
  const file = folder('config');
  const inner = folder('inner.conf');
  writeFileSync(inner, 'HostKeyAlias inner\nHost other\n  User sue\nMatch final host *\n  Port 26\n');
  writeFileSync(file, config.replaceAll('INNER', inner).replaceAll('ANY', folder('*.conf')));
  const { homedir, username } = userInfo();
  const env = { PATH: process.env.PATH, SSH_AUTH_SOCK: '/tmp/agent.1', KEYS: '/keys', EMPTY: '' };
  const options = { configFile: file, env, home: homedir, localUser: username };
  const route = (ssh?: null) =>
    resolveRoute(destination, { ...options, ...(ssh === null ? { ssh } : {}) }).catch((error: unknown) => {
      if (error instanceof UserError) return 'refused';
      throw error;
    });
  return { asked: await route(), read: await route(null) };
}

test.each(agreementCases)('$config for $destination', async ({ config, destination }) => {
  const { asked, read } = await bothRoutes(config, destination);
  expect(read).toEqual(asked);
  expect(asked).not.toBe('refused');
});

test.each([
  'Port x',
  'Port 70000',
  'Port',
  'HostName a b',
  'HostName ""',
  'IdentityFile "x',
  'StrictHostKeyChecking perhaps',
  'IdentitiesOnly 1',
  'ConnectTimeout soon',
  'Match',
  'Match host',
  'Match all host x',
  'Match unheard-of x',
  'Host',
  'ProxyJump ,a',
  'ProxyJump ::1',
  'ProxyJump a:0',
  'ProxyJump a, b',
  'ProxyJump me@box\nUser me',
  'UserKnownHostsFile /a none',
  'UserKnownHostsFile ${UNHEARD_OF}/x',
  'IdentityAgent ${UNHEARD_OF}/x',
  'HostName %n',
  'Host other\n  Port x',
])('%j is refused by both', async (config) => {
  expect(await bothRoutes(config, 'box')).toEqual({ asked: 'refused', read: 'refused' });
});

const pattern = fc.constantFrom(
  'box',
  'b?x',
  '*',
  'BOX',
  '!box',
  'other',
  '*.example.com',
  '!*.com',
  '10.0.0.?',
);
const list = (separator: string) =>
  fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => patterns.join(separator));
const value = fc.constantFrom(
  'HostName %h.example.com',
  'hostname=10.0.0.5',
  'HostName "Box.Example.COM"',
  'User joe',
  'User %u',
  'User root # said here',
  'Port 2222',
  'Port = 22',
  'IdentityFile ~/.ssh/%h-%r-%p',
  'IdentityFile "/with space/%%n-%n"',
  'IdentityFile ${KEYS}/%k-%C',
  'IdentityFile none',
  'IdentitiesOnly yes',
  'IdentityAgent none',
  'IdentityAgent SSH_AUTH_SOCK',
  'IdentityAgent $KEYS',
  'IdentityAgent ${KEYS}/%L-%l-%i-%d',
  'ProxyCommand nc -x "%n" %h:%p %r # kept',
  'ProxyCommand none',
  'ProxyJump none',
  'ProxyJump me@gate:2022',
  'ProxyJump one,ssh://two:23,[::1]:24',
  'UserKnownHostsFile ~/.ssh/known.%k /other "/a b/c" /d',
  'UserKnownHostsFile none',
  'GlobalKnownHostsFile /etc/known /etc/more',
  'StrictHostKeyChecking accept-new',
  'StrictHostKeyChecking OFF',
  'HostKeyAlias %h-alias',
  'HashKnownHosts yes',
  'ConnectTimeout 1m30s',
  'ConnectTimeout 0',
  'Include INNER',
);
const line = fc.oneof(
  { weight: 4, arbitrary: value },
  list(' ').map((patterns) => `Host ${patterns}`),
  list(',').map((patterns) => `Match host ${patterns}`),
  list(',').map((patterns) => `Match originalhost=${patterns} !user joe`),
  fc.constantFrom(
    'Match final',
    'Match !final host *',
    'Match canonical all',
    'Match all',
    'Match user joe,root localuser *',
    'Match !all',
    '# Port 1',
    '',
  ),
);

test('whatever the configuration says, both read the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 14 }),
      fc.constantFrom('box', 'Box', 'joe@box', 'box:2200', '10.0.0.7', '[2001:db8::1]:26', 'a.example.com'),
      async (lines, destination) => {
        // A jump host must not jump through itself: that is a matter of its own.
        const config = [
          'Match originalhost gate,one,two,::1',
          'ProxyJump none',
          'ProxyCommand none',
          'Match all',
          ...lines,
        ];
        const { asked, read } = await bothRoutes(config.join('\n'), destination);
        expect(read).toEqual(asked);
      },
    ),
    { numRuns: 60 },
  );
});
