import { describe, expect, test } from 'vitest';
import { parseInventory, sameServer } from '../../../src/cli/where/inventory.js';
import { ExitCode } from '../../../src/errors.js';

const key = `SHA256:${'a'.repeat(43)}`;
const md5 = `MD5:${Array(16).fill('0f').join(':')}`;

/** Server, answers and way, of each. */
function read(text: string) {
  return parseInventory(text, 'servers.ini').map(({ destination, answers, reach }) => [
    destination,
    Object.fromEntries(answers),
    reach,
  ]);
}

describe('one server a line', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['users and ports', 'root@a\nb:2222\nc.example.com\n', ['root@a', 'b:2222', 'c.example.com']],
    ['comments and blank lines', '# all\n\n; old\n  a  # in the cellar\nb\t; on the roof\n', ['a', 'b']],
    ['ends of line of any system', '\ufeffa\r\nb\rc', ['a', 'b', 'c']],
    [
      'IPv6 addresses',
      'root@[2001:db8::1]:22\n[2001:db8::2]:2222\n',
      ['root@[2001:db8::1]:22', '[2001:db8::2]:2222'],
    ],
  ])('%s', (_name, text, servers) => {
    expect(read(text)).toEqual(servers.map((server) => [server, {}, {}]));
  });

  test('with keys above them that count for all', () => {
    expect(read('scanner = imss\nbecome = sudo\na\nb\n')).toEqual([
      ['a', { scanner: 'imss' }, { become: 'sudo' }],
      ['b', { scanner: 'imss' }, { become: 'sudo' }],
    ]);
  });
});

describe('a section for each server', () => {
  test('with what counts for all above, and its own counting for more', () => {
    const text = `recipient = all@example.com
legacy-ssh = yes
ssh-config = ssh.conf
[root@mail.example.com:2222]
recipient = one@example.com
quarantine = true
[b] ; the other one
host-key = ${key}, ${md5}
legacy-ssh = no
outside = 198.51.100.7
license = "/root/a;b.lic"
quarantine = no ; not yet
`;
    expect(read(text)).toEqual([
      [
        'root@mail.example.com:2222',
        { recipient: 'one@example.com', quarantine: 'yes' },
        { legacySsh: true, configFile: 'ssh.conf' },
      ],
      [
        'b',
        { recipient: 'all@example.com', license: '/root/a;b.lic', quarantine: 'no' },
        { legacySsh: false, configFile: 'ssh.conf', hostKeys: [key, md5], outside: '198.51.100.7' },
      ],
    ]);
  });

  test('names with dots, at signs and colons are names; an IPv6 address may stand bare', () => {
    expect(read('[a.b.c]\n[2001:db8::1]\n[root@[2001:db8::2]:22]\n').map(([server]) => server)).toEqual([
      'a.b.c',
      '[2001:db8::1]',
      'root@[2001:db8::2]:22',
    ]);
  });

  test('who tells the peak of one server means the threads that follow from it', () => {
    expect(read('scan-threads = 20\n[a]\npeak-connections = 90\n')).toEqual([
      ['a', { 'peak-connections': '90' }, {}],
    ]);
  });
});

describe('what is refused, with file and line', () => {
  test.each<readonly [string, string, RegExp]>([
    ['nothing', '# none\n', /^servers\.ini: no server stands in it\.$/],
    ['only what counts for all', 'scanner = imss\n', /no server stands in it/],
    ['the same twice', 'a\nb\nA\n', /^servers\.ini, line 3: A stands there twice, first on line 1\.$/],
    ['a line and a section', 'a\n[a]\n', /line 2: a stands there twice, first on line 1/],
    [
      'a key twice',
      '[a]\nscanner = imss\nscanner = nod32\n',
      /line 3: scanner stands there twice, first on line 2/,
    ],
    ['a key that is not known', '[a]\nlicence = /x\n', /line 2: the key "licence" is not known/],
    ['an answer that is none', '[a]\nscanner = clam\n', /servers\.ini, line 2, key scanner: "clam"/],
    ['a key without a value', '[a]\nquarantine\n', /line 2: quarantine has no value/],
    ['a list', '[a]\nrecipient[] = a@example.com\n', /line 2: the key "recipient\[\]" is not known/],
    ['what is nothing', 'a b\n', /line 1: "a b" does not name a server/],
    ['a server below a section', '[a]\nb\n', /line 2: this is neither a section nor key = value/],
    ['a section without a name', '[]\n', /line 1: "" does not name a server/],
    ['an option in the place of a server', '-oProxyCommand\n', /line 1: "-oProxyCommand" does not name/],
    ['a name for a shell', '[a$(id)]\n', /line 1: .* does not name a server/],
    ['a wrong way to root', '[a]\nbecome = doas\n', /line 2: become: it is one of auto, none, sudo, su/],
    ['no fingerprint', '[a]\nhost-key = SHA256:x\n', /line 2: host-key: "SHA256:x" is no fingerprint/],
    ['neither yes nor no', '[a]\nlegacy-ssh = maybe\n', /line 2: legacy-ssh: it is yes or no/],
    ['no address', '[a]\noutside =\n', /line 2: outside: it has no value/],
    ['one address for all', 'outside = 198.51.100.7\na\n', /line 1: outside is the address of one server/],
    ['a prototype', '[a]\n__proto__ = x\n', /line 2: the key "__proto__" is not known/],
    ['escapes of a terminal', '[a]\n\u001b[2J = x\n', /line 2: the key "\\x1b\[2J" is not known/],
  ])('%s', (_name, text, message) => {
    const reading = () => parseInventory(text, 'servers.ini');
    expect(reading).toThrow(message);
    expect(reading).toThrow(expect.objectContaining({ exitCode: ExitCode.usage }));
  });

  test.each([
    ['mailbox-password', '--mailbox-password-file'],
    ['axigen-password', 'GATEWAY_SETUP_AXIGEN_PASSWORD'],
    ['ssh-password', '--ssh-password-file'],
    ['become-password-file', '--become-password-file'],
  ])('the secret %s, without its value, and with where it belongs', (name, instead) => {
    const reading = () => parseInventory(`[a]\n${name} = s3cret\n`, 'servers.ini');
    expect(reading).toThrow(/line 2: .* is a secret/);
    expect(reading).toThrow(expect.objectContaining({ next: expect.stringContaining(instead) }));
    expect(reading).not.toThrow(/s3cret/);
  });

  test('with the nearest of the keys', () => {
    expect(() => parseInventory('[a]\nlicence = /x\n', 'f')).toThrow(
      expect.objectContaining({ next: expect.stringMatching(/^Did you mean license\?.*host-key/) }),
    );
  });
});

test.each([
  ['a', 'A', true],
  ['root@a', 'root@a', true],
  ['root@a', 'Root@a', false],
  ['a', 'a:22', false],
  ['ssh://a', 'a', true],
  ['a', 'b', false],
])('%s and %s: the same %s', (one, other, same) => {
  expect(sameServer(one, other)).toBe(same);
});
