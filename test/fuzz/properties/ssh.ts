import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ExitCode, UserError } from '../../../src/errors.js';
import { evaluate } from '../../../src/host/ssh/config/evaluate.js';
import { readLine } from '../../../src/host/ssh/config/line.js';
import { parseDump } from '../../../src/host/ssh/config/parse-dump.js';
import { readDestination } from '../../../src/host/ssh/destination.js';
import { readKnownHosts } from '../../../src/host/ssh/host-keys/known-hosts.js';
import { publicKey } from '../../../src/host/ssh/host-keys/public-key.js';
import { knownHostsLine } from '../../../src/host/ssh/host-keys/remember.js';
import { findHost, hostKeyVerdict } from '../../../src/host/ssh/host-keys/verdict.js';
import { frameReader } from '../../../src/host/ssh/shell/frames.js';
import { FromTelnet } from '../../../src/host/ssh/tcp/telnet-text.js';
import { anyText, mutatedOneOf, pieces } from '../mutated.js';
import { property } from '../property.js';

const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8');

/** A key by its blob: a length and `ssh-ed25519`, a length and 32 bytes. */
const blob = Buffer.concat([
  Buffer.from([0, 0, 0, 11]),
  Buffer.from('ssh-ed25519'),
  Buffer.from([0, 0, 0, 32]),
  Buffer.alloc(32, 7),
]);
const key = publicKey(blob);
assert(key !== undefined);
const salt = Buffer.alloc(20, 3);
const known = [
  knownHostsLine('mail.example.com', key),
  knownHostsLine('[mail.example.com]:2222', key),
  knownHostsLine('mail.example.com', key, salt),
  `@revoked *.example.com ${key.type} ${blob.toString('base64')} gone`,
  `@cert-authority *.example.com,!mail* ${key.type} ${blob.toString('base64')}`,
  `# a remark\n\nmail,192.0.2.1 ${key.type} ${blob.toString('base64')}\r`,
].map((line) => `${line}\n`);

const config = mutatedOneOf(
  'Host mail mail?.example.com !mail9.example.com\n  HostName %h.example.com\n  User root\n  Port 2222\n  IdentityFile ~/.ssh/id_rsa\n  ProxyJump a@b:22,c\n',
  'Match host mail user root\n\tKexAlgorithms +diffie-hellman-group1-sha1\n\tStrictHostKeyChecking=yes\nHost *\n  UserKnownHostsFile "/a b" /c\n  ConnectTimeout 10\n',
  'Match final originalhost "mail" localuser me\n  ProxyCommand nc %h %p # x\n  HostKeyAlias x\n  GlobalKnownHostsFile none\n',
).map(utf8);

const account = { home: '/home/me', localUser: 'me', uid: 1000, machine: 'laptop', env: {} };

/** A mistake in a configuration is told as one. */
function understood<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    assert(error instanceof UserError, String(error instanceof Error ? error.stack : error));
    assert.notEqual(error.exitCode, ExitCode.ok);
    return undefined;
  }
}

/** As `od -An -v` prints bytes. */
const od = (bytes: Uint8Array, base: 8 | 16) =>
  Array.from(bytes, (byte) => ` ${byte.toString(base).padStart(base === 16 ? 2 : 3, '0')}`)
    .join('')
    .replace(/((?: \w+){16})/g, '$1\n');

const bytes = fc.uint8Array({ maxLength: 60 });
const frames = fc
  .tuple(bytes, bytes, fc.nat(255))
  .map(([out, err, code]) => `${od(out, 16)}\n${od(err, 8)}\no\ne\n= ${code}\n`);
const readAll = (chunks: readonly Buffer[]) => {
  const told = { out: '', err: '', ends: [] as string[], codes: [] as number[] };
  const read = frameReader({
    stdout: (part) => {
      told.out += part.toString('latin1');
    },
    stderr: (part) => {
      told.err += part.toString('latin1');
    },
    end: (which) => void told.ends.push(which),
    status: (code) => void told.codes.push(code),
  });
  for (const chunk of chunks) read(chunk);
  return told;
};

export const sshProperties = [
  property(
    'known_hosts: a key counts only where its line says so',
    mutatedOneOf(...known, known.join('')).map(utf8),
    (text) => {
      const { entries, malformed } = readKnownHosts(text, 'known_hosts');
      assert(malformed >= 0 && entries.length + malformed <= text.split('\n').length);
      for (const entry of entries) {
        assert.equal(publicKey(entry.blob)?.type, entry.type);
        assert(text.split('\n')[entry.line - 1]?.includes(entry.names));
      }
      const verdict = hostKeyVerdict(findHost(entries, { hostName: 'mail.example.com', port: 22 }), blob);
      // Within base64 OpenSSH passes over these (b64_pton), and so do we.
      if (verdict.kind === 'known') assert(text.replace(/[\r\v\f]/g, '').includes(blob.toString('base64')));
      assert.notEqual(
        hostKeyVerdict(findHost(entries, { hostName: 'mail.example.com', port: 22 }), Buffer.from('another'))
          .kind,
        'known',
      );
    },
    { examples: [`mail.example.com ${key.type} A\r${blob.toString('base64').slice(1)}\n`] },
  ),
  property('ssh_config: read, or told which line cannot be', config, (text) => {
    const lines = understood(() =>
      text.split('\n').flatMap((line, index) => readLine(line, { file: 'config', line: index + 1 }) ?? []),
    );
    // An Include would be looked for among the files of this machine.
    if (lines === undefined || lines.some(({ keyword }) => keyword === 'include')) return;
    understood(() => evaluate([lines], { name: 'mail' }, account));
  }),
  property(
    'ssh -G: any output is read',
    mutatedOneOf(
      'host mail\nuser root\nhostname mail.example.com\nport 22\nidentityfile ~/.ssh/a b\nuserknownhostsfile /a /b\n',
    ).map(utf8),
    (text) => {
      for (const [keyword, values] of parseDump(text)) assert(keyword !== '' && values.length > 0);
    },
  ),
  property(
    'destination: what is read holds nothing but a name, a user and a port',
    fc.oneof(
      mutatedOneOf(
        'root@mail.example.com:22',
        'ssh://root@mail:22/',
        'a@b@[2001:db8::25%eth0]:2222',
        'mail',
      ).map(utf8),
      anyText,
    ),
    (text) => {
      const found = readDestination(text);
      if (typeof found === 'string') return;
      for (const part of [found.name, found.user ?? 'x']) {
        assert(part !== '' && !part.startsWith('-'), JSON.stringify(found));
        // Both may end up in text for a shell.
        assert(!/[\p{Cc}'"`;|&<>()]/u.test(part), JSON.stringify(found));
      }
      assert(!/[\s$\\]/.test(found.name), JSON.stringify(found));
      assert(
        found.port === undefined || (Number.isInteger(found.port) && found.port > 0 && found.port < 65_536),
      );
    },
  ),
  property(
    'frames over a terminal: the same however they are cut',
    fc.record({ whole: frames, cuts: fc.array(fc.nat(40), { maxLength: 20 }) }),
    ({ whole, cuts }) => {
      const text = Buffer.from(whole, 'latin1');
      const chunks: Buffer[] = [];
      let at = 0;
      for (const size of cuts) {
        chunks.push(text.subarray(at, at + size));
        at += size;
      }
      assert.deepEqual(readAll([...chunks, text.subarray(at)]), readAll([text]));
    },
  ),
  property(
    'frames over a terminal: anything else is passed over',
    pieces(mutatedOneOf(' 61 62\no\n 143\ne\n= 0\n', '= 0\n')),
    (chunks) => {
      for (const code of readAll(chunks).codes) assert(code >= 0 && code < 1000);
    },
  ),
  property(
    'telnet: any stream is read',
    pieces(
      mutatedOneOf("Trying 127.0.0.1...\r\nConnected to mail.\r\nEscape character is '^]'.\r\n220 hi\r\n"),
    ),
    (chunks) => {
      const reader = new FromTelnet();
      let size = 0;
      for (const chunk of chunks) size += reader.take(chunk).length;
      size += reader.end().length;
      // An LF may become CR LF.
      assert(size <= 2 * Buffer.concat([...chunks]).length);
    },
  ),
];
